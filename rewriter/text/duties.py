"""What a client ought to have done or known, said as it is: «надо было подать до 3 мая» → «нужно подать до 3 мая»."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.clauses import Edit, clause_of, opening
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.past_duties import is_scolding

_VALUES = frozenset(("number", "code", "link", "email"))
_TOLD = frozenset(
    "уведомлены уведомлен уведомлена проинформированы проинформирован проинформирована предупреждены предупрежден предупреждена извещены оповещены".split()
)
_MEANS = frozenset("письмо смс сообщение звонок уведомление почта электронный пуш пуш-уведомление по в от на адрес".split())


def told_before(document: Document, start: int, end: int) -> Edit | None:
    """«…, о чём Вы были уведомлены письмом от 18 августа» → «…, мы писали об этом 18 августа»."""
    part = clause_of(document, start, end)
    if part is None:
        return None
    at = next((i for i, t in enumerate(part) if t.norm in _TOLD), None)
    if at is None or any(t.norm in ("будете", "будет", "не") for t in part[:at]) or not any(t.norm == "вы" for t in part):
        return None
    if not (part[0].norm in ("о", "об") and len(part) > 1 and part[1].norm in ("чем", "этом")):
        return _told_of(document, part, at)
    rest = [t for t in part[at + 1 :] if t.text not in ".!?"]
    when = [t for t in rest if not t.lemmas & _MEANS]
    if not when or when[0].kind not in _VALUES or when != rest[-len(when) :]:
        return None
    verb = "сообщали" if any(t.is_("звонок") for t in rest) else "писали"
    said = f"мы {verb} об этом {document.text[when[0].start : when[-1].end]}"
    return part[0].start, when[-1].end, opening(document, part[0], said)


def _told_of(document: Document, part: tuple[Token, ...], at: int) -> Edit | None:
    """«Вы были предупреждены о штрафе 500 рублей» → «Мы сообщали о штрафе 500 рублей»."""
    you = next((t for t in part[:at] if t.norm == "вы"), None)
    following = part[at + 1] if at + 1 < len(part) else None
    if (
        you is None
        or following is None
        or following.norm not in ("о", "об")
        or any(t.norm not in ("были", "уже", "заранее", "своевременно", "ранее") for t in part if you.index < t.index < part[at].index)
    ):
        return None
    if not any(t.kind in _VALUES for t in part[at:]):
        return None
    return you.start, part[at].end, opening(document, you, "мы сообщали")


_REASONS = (("так", "как"), ("потому", "что"), ("поскольку",), ("ведь",))
_PRONOUNS = {
    "него": "Masc",
    "его": "Masc",
    "нему": "Masc",
    "ему": "Masc",
    "ним": "Masc",
    "нем": "Masc",
    "нее": "Fem",
    "ее": "Fem",
    "ней": "Fem",
    "ей": "Fem",
    "них": "Plur",
    "их": "Plur",
    "ними": "Plur",
    "им": "Plur",
}


def reason_kept(document: Document, start: int, end: int) -> Edit | None:
    """«Вам следовало сохранить чек, так как без него заявление не принимается» → «Без чека заявление не принимается»."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    found = next(
        ((i, len(r)) for i, t in enumerate(tokens) for r in _REASONS if i and tokens[i - 1].text == "," and tuple(x.norm for x in tokens[i : i + len(r)]) == r),
        None,
    )
    reproach = [t for t in tokens if start <= t.start < end]
    if (
        found is None
        or not reproach
        or not _is_duty(tokens[: found[0]])
        or reproach[-1].index >= tokens[found[0]].index
        or any(t.kind in _VALUES for t in tokens[: found[0]])
    ):
        return None
    if any(t.text in ",;" for t in tokens[: found[0] - 1]):
        return None
    said = tokens[found[0] + found[1] :]
    text = document.text[said[0].start : sentence.end]
    for token in said:
        if token.norm not in _PRONOUNS:
            continue
        noun = _named(document, tokens[: found[0]], _PRONOUNS[token.norm])
        parse = parse_in_context(document, token)
        form = noun.inflect(Case=parse.feats["Case"]) if noun is not None and parse is not None and "Case" in parse.feats else None
        if form is None:
            return None
        shift = said[0].start
        text = text[: token.start - shift] + form + text[token.end - shift :]
        break
    return sentence.start, sentence.end, text[0].upper() + text[1:]


def _named(document: Document, tokens: tuple[Token, ...], wanted: str) -> morph.Parse | None:
    for token in reversed(tokens):
        parse = parse_in_context(document, token) if token.word is not None and "noun" in token.word.tags else None
        if parse is None or parse.pos != "NOUN":
            continue
        plural = parse.feats.get("Number") == "Plur"
        if plural == (wanted == "Plur") and (plural or parse.feats.get("Gender") in (("Masc", "Neut") if wanted == "Masc" else ("Fem",))):
            return parse
    return None


_LOOK = frozenset("проверить посмотреть открыть просмотреть".split())
_ON_SCREEN = frozenset("вкладка раздел папка кабинет журнал страница пункт ящик меню входящие спам".split())


def look_there(document: Document, start: int, end: int) -> Edit | None:
    """«Вы обязаны были проверить вкладку «Входящие»» → «Проверьте вкладку «Входящие»»: where a thing is may be told without the reproach."""
    part = clause_of(document, start, end)
    at = _duty_at(part) if part is not None else None
    if part is None or at is None or part[at[0]].norm != "вы" or at[1] + 1 >= len(part) or part[0].norm == "хотя":
        return None
    verb, place = part[at[1]], part[at[1] + 1]
    if verb.lemmas.isdisjoint(_LOOK) or place.lemmas.isdisjoint(_ON_SCREEN) or verb.word is None or any(t.kind in _VALUES for t in part):
        return None
    asked = next((form for p in verb.word.parses if (form := p.inflect(VerbForm="Fin", Mood="Imp", Person="2", Number="Plur"))), None)
    return (part[at[0]].start, verb.end, opening(document, part[at[0]], asked)) if asked else None


_NOTICES = frozenset("уведомление письмо сообщение напоминание предупреждение извещение рассылка".split())
_PASSED_OVER = frozenset("проигнорировать пропустить прочитать прочесть открыть".split())


def notice_sent(document: Document, start: int, end: int) -> Edit | None:
    """«Уведомление об обновлении от 14 ноября Вы проигнорировали» → «Мы отправляли уведомление об обновлении от 14 ноября»: only where there is a date to keep."""
    part = clause_of(document, start, end)
    if part is None or part[0].index != document.sentences[part[0].sentence].first or part[0].lemmas.isdisjoint(_NOTICES):
        return None
    you = next((i for i, t in enumerate(part) if t.norm == "вы"), None)
    if you is None or not any(t.kind in _VALUES for t in part[:you]):
        return None
    rest = [t for t in part[you + 1 :] if t.text not in ".!?" and t.norm not in ("не", "просто", "же")]
    if len(rest) != 1 or rest[0].lemmas.isdisjoint(_PASSED_OVER) or "past" not in rest[0].tags:
        return None
    said = document.text[part[0].start : part[you - 1].end]
    return part[0].start, rest[0].end, f"Мы отправляли {said[0].lower()}{said[1:]}"


_WAS = ("надо", "нужно", "необходимо")
_OUGHT = frozenset("следовало надлежало полагалось стоило".split())
_KNOWING = frozenset("знать понимать помнить".split())
_TOO_LATE = frozenset("внимательно внимательный заранее раньше вовремя своевременно сразу лучше аккуратно самостоятельно сам".split())
_KNOWN = frozenset(
    "знать понимать помнить прочитать прочесть читать проверить проверять учесть учитывать ознакомиться подумать думать посмотреть смотреть следить проследить сохранить предвидеть узнать предупредить сообщить убедиться изучить быть позаботиться догадаться спросить взять брать поднять ответить отвечать".split()
)


def _is_duty(tokens: tuple[Token, ...]) -> bool:
    return _duty_at(tokens) is not None or any(t.norm in _OUGHT for t in tokens)


def _duty_at(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    """Token range of «(Вам) следовало (бы)», «надо было», «Вы должны были»."""
    for i, token in enumerate(tokens):
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        if token.norm in _WAS and following == "было" or token.norm in _OUGHT:
            end = i + 2 if token.norm in _WAS else i + 1
            end += end < len(tokens) and tokens[end].norm in ("бы", "б")
            begin = i - 1 if i and tokens[i - 1].norm == "вам" else i
            return begin, end
        if token.norm in ("должны", "обязаны") and following == "были":
            return (i - 1, i + 2) if i and tokens[i - 1].norm == "вы" else None
    return None


def duty(document: Document, start: int, end: int) -> Edit | None:
    """«Надо было подать заявление до 3 мая» → «Нужно подать заявление до 3 мая»; what a client ought to have known is left to a cut."""
    part = clause_of(document, start, end)
    at = _duty_at(part) if part is not None else None
    if part is None or at is None or (at[0] and part[at[0] - 1].norm == "не"):
        return None
    rest = part[at[1] :]
    infinitive = next((t for t in part if t.index >= part[at[1] - 1].index and t.word is not None and "inf" in t.word.tags), None)
    if infinitive is None:
        return None
    if infinitive.lemmas & _KNOWING:
        return None  # nothing to do now, whatever else the sentence tells
    verb = infinitive.word
    if part[at[0]].norm == "вы" and verb is not None and any(p.feats.get("Aspect") == "Perf" for p in verb.parses if p.feats.get("VerbForm") == "Inf"):
        return None  # «Вы должны были позвонить» reproaches with what was; «нужно позвонить» would ask for it now
    told = any(t.kind in _VALUES for t in part)
    if not told and (is_scolding(part) or infinitive.lemmas & _KNOWN or part[0].norm == "хотя" or any(t.lemmas & _TOO_LATE for t in part)):
        return None
    words = ["Вам" if part[at[0]].norm in ("вам", "вы") else "", "нужно"]
    dropped = [t for t in rest if t.lemmas & _TOO_LATE and t.index < infinitive.index or t.lemmas & {"сам", "самостоятельно", "внимательно"}]
    text = " ".join(w for w in words if w)
    if part[at[0]].norm in ("вам", "вы") and document.sentences[part[0].sentence].first != part[at[0]].index and not part[at[0]].capital:
        text = text[0].lower() + text[1:]
    text = opening(document, part[at[0]], text)
    if dropped and dropped == list(rest[: len(dropped)]):
        return part[at[0]].start, dropped[-1].end, text
    return (part[at[0]].start, part[at[1] - 1].end, text) if not dropped else None
