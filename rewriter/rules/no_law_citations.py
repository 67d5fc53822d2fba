"""no-law-citations: laws, codes and regulations are not cited, and nobody appeals to «the legislation» (source 000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, Options, rule
from rewriter.text.citation_repair import repair
from rewriter.text.citations import citations
from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.reading import Reading

_MESSAGE = "Ссылка на закон: клиенту достаточно самого правила, без статей и номеров."

_ASKED = Expression(
    r"на каком (?:правовом |законном |юридическом )?основани|на основании (?:чего|какого|каких)|по каком[уй] (?:такому )?(?:закону|праву|правилу|пункту|статье)|(?:как(?:ой|ая|ую|ому|ого|им|ие|их|ом)|назовите|укажите|приведите|дайте|пришлите|сошлитесь|номер|сслк|ссылк\w+ на)[^.?!]{0,25}(?:стать[яюией]|закон|пункт[аеу]? (?:закона|правил)|норматив|кодекс|правов)"
    r"|это (?:вообще )?законно|законно ли|законно\?|правов\w+ (?:основани|обосновани)|(?:каким|какими|каком|какой) (?:законом|документом|нормативн|приказом|постановлением|норм)|чем (?:это )?(?:регламентир|регулир|предусмотр|обоснован)|где (?:это )?(?:прописано|написано|указано|сказано|закреплено)(?! (?:про|о|об|как|номер|адрес|мой|мое|срок)\b)|в каком (?:законе|документе|нормативн)|имеете (?:ли )?(?:вы )?право|по закону\s*\?|законн\w+ основани"
)


# «Сто семьдесят шестым федеральным», «статья двадцать шесть прим один», «запрет в действующем праве»: no digits, no act by its name, a law all the same.
_SPELLED = Expression(
    r"(?<!\w)[а-я]*(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|надцат|сот)[а-я]{2,4} федеральн[а-я]{2,3}(?! (?:закон|округ|бюджет|агентств|служб|трасс|канал|центр|орган|университет|сет))(?!\w)"
    r"|(?<!\w)стать[яюеи] (?:пять|шесть|семь|восемь|девять|десять|[а-я]+надцать|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|сто)(?: (?!минут|раз|руб)[а-я]+){0,3}(?=[.,;!?)]|$)"
    r"|(?<!\w)(?:в|по|нормам|нормами|требованиям) действующ[а-я]{2,3} прав[еауо]м?(?!\w)|(?<!\w)норм(?:а|ы|у|ам|ами) права(?!\w)"
)

# One of these stands in all of them.
_SPELLED_WORDS = ("федеральн", "статья", "статью", "статьи", "статье", "действующ", "норм")


class NoLawCitations(Options):
    """`allow_when_asked`: the citation may stay where the client asks for the legal ground."""

    allow_when_asked: bool = True


def asks_for_ground(message: str) -> bool:
    """Whether the client directly asks for the legal ground."""
    return bool(_ASKED.search(flat(message)))


@rule("no-law-citations", number=1, title="Без ссылок на законы", source="000", options=NoLawCitations)
def no_law_citations(reply: Document, case: Reading, options: NoLawCitations) -> Iterator[Found]:
    """Ссылка на статью пугает и ничего не объясняет. Правило называем простыми словами; закон — только когда клиент прямо спрашивает, на каком основании."""
    if options.allow_when_asked and asks_for_ground(case.case.client_message):
        return
    low = flat(reply.text)
    for spelled in _SPELLED.finditer(low) if any(word in low for word in _SPELLED_WORDS) else ():
        yield Found(spelled.start(), spelled.end(), _MESSAGE)
    for citation in citations(reply):
        fix = repair(reply, citation)
        if fix is not None:
            yield Found(fix[0], fix[1], _MESSAGE, fix[2])
        else:
            yield Found(reply.tokens[citation.first].start, reply.tokens[citation.last - 1].end, _MESSAGE)
