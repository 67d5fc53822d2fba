"""A citation cut out so that grammatical Russian is left: clause, adjunct, brackets, or the act as a subject."""

from __future__ import annotations

from rewriter.text.citations import PARTICIPLES, Citation
from rewriter.text.clauses import has_predicate
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.edits import cut_span
from rewriter.text.facts import facts_in
from rewriter.text.in_context import parse_in_context


def repair(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    """The cut that leaves grammatical Russian: (start, end, replacement), or None where there is no sure one."""
    tokens = document.tokens
    sentence = document.sentences[tokens[citation.first].sentence]
    last = _with_relative(document, citation, sentence)
    if last is None:
        return None
    citation = _with_way(document, citation._replace(last=last))
    if (described := _participle_before(document, citation)) is not None:
        return described
    start, end = tokens[citation.lead].start, tokens[citation.last - 1].end
    if bracket := _brackets(document, citation):
        return bracket
    outside = [t for t in document.of(sentence) if t.kind == "word" and not citation.lead <= t.index < citation.last]
    verbs = [t for t in outside if t.word is not None and t.word.tags & {"verb", "inf", "past"}]
    nominal = _is_nominal(document, outside)
    told = any(sentence.start <= f.start < sentence.end and not start <= f.start < end for f in facts_in(document))
    if (len(outside) <= 3 and not nominal and not _says(outside) or _only_about_law(outside)) and not told:
        return cut_span(document, sentence.start, sentence.end)
    if citation.lead == citation.first:
        before = tokens[citation.first - 1] if citation.first else None
        if before is not None and before.norm in ("и", "а") and citation.first - 1 > sentence.first and tokens[citation.first - 2].kind in ("word", "number"):
            # «в соответствии с соглашением и действующим законодательством»: the second of two.
            return (tokens[citation.first - 2].end, end, "")
        if (first_of_two := _first_of_two(document, citation, sentence)) is not None:
            return first_of_two
        if (alone := _agent_or_breach(document, citation, sentence)) is not None:
            return alone
        return _as_subject(document, citation)
    participle = (
        tokens[citation.lead].word is not None and tokens[citation.lead].lemmas & PARTICIPLES and tokens[citation.lead].norm not in ("как", "что", "это")
    )
    if participle and not (citation.lead > 0 and tokens[citation.lead - 1].text == ","):
        shape = tokens[citation.lead].word
        assert shape is not None
        if any(p.feats.get("Variant") == "Short" for p in shape.parses) or not any(p.feats.get("VerbForm") == "Part" or p.pos == "ADJ" for p in shape.parses):
            return _first_of_two(document, citation, sentence)
    if not verbs and len(outside) < 5 and not told and not nominal and not has_predicate(tuple(outside)):
        return None
    return cut_span(document, start, end)


def _with_relative(document: Document, citation: Citation, sentence: Sentence) -> int | None:
    """One past the citation with «…, с которым Вы согласились» behind it: the clause has nothing to hang on without it. None where it tells something."""
    tokens, last = document.tokens, citation.last
    if last + 1 >= sentence.last or tokens[last].text != "," or not any(t.is_("который") for t in tokens[last + 1 : min(last + 3, sentence.last)]):
        return last
    end = next((i for i in range(last + 1, sentence.last) if tokens[i].text in ",;.!?"), sentence.last)
    return end if not any(t.kind in ("number", "code", "link", "email") for t in tokens[last:end]) else None


def _with_way(document: Document, citation: Citation) -> Citation:
    """«(вернут) в порядке, предусмотренном п. 7.3»: the way goes with what prescribes it."""
    lead = citation.lead
    before = [t.norm for t in document.tokens[max(0, lead - 3) : lead]]
    return citation._replace(lead=lead - 3) if before == ["в", "порядке", ","] and citation.lead < citation.first else citation


def _participle_before(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    """«чек, сформированный во исполнение 54-ФЗ, отправлен» → «чек отправлен»: nothing is left for the participle to say."""
    tokens, lead = document.tokens, citation.lead
    if lead < 3 or tokens[lead - 2].text != "," or citation.last >= len(tokens) or tokens[citation.last].text != ",":
        return None
    word = tokens[lead - 1].word
    top = word.top if word is not None else None
    full = top is not None and top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"
    return (tokens[lead - 3].end, tokens[citation.last].end, "") if full else None


_SETTING = frozenset("определяться устанавливаться регламентироваться регулироваться определить установить регламентировать предусмотреть утвердить".split())


def _first_of_two(document: Document, citation: Citation, sentence: Sentence) -> tuple[int, int, str] | None:
    """«Срок определяется приказом № 400 и был превышен» → «срок был превышен»: of two predicates the one that only cites."""
    tokens = document.tokens
    verb, after = citation.lead if citation.lead < citation.first else citation.first - 1, citation.last
    if verb <= sentence.first or after + 1 >= sentence.last or tokens[verb].lemmas.isdisjoint(_SETTING):
        return None
    joint = after + (tokens[after].text == ",")
    if tokens[joint].norm != "и" or joint + 1 >= sentence.last or not has_predicate((tokens[joint + 1],)):
        return None
    return tokens[verb].start, tokens[joint + 1].start, ""


_LEAVE = frozenset("запретить разрешить допустить запрещать".split())
_BREACH = frozenset("нарушение требование норма основание".split())


def _agent_or_breach(document: Document, citation: Citation, sentence: Sentence) -> tuple[int, int, str] | None:
    """«Торговля без чеков запрещена ст. 14.5 КоАП» → «… запрещена»; «…, нарушение ст. 14.5 КоАП, …» goes as a whole."""
    tokens, before = document.tokens, document.tokens[citation.first - 1] if citation.first > sentence.first else None
    if before is None or before.word is None:
        return None
    if not before.lemmas.isdisjoint(_LEAVE) and any(p.feats.get("Variant") == "Short" for p in before.word.parses):
        return before.end, tokens[citation.last - 1].end, ""
    after = tokens[citation.last] if citation.last < len(tokens) else None
    if before.lemmas & _BREACH and before.index > sentence.first and tokens[before.index - 1].text in ",—–" and after is not None and after.text in ",.;":
        return tokens[before.index - 2].end, tokens[citation.last - 1].end, ""
    return None


def _is_nominal(document: Document, outside: list[Token]) -> bool:
    """«Возврат бесплатный», «срок хранения — 30 дней»: a predicate without a verb."""
    parses = [(t, parse_in_context(document, t)) for t in outside if t.word is not None]
    subject = next((t for t, p in parses if p is not None and p.pos == "NOUN" and p.feats.get("Case") == "Nom"), None)
    if subject is None:
        return False
    for token, parse in parses:
        if token.index <= subject.index or parse is None or parse.pos not in ("ADJ", "VERB") or parse.feats.get("Case") != "Nom":
            continue
        following = next((t for t in outside if t.index == token.index + 1), None)
        if following is None or not (following.word is not None and following.tags & {"noun", "adj"}):
            return True
    return any(t.text in "—–" for t in document.tokens[subject.index : outside[-1].index])


def _says(outside: list[Token]) -> bool:
    """«Возврат не производится»: few words, and yet the answer."""
    subject = any(t.word is not None and any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" for p in t.word.parses) for t in outside)
    return subject and has_predicate(tuple(outside)) and not _only_about_law(outside)


def _only_about_law(outside: list[Token]) -> bool:
    """The rest of the sentence says no more than that the act says so."""
    filler = frozenset(
        "это этот данный требование порядок вопрос регулироваться регламентироваться предусмотреть установить закрепить основание правило норма указать соответствовать действие наш действовать мы и в с на по являться быть также который ситуация условие определить ограничение прописать обусловить положение весь процедура законный все".split()
    )
    return all(t.lemmas & filler or (t.word is not None and t.word.lemma in filler) for t in outside)


def _brackets(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    text = document.text
    start, end = document.tokens[citation.lead].start, document.tokens[citation.last - 1].end
    opened, closed = text.rfind("(", 0, start), text.find(")", end)
    if opened >= 0 and closed >= 0 and ")" not in text[opened:start] and "(" not in text[end:closed] and len(text[opened:start]) + len(text[end:closed]) < 60:
        inner = [f for f in facts_in(document) if opened <= f.start < closed and not start <= f.start < end]
        if not inner:
            return cut_span(document, opened, closed + 1)
    return None


_OBLIGES = {
    "требовать": "нужно",
    "обязывать": "нужно",
    "предписывать": "нужно",
    "разрешать": "можно",
    "позволять": "можно",
    "допускать": "можно",
    "запрещать": "нельзя",
    "обязать": "нужно",
    "разрешить": "можно",
    "запретить": "нельзя",
}

_OUR_ACTIONS = frozenset(
    "направлять отправлять высылать выдавать хранить проверять запрашивать уведомлять сообщать удерживать возвращать принимать взимать проводить направить отправить выдать проверить запросить уведомить".split()
)


def _as_subject(document: Document, citation: Citation) -> tuple[int, int, str] | None:
    """«Закон требует предъявить паспорт» → «Нужно предъявить паспорт»; «ФЗ № 115 предусматривает, что …» → «…»."""
    tokens = document.tokens
    sentence = document.sentences[tokens[citation.first].sentence]
    rest = [t for t in document.of(sentence) if t.index >= citation.last]
    opens = citation.first == sentence.first
    if not rest or not (opens or citation.first > sentence.first and tokens[citation.first - 1].text == ","):
        return None
    verb = rest[0]
    if verb.word is None:
        return None
    modal = next((_OBLIGES[x] for x in verb.lemmas if x in _OBLIGES), None)
    who = rest[1] if len(rest) > 1 and rest[1].norm in ("нас", "вас", "нам", "вам", "клиента", "получателя", "клиенту") else None
    nxt = rest[2] if who is not None and len(rest) > 2 else rest[1] if len(rest) > 1 else None
    start = tokens[citation.first].start
    if modal == "нужно" and nxt is not None and nxt.word is not None and nxt.lemmas & _OUR_ACTIONS and (who is None or who.norm in ("нас", "нам")):
        ours = next(
            (
                form
                for p in nxt.word.parses
                if p.feats.get("VerbForm") == "Inf"
                and (form := p.inflect(VerbForm="Fin", Mood="Ind", Person="1", Number="Plur", Tense="Pres" if p.feats.get("Aspect") == "Imp" else "Fut"))
            ),
            None,
        )
        if ours:
            return (start, nxt.end, f"Мы {ours}" if opens else f"мы {ours}")
    if modal and nxt is not None and nxt.word is not None and "inf" in nxt.word.tags:
        dative = {"нас": "нам", "нам": "нам", "вас": "вам", "вам": "вам"}.get(who.norm, "") if who else ""
        words = f"{dative} {modal}".strip()
        return (start, nxt.start, (words[0].upper() + words[1:] if opens else words) + " ")
    if (
        verb.is_("предусматривать", "гласить", "устанавливать", "определять", "говорить", "предусмотреть")
        and len(rest) > 3
        and rest[1].text == ","
        and rest[2].norm == "что"
    ):
        first = rest[3]
        return (start, first.start + 1, first.text[:1].upper() if opens else first.text[:1])
    return None
