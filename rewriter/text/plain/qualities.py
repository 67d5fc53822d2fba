"""What something is like: «ремонт является бесплатным» → «ремонт бесплатный», «регистрация является обязательной» → «регистрация обязательна», «актуальной является версия 2» → «актуальна версия 2»."""

from __future__ import annotations

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.long_subjects import Subject, dashed
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer

# Said of a thing in the short form: «вход доступен», not «вход доступный».
_SHORT = frozenset(
    "обязательный необязательный достаточный действительный недействительный доступный возможный актуальный безопасный допустимый активный".split()
)
# Words of this shape that leave one asking: of what kind?
_EMPTY = frozenset("такой следующий самый данный этот весь другой иной мой наш ваш свой один собственный сам".split())


def quality(document: Document, token: Token, subject: Subject | None, end: int, *, negated: bool) -> Plainer | None:
    """The repair of «(subject) является ADJECTIVE»; `end`: the last token before the verb and its «не»."""
    here, index = token.sentence, token.index + 1
    word = at(document, index, here)
    if subject is None or subject.phrase is None or subject.joined or word is None or not _closes(document, index + 1, here):
        return None
    phrase = subject.phrase
    # «Клиент является виновным» is about people: leave it to people.
    if phrase.parse.feats.get("Animacy") == "Anim":
        return None
    told = _form(word, phrase.agreement, short_only=negated)
    if told is None:
        return None
    return plainer(document, end, index + 1, f"{document.tokens[end].text} {'не ' if negated else ''}{told}")


def quality_first(document: Document, token: Token) -> Plainer | None:
    """«Актуальной является версия 2.8.4» → «актуальна версия 2.8.4»; «обязательной является только подпись»."""
    here, index = token.sentence, token.index
    word = at(document, index - 1, here)
    most = word is not None and norm_at(document, word.index - 1, here) in ("самым", "самой", "самыми", "наиболее")
    if word is None or not clause_begins(document, word.index - most):
        return None
    begin = index + 1 + (norm_at(document, index + 1, here) in ("только", "лишь", "именно"))
    thing = noun_phrase(document, begin, "Nom") or noun_phrase(document, begin, "Nom", tail=False)
    if thing is None or norm_at(document, thing.last, here) in ("и", "или", "либо") or (thing.agreement["Number"] == "Plur") != (token.norm == "являются"):
        return None
    if most:
        # «наиболее выгодным является тариф «Год»» → «самый выгодный — тариф «Год»»
        full, degree = _full(word, thing.agreement), inflect("самый", Case="Nom", **thing.agreement)
        return plainer(document, word.index - 1, index + 1, f"{degree} {full} —") if full and degree and not dashed(document, token) else None
    told = _form(word, thing.agreement, short_only=True)
    return plainer(document, word.index, index + 1, told) if told else None


def _full(word: Token, agreement: dict[str, str]) -> str | None:
    """The adjective in the nominative, full."""
    parses = word.word.parses if word.word is not None else ()
    return next(
        (p.inflect(Case="Nom", **agreement) for p in parses if p.pos == "ADJ" and p.feats.get("Case") == "Ins" and p.feats.get("Variant") != "Short"), None
    )


def _form(word: Token, agreement: dict[str, str], *, short_only: bool) -> str | None:
    """The adjective said of what agrees so, in its short form where that is how it is said."""
    for parse in word.word.parses if word.word is not None else ():
        if parse.pos != "ADJ" or parse.feats.get("Case") != "Ins" or parse.feats.get("Number") != agreement["Number"] or parse.lemma in _EMPTY:
            continue
        if agreement["Number"] == "Sing" and parse.feats.get("Gender") != agreement["Gender"]:
            continue
        if parse.lemma in _SHORT:
            return parse.inflect(Variant="Short", **agreement)
        return parse.inflect(Case="Nom", **agreement) if not short_only else None
    return None


def _closes(document: Document, index: int, sentence: int) -> bool:
    """Whether the adjective ends there, or a preposition leads on: «обязательным для всех»."""
    if clause_ends(document, index):
        return True
    token = at(document, index, sentence)
    return token is not None and token.word is not None and token.word.top is not None and token.word.top.pos == "ADP"
