"""The client told of in the third person, to his face: «клиент может уточнить» → «Вы можете уточнить», «с клиентом» → «с Вами», «отзыв клиента» → «Ваш отзыв»."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.reading import Reading

_CLIENT = frozenset("клиент заказчик покупатель абонент заявитель".split())
# A word of these before it tells of any client or of another one.
_OF_ANY = frozenset("каждый любой другой иной новый один некоторый этот тот постоянный первый".split())
_YOU = {"Gen": "Вас", "Dat": "Вам", "Acc": "Вас", "Ins": "Вами", "Loc": "Вас"}
_PREPOSITIONS = frozenset("для от у к с ко со перед за о об при про на".split())
_SHORT = {"должен": "должны", "должна": "должны", "обязан": "обязаны", "обязана": "обязаны", "вправе": "вправе", "может": "можете"}
# What we call him among ourselves; «пользователь» may be any of his people.
_AMONG_OURSELVES = frozenset(("юзер",))


def addressed(reading: Reading, document: Document) -> list[tuple[int, int, str]]:
    """The edits (start, end, replacement); none where the client speaks of clients himself, or where no form is sure."""
    edits = []
    if reading.client.lemmas.isdisjoint(_CLIENT):
        edits = [edit for token in document.having(_CLIENT) if (edit := _edit(document, token)) is not None]
    if reading.client.lemmas.isdisjoint(_OTHER_USERS) and document.lemmas.isdisjoint(_OTHER_USERS - _USER):
        edits += [(t.start, t.end, "Вам") for t in document.having(_USER) if _must(document, t)]
    return edits


_USER = frozenset(("пользователь",))
# Where one of these is spoken of, a user may be somebody else.
_OTHER_USERS = _USER | frozenset("сотрудник коллега администратор админ участник гость команда владелец работник ученик ребенок человек".split())
_NEED = frozenset("нужно необходимо следует надо достаточно требуется потребуется рекомендуется".split())


def _must(document: Document, token: Token) -> bool:
    """«Пользователю необходимо зайти в профиль»: who has to do it is whoever asks."""
    first = document.sentences[token.sentence].first
    opens = token.index == first or document.tokens[token.index - 1].text in ",;:—–" or document.tokens[token.index - 1].norm in ("этого", "при", "поэтому")
    behind = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    return token.norm == "пользователю" and opens and behind is not None and behind.norm in _NEED


def able_himself(document: Document) -> list[tuple[int, int, str]]:
    """«Юзер в ЛК может сделать сам» → «Вы можете сделать это сами в ЛК»: who is able to do it himself is the client."""
    edits = []
    for token in document.having(_AMONG_OURSELVES):
        part = next(p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index)
        verb = next((i for i, t in enumerate(part) if t.norm in _SHORT and t.index > token.index), None)
        if part[0] is not token or verb is None or verb + 1 >= len(part) or "inf" not in part[verb + 1].tags:
            continue
        place = part[1:verb]
        alone = next((t for t in part[verb + 2 :] if t.norm in ("сам", "сама")), None)
        if place and not place[0].norm.startswith(("в", "на", "через")) or alone is None and place:
            continue
        words = ["Вы" if token.capital else "вы", _SHORT[part[verb].norm], part[verb + 1].text]
        last = part[verb + 1]
        if alone is not None and alone.index == last.index + 1:
            words += ["это", "сами"]
            last = alone
        edits.append((token.start, last.end, " ".join((*words, *(t.text for t in place)))))
    return edits


def _edit(document: Document, token: Token) -> tuple[int, int, str] | None:
    parse = parse_in_context(document, token)
    if parse is None or parse.pos != "NOUN" or parse.feats.get("Number") != "Sing":
        return None
    before = document.tokens[token.index - 1] if token.index and document.tokens[token.index - 1].sentence == token.sentence else None
    case = parse.feats.get("Case", "")
    if before is not None and (before.text in "«(" or _of_any(before, case) or _modifies(before, case)):
        return None
    if case == "Nom":
        return _subject(document, token)
    if before is not None and before.norm in _PREPOSITIONS or case == "Dat":
        return (token.start, token.end, _YOU[case]) if case in _YOU else None
    if case == "Gen" and before is not None:
        return _owned(document, before, token)
    return None


def _of_any(before: Token, case: str) -> bool:
    """«Любому клиенту»; in «для этого клиенту нужно» the word before belongs to another one."""
    return before.word is not None and not before.lemmas.isdisjoint(_OF_ANY) and any(p.feats.get("Case", case) == case for p in before.word.parses)


def _modifies(before: Token, case: str) -> bool:
    """An adjective of his own: «постоянному клиенту»."""
    return "adj" in before.tags and "noun" not in before.tags and before.word is not None and any(p.feats.get("Case", case) == case for p in before.word.parses)


def _subject(document: Document, token: Token) -> tuple[int, int, str] | None:
    """«Клиент может», «клиент оплачивает», «клиент оплатил»: with its verb, which stands right behind."""
    if (behind := _behind_verb(document, token)) is not None:
        return behind
    verb = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if verb is None or verb.sentence != token.sentence or verb.word is None:
        return None
    said = _SHORT.get(verb.norm)
    if said is None:
        parse = parse_in_context(document, verb)
        if parse is None or parse.feats.get("VerbForm") != "Fin" or verb.is_("быть", "стать", "становиться"):
            return None  # «клиент был уведомлён»: what is said of him would have to change, too
        past = parse.feats.get("Tense") == "Past"
        said = (
            parse.inflect(VerbForm="Fin", Mood="Ind", Tense="Past", Number="Plur")
            if past
            else parse.inflect(VerbForm="Fin", Mood="Ind", Tense=parse.feats.get("Tense", "Pres"), Person="2", Number="Plur")
        )
    return (token.start, verb.end, f"Вы {said}") if said else None


def _behind_verb(document: Document, token: Token) -> tuple[int, int, str] | None:
    """«Пересылку оплачивает клиент» → «пересылку оплачиваете Вы», «номер меняет клиент самостоятельно» → «номер Вы меняете сами»."""
    verb = document.tokens[token.index - 1] if token.index else None
    if verb is None or verb.sentence != token.sentence or verb.word is None or verb.index == document.sentences[token.sentence].first:
        return None
    parse = parse_in_context(document, verb)
    if parse is None or parse.feats.get("VerbForm") != "Fin" or parse.feats.get("Tense") != "Pres" or parse.feats.get("Voice") == "Mid" or verb.is_("быть"):
        return None
    said = parse.inflect(VerbForm="Fin", Mood="Ind", Tense="Pres", Person="2", Number="Plur")
    following = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if not said or following is not None and "verb" in following.tags:
        return None
    if following is not None and following.norm == "самостоятельно":
        return verb.start, following.end, f"Вы {said} сами"
    return verb.start, token.end, f"{said} Вы"


def _owned(document: Document, thing: Token, token: Token) -> tuple[int, int, str] | None:
    """«Отзыв клиента» → «Ваш отзыв», in the thing's own case; not behind an adjective, which the pronoun would part from it."""
    parse = parse_in_context(document, thing) if thing.word is not None else None
    ahead = document.tokens[thing.index - 1] if thing.index else None
    if parse is None or parse.pos != "NOUN" or ahead is not None and "adj" in ahead.tags and "noun" not in ahead.tags:
        return None
    feats = {k: parse.feats[k] for k in ("Case", "Number", "Gender") if k in parse.feats and not (k == "Gender" and parse.feats.get("Number") == "Plur")}
    your = next((f for p in morph.word("ваш").parses if p.pos in ("DET", "ADJ", "PRON") and (f := p.inflect(**feats))), None)
    if your is None:
        return None
    name = thing.text if thing.text.isupper() else thing.text[0].lower() + thing.text[1:]
    return thing.start, token.end, f"{your[0].upper()}{your[1:]} {name}"
