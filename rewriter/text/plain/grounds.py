"""On what grounds and when: «на основании заявления» → «по заявлению», «по получении посылки» → «после получения посылки», «оплачивается из расчёта 60 ₽ за день» → «оплачивается по 60 ₽ за день»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import joined

_PAPERS = frozenset(
    "заявление заявка решение договор обращение запрос справка доверенность квитанция письмо показание показания заключение претензия жалоба рецепт полис акт накладная чек результат данные документ выписка направление ходатайство рапорт".split()
)
# Acts of law are another rule's matter.
_OF_LAW = frozenset("совет коллегия еэк еаэс закон кодекс статья правительство министерство законодательный нормативный правовой федеральный судебный".split())
_UPON = {
    "получении": "получения", "прибытии": "прибытия", "поступлении": "поступления", "выполнении": "выполнения", "подписании": "подписания", "приезде": "приезда", "достижении": "достижения",
}  # fmt: skip
# One reaches an age, and is not past it.
_REACHED = frozenset("лимит порог предел квота сумма объем уровень".split())
WORDS = frozenset(("основании", "расчета", "противном")) | _UPON.keys()
_AND = frozenset(("и", "или", "либо"))
_UNITS = frozenset("₽ % руб р".split())
_PAYING = frozenset(
    "оплачивать оплачиваться оплатить списывать списываться начислять начисляться платить взимать взиматься брать возвращать возвращаться компенсировать компенсироваться считать считаться продавать продаваться начислить списать".split()
)
_COUNTED = frozenset("рубль балл бонус час минута копейка день".split())
_PER = frozenset("за в с на".split())
_REACH = 6


def grounds(document: Document) -> Iterator[Plainer]:
    """Every clerical preposition of grounds, time or rate that has a sure repair."""
    for token in document.having(WORDS):
        before = norm_at(document, token.index - 1, token.sentence)
        found: Plainer | None = None
        if token.norm == "основании" and before == "на":
            found = _on_grounds(document, token)
        elif token.norm == "расчета" and before == "из":
            found = _at_the_rate(document, token)
        elif token.norm == "противном" and before == "в" and norm_at(document, token.index + 1, token.sentence) == "случае":
            # «В противном случае, заказ …»: no comma is due behind it.
            last = token.index + 2 + (norm_at(document, token.index + 2, token.sentence) == ",")
            found = plainer(document, token.index - 1, last, "иначе")
        elif before == "по" and token.norm in _UPON:
            found = _upon(document, token)
        if found is not None:
            yield found


def _on_grounds(document: Document, token: Token) -> Plainer | None:
    """«на основании договора и заявки» → «по договору и заявке»: all that is named, or nothing."""
    here, first, index, said = token.sentence, token.index - 1, token.index + 1, ""
    if norm_at(document, first - 1, here) in ("не", "только"):
        return None
    while True:
        paper = noun_phrase(document, index, "Gen") or noun_phrase(document, index, "Gen", tail=False)
        told = paper.in_case("Dat") if paper is not None and paper.parse.lemma in _PAPERS else None
        if paper is None or told is None or any(t.lemmas & _OF_LAW for t in document.tokens[paper.first : paper.last]):
            return None
        if _qualified(document, paper.last, here):
            return None
        said += told
        # «письма от 5 мая и договора № 7»: the second one would need its case, too
        if norm_at(document, paper.last, here) not in _AND and joined(document, paper.last):
            return None
        joint = at(document, paper.last, here)
        if joint is None or joint.norm not in _AND:
            return plainer(document, first, paper.last, f"по {said}")
        following = at(document, paper.last + 1, here)
        if following is None or following.word is None or not any(p.feats.get("Case") == "Gen" for p in following.word.parses):
            return plainer(document, first, paper.last, f"по {said}")
        said, index = f"{said} {joint.text} ", paper.last + 1


def _qualified(document: Document, index: int, sentence: int) -> bool:
    """«заявления, поданного до 25 числа»: the participle would have to agree."""
    token = at(document, index + 1, sentence)
    return (
        norm_at(document, index, sentence) == ","
        and token is not None
        and token.word is not None
        and any(p.feats.get("VerbForm") == "Part" and p.feats.get("Case") == "Gen" and p.feats.get("Variant") != "Short" for p in token.word.parses)
    )


def _upon(document: Document, token: Token) -> Plainer | None:
    """«по получении посылки» → «после получения посылки», «по достижении лимита» → «при достижении лимита»."""
    here, index = token.sentence, token.index
    if token.norm == "достижении":
        thing = noun_phrase(document, index + 1, "Gen", tail=False)
        if thing is None or thing.parse.lemma not in _REACHED:
            return None
        return plainer(document, index - 1, index + 1, f"при {token.norm}")
    if norm_at(document, index + 1, here) in _AND or clause_ends(document, index + 1):
        return None
    thing = noun_phrase(document, index + 1, "Gen", tail=False)
    led = at(document, index + 1, here)
    placed = led is not None and led.norm in ("в", "на", "от", "из") and token.norm in ("прибытии", "поступлении", "получении")
    return plainer(document, index - 1, index + 1, f"после {_UPON[token.norm]}") if thing is not None or placed else None


def _at_the_rate(document: Document, token: Token) -> Plainer | None:
    """«из расчёта 60 рублей за день» → «по 60 рублей за день», «из расчёта 1 балл = 1 ₽» → «(1 балл = 1 ₽)»."""
    here, first, index = token.sentence, token.index - 1, token.index + 1
    end = index
    while (t := at(document, end, here)) is not None and t.kind == "number":
        end += 1
    if end == index or first == document.sentences[here].first:
        return None
    unit, number = at(document, end, here), document.tokens[end - 1].text
    if unit is None or not (unit.norm in _UNITS or unit.lemmas & _COUNTED):
        return None
    if norm_at(document, end + 1, here) in ("=", "к"):
        return _equation(document, first, index, end + 1)
    dotted = unit.norm in ("руб", "р") and norm_at(document, end + 1, here) == "."
    steady = unit.norm in _UNITS or number[-1] in "056789" or number[-2:-1] == "1"
    paid = document.tokens[first - 1].lemmas & _PAYING
    return plainer(document, first, index, "по") if paid and steady and norm_at(document, end + 1 + dotted, here) in _PER else None


def _equation(document: Document, first: int, index: int, sign: int) -> Plainer | None:
    """«1 балл = 1 ₽» in brackets, up to the end of the clause."""
    here = document.tokens[first].sentence
    if document.tokens[sign].text != "=":
        return None
    end = next((i for i in range(sign, min(sign + _REACH, document.sentences[here].last + 1)) if clause_ends(document, i)), None)
    if end is None or end <= sign + 1:
        return None
    dotted = norm_at(document, end - 1, here) in ("руб", "р") and norm_at(document, end, here) == "."
    last_dot = dotted and end + 1 == document.sentences[here].last
    end += dotted and not last_dot
    said = document.text[document.tokens[index].start : document.tokens[end - 1].end]
    before = document.tokens[first - 1]
    return plainer(document, before.index, end, f"{before.text} ({said}{'.' if last_dot else ''})")
