"""«… по вине курьера, который не позвонил»: the words that say through whose fault, told apart from what happened."""

from __future__ import annotations

from typing import NamedTuple

from rewriter.text.clauses import clauses
from rewriter.text.document import TERMINAL, Document, Token
from rewriter.text.doerless import participle_without_doer, place_of, relative_without_doer
from rewriter.text.facts import facts_in
from rewriter.text.in_context import parse_in_context
from rewriter.text.morph import Parse
from rewriter.text.people import OURS, STAFF, is_staff
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.reference import refers

FAULTS = frozenset(
    "вина ошибка халатность небрежность невнимательность оплошность неосторожность нерасторопность недосмотр недоработка просчет упущение медлительность некомпетентность безответственность лень неаккуратность действие бездействие срыв нарушение".split()
)
# «Действия», «срыв», «ошибка» put a fault on somebody only where he is named.
_NEED_WHOSE = frozenset("ошибка действие бездействие срыв нарушение недосмотр недоработка просчет упущение".split())
# «По невнимательности» blames without saying whom.
_BY_ITSELF = frozenset(
    "халатность небрежность невнимательность неосторожность нерасторопность медлительность некомпетентность безответственность лень неаккуратность".split()
)
_LEADS = (("по", "причине"), ("в", "связи", "с"), ("в", "результате"), ("в", "силу"), ("вследствие",), ("ввиду",), ("из-за",), ("по",))


class Adjunct(NamedTuple):
    """Token ranges: the adjunct [first, last) and what is told of the guilty one («, который …», «, повредившей …») [last, end), where there is such."""

    first: int
    last: int
    end: int


def fault_adjunct(document: Document, start: int, end: int) -> Adjunct | None:
    """The adjunct that holds or touches the span [start, end)."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.tokens
    for i in range(sentence.first, sentence.last):
        lead = next((x for x in _LEADS if tuple(t.norm for t in tokens[i : i + len(x)]) == x), None)
        if lead is None:
            continue
        last = _chain(document, i + len(lead), sentence.last)
        if last is None or not (tokens[i].start < end and tokens[last - 1].end > start):
            continue
        return Adjunct(i, last, _relative(document, last, sentence.last))
    return None


def _chain(document: Document, at: int, stop: int) -> int | None:
    """One past the noun phrase of the fault: «вине курьера службы «Стрела»»; None where that is no fault of somebody's."""
    tokens = document.tokens
    noun = at
    while noun < stop and noun - at < 3 and not tokens[noun].lemmas & FAULTS and tokens[noun].word is not None and tokens[noun].word.tags & {"adj"}:  # type: ignore[union-attr]
        noun += 1
    if noun >= stop or not tokens[noun].lemmas & FAULTS or any(t.norm.startswith(("наш", "мо")) for t in tokens[at:noun]):
        return None
    yours = any(t.is_("ваш") for t in tokens[at:noun])
    end = noun + 1
    named = yours
    while end < stop and (fits := _belongs(document, end, noun + 1)):
        named = named or is_staff(tokens, end) or fits == "name"
        end += 1
    while end < stop and tokens[end].kind in ("number", "code"):
        end += 1
    if end < stop and tokens[end].text == "«":
        closing = next((k for k in range(end, min(end + 8, stop)) if tokens[k].text == "»"), None)
        end = closing + 1 if closing is not None else end
    if end == noun + 1 and not yours and not tokens[noun].lemmas & _BY_ITSELF or tokens[noun].lemmas & _NEED_WHOSE and not named:
        return None
    return end


def _belongs(document: Document, at: int, after: int) -> str | None:
    """Whether the token goes on naming whose fault it is: genitives, and the instrumental of who did it («срыва поставки поставщиком»)."""
    token = document.tokens[at]
    if token.word is None:
        return None
    parse = parse_in_context(document, token)
    if parse is None or at > after and at + 1 < len(document.tokens) and document.tokens[at + 1].norm in ("не", "нет"):
        return None  # «по вине почтальона доставки не было»
    if parse.pos in ("NOUN", "PROPN", "ADJ", "DET") or parse.feats.get("VerbForm") == "Part" and parse.feats.get("Variant") != "Short":
        if parse.feats.get("Case") == "Gen" or token.text.isupper() and len(token.text) > 1:
            return "word"
        if parse.feats.get("Case") == "Ins" and at > after and (token.lemmas & STAFF or parse.pos in ("ADJ", "DET")):
            return "name"
    return None


def _relative(document: Document, last: int, stop: int) -> int:
    """One past the relative clause or the participle's phrase that begins at `last`, or `last`."""
    tokens = document.tokens
    if last + 1 >= stop or tokens[last].text != ",":
        return last
    if participle(document, last + 1 + (tokens[last + 1].norm == "не")) is not None:
        # Its own «…, который …» belongs to it; else the next comma ends it.
        end = last + 1
        while (
            end < stop - (tokens[stop - 1].text in TERMINAL)
            and tokens[end].text != ";"
            and (tokens[end].text != "," or end + 1 < stop and tokens[end + 1].is_("который"))
        ):
            end += 1
        return end
    if not tokens[last + 1].is_("который") and not _goes_on_of_him(document, last + 1):
        return last
    part = next(p for p in clauses(document, tokens[last].sentence) if p[0].index <= last + 1 <= p[-1].index)
    return part[-1].index + 1 - (part[-1].text in ".!?")


def _goes_on_of_him(document: Document, at: int) -> bool:
    """«…, он перепутал маршрутный лист»: what the guilty one has done, with nothing in it that the client could need."""
    pronoun = document.tokens[at].norm
    if pronoun not in ("он", "она", "они"):
        return False
    # «Посылка задержана по вине курьера, она вернулась»: it is the parcel that has come back.
    begin = document.sentences[document.tokens[at].sentence].first
    named = next((t for t in reversed(document.tokens[begin : at - 1]) if refers(pronoun, (t,))), None)
    if named is None or not is_staff(document.tokens, named.index):
        return False
    part = next(p for p in clauses(document, document.tokens[at].sentence) if p[0].index <= at <= p[-1].index)
    done = any(t.word is not None and "past" in t.word.tags for t in part)
    return part[0].index == at and done and all(t.kind in ("word", "punct") for t in part)


def participle(document: Document, at: int) -> Parse | None:
    """The reading of the token as a full active participle in the genitive: «(службы), повредившей кабель»."""
    token = document.tokens[at] if at < len(document.tokens) else None
    if token is None or token.word is None:
        return None
    return next(
        (
            p
            for p in token.word.parses
            if p.feats.get("VerbForm") == "Part" and p.feats.get("Variant") != "Short" and p.feats.get("Voice") != "Pass" and p.feats.get("Case") == "Gen"
        ),
        None,
    )


def _where(document: Document, adjunct: Adjunct) -> tuple[int, int, str] | None:
    """«… по вине сотрудника ОПС 101000» → «… в отделении 101000»: whose fault it was also says where."""
    tokens = document.tokens
    if adjunct.end != adjunct.last:
        return None
    place = place_of(document, tokens[adjunct.first : adjunct.last])
    opens = document.sentences[tokens[adjunct.first].sentence].first == adjunct.first
    if not place:
        return None
    return tokens[adjunct.first].start, tokens[adjunct.last - 1].end, place[0].upper() + place[1:] if opens else place


_HAPPENED = frozenset("произойти возникнуть случиться".split())


def _as_ours(document: Document, adjunct: Adjunct) -> tuple[int, int, str] | None:
    """«Списание произошло по вине сотрудника склада, который …» → «… произошло по нашей вине»: cut, it would tell nothing of why; and whoever works for us is us."""
    tokens = document.tokens
    culprit = next((i for i in range(adjunct.first, adjunct.last) if is_staff(tokens, i) or tokens[i].lemmas & OURS), None)
    if any(t.norm in ("связи", "сотового", "мобильного") for t in tokens[adjunct.first : adjunct.last]):
        return None  # «по вине оператора связи»
    before = tokens[max(document.sentences[tokens[adjunct.first].sentence].first, adjunct.first - 2) : adjunct.first]
    if culprit is None or not tokens[culprit].lemmas & OURS or not any(t.lemmas & _HAPPENED for t in before):
        return None
    if any(t.kind in ("number", "code", "link") for t in tokens[adjunct.last : adjunct.end]):
        return None
    return tokens[adjunct.first].start, tokens[adjunct.end - 1].end, "по нашей вине"


def _telling(document: Document, deed: tuple[Token, ...]) -> bool:
    """Whether the deed says more than who is to blame: a value, or a clause on what it has led to («установившего антивирус, который блокирует кассу»)."""
    if any(t.kind in ("number", "code", "link") for t in deed) or any(t.is_("который") for t in deed[1:]):
        return True
    return any(deed[0].start <= f.start < deed[-1].end and f.kind != "name" for f in facts_in(document))


def _left_bare(document: Document, adjunct: Adjunct) -> bool:
    """«Неисправность возникла (по вине подрядчика, который повредил кабель)»: without it the sentence would tell nothing."""
    tokens = document.tokens
    sentence = document.sentences[tokens[adjunct.first].sentence]
    before, behind = tokens[sentence.first : adjunct.first], tokens[adjunct.end : sentence.last]
    return len(before) > 1 and not before[-1].lemmas.isdisjoint(_HAPPENED) and all(t.text in TERMINAL for t in behind)


_CAUSES = {"повредить": "повреждения", "оборвать": "обрыва", "потерять": "потери", "утерять": "утери", "сломать": "поломки", "перебить": "обрыва"}


def _named(document: Document, deed: tuple[Token, ...]) -> str | None:
    """«…, который повредил кабель» → «из-за повреждения кабеля»."""
    verb = int(deed[0].is_("который"))
    cause = next((_CAUSES[lemma] for lemma in sorted(deed[verb].lemmas & _CAUSES.keys())), None) if verb < len(deed) else None
    thing = noun_phrase(document, deed[verb].index + 1, "Acc") if cause is not None else None
    if cause is None or thing is None or thing.last != deed[-1].index + 1:
        return None
    whose = thing.in_case("Gen")
    return f"из-за {cause} {whose}" if whose else None


def with_deed(document: Document, adjunct: Adjunct) -> tuple[int, int, str] | None:
    """Where the relative clause holds values («… по вине банка, который удвоил операцию 3 мая») it is what happened: said without the guilty one."""
    tokens = document.tokens
    if any(t.kind in ("number", "code") for t in tokens[adjunct.first : adjunct.last]):
        return _where(document, adjunct)
    if (admitted := _as_ours(document, adjunct)) is not None:
        return admitted
    deed = tokens[adjunct.last + 1 : adjunct.end]
    if not deed:
        return None
    if not _telling(document, deed):
        cause = _named(document, deed) if _left_bare(document, adjunct) else None
        return (tokens[adjunct.first].start, tokens[adjunct.end - 1].end, cause) if cause else None
    said = relative_without_doer(document, deed) if deed[0].is_("который") else participle_without_doer(document, deed)
    if said is None:
        return None
    sentence = document.sentences[tokens[adjunct.first].sentence]
    start, end = tokens[adjunct.first].start, tokens[adjunct.end - 1].end
    if adjunct.first == sentence.first:
        return start, end, said[0].upper() + said[1:]
    rest = document.text[end : sentence.end].strip()
    if rest not in (".", "!", ""):
        return None
    before = tokens[adjunct.first - 1].end
    return before, end, f": {said}"
