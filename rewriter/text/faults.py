"""Somebody at fault in a clause: «сотрудник пункта на Мира, 48 ошибся», and «Вы сами указали …» put neutrally."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text import morph
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.inflection import parse_in_context

_STAFF = frozenset(
    "курьер водитель сотрудник сотрудница работник работница оператор менеджер кладовщик почтальон продавец поставщик отправитель коллега специалист инженер разработчик программист охранник охрана склад пункт отделение таможня банк "
    "провайдер партнер перевозчик магазин служба отдел бухгалтерия маркетолог администратор кассир консультант упаковщик сборщик подрядчик программист перевозчик бригада".split()
)
_FAULT_NOUNS = frozenset(
    "ошибка недоработка халатность небрежность упущение недосмотр невнимательность нерасторопность безответственность вина промах просчет".split()
)
_FAULTS = frozenset(
    "ошибиться перепутать напутать накосячить проглядеть недосмотреть прозевать забыть потерять повредить сорвать подвести напортачить облажаться схалтурить проигнорировать нарушить полениться опростоволоситься оплошать провиниться".split()
)
# What a client may have done, and the participle that says it of the thing.
_CHOSEN = {
    "указать": "указать",
    "ввести": "ввести",
    "выбрать": "выбрать",
    "написать": "написать",
    "оформить": "оформить",
    "отметить": "отметить",
    "внести": "внести",
    "заполнить": "заполнить",
    "удалить": "удалить",
    "отключить": "отключить",
}
_BLAMING = frozenset("сам неверно неправильно ошибочно самостоятельно".split())


def faults(document: Document) -> Iterator[tuple[int, int]]:
    """Spans from somebody of the staff to the verb of his fault, within a clause: word lists cannot reach over addresses and numbers."""
    suspicious = {t.sentence for t in document.having(_FAULTS | _FAULT_NOUNS)}
    for sentence in [document.sentences[i] for i in sorted(suspicious)]:
        yield from _fault_of(document, sentence.index)
        for part in clauses(document, sentence.index):
            staff = next((t for t in part if t.word is not None and t.lemmas & _STAFF and any(p.feats.get("Case") == "Nom" for p in t.word.parses)), None)
            if staff is None:
                continue
            verb = next((t for t in part if t.lemmas & _FAULTS and t.word is not None and "past" in t.word.tags), None)
            if verb is None or _negated(document, verb) or not _agree(staff, verb) or any(t.norm in ("мы", "я", "если") for t in part):
                continue
            first, last = sorted((staff, verb), key=lambda t: t.start)
            yield first.start, last.end


def _fault_of(document: Document, index: int) -> Iterator[tuple[int, int]]:
    """«ошибкой разработчиков», «действиями подрядчика»: a fault with whose it is."""
    tokens = document.of(document.sentences[index])
    for i, token in enumerate(tokens):
        if not token.lemmas & _FAULT_NOUNS or token.word is None:
            continue
        whose = next(
            (t for t in tokens[i + 1 : i + 4] if t.word is not None and t.lemmas & _STAFF and any(p.feats.get("Case") == "Gen" for p in t.word.parses)), None
        )
        between = tokens[i + 1 : tokens.index(whose)] if whose is not None else ()
        if (
            whose is not None
            and all(t.word is not None and t.word.tags & {"adj", "noun"} for t in between)
            and not (i and tokens[i - 1].norm in ("нет", "без"))
        ):
            yield token.start, whose.end


def _negated(document: Document, verb: Token) -> bool:
    return verb.index > 0 and document.tokens[verb.index - 1].norm == "не"


def _agree(staff: Token, verb: Token) -> bool:
    assert staff.word is not None
    assert verb.word is not None
    numbers = {(p.feats.get("Number"), p.feats.get("Gender")) for p in staff.word.parses if p.feats.get("Case") == "Nom"}
    return any(
        p.feats.get("Tense") == "Past"
        and (
            ("Plur", p.feats.get("Gender")) in numbers
            or p.feats.get("Number") == "Plur"
            and any(n == "Plur" for n, _ in numbers)
            or (p.feats.get("Number"), p.feats.get("Gender")) in numbers
        )
        for p in verb.word.parses
    )


def neutral_choice(document: Document, start: int) -> tuple[int, int, str] | None:
    """«Вы сами указали город Тула» → «Указан город Тула»: the edit (start, end, replacement), or None where no sure one is."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    at = next((i for i, t in enumerate(tokens) if t.norm == "вы" and t.start >= start - 30), None)
    if at is None:
        return None
    verb_at = next(
        (
            i
            for i in range(at + 1, min(at + 5, len(tokens)))
            if (word := tokens[i].word) is not None and tokens[i].lemmas & _CHOSEN.keys() and "past" in word.tags
        ),
        None,
    )
    if verb_at is None or any(t.kind != "word" or not t.lemmas & (_BLAMING | {"же", "ведь", "при", "оформление"}) for t in tokens[at + 1 : verb_at]):
        return None
    verb = next(iter(tokens[verb_at].lemmas & _CHOSEN.keys()))
    base = next((p for p in morph.word(verb).parses if p.lemma == verb), None)
    if verb_at + 1 < len(tokens) and tokens[verb_at + 1].kind in ("number", "code") and base is not None:
        neuter = base.inflect(VerbForm="Part", Variant="Short", Number="Sing", Gender="Neut", Tense="Past", Voice="Pass")
        return (tokens[at].start, tokens[verb_at].end, neuter[0].upper() + neuter[1:] if at == 0 else neuter) if neuter else None
    noun = next((t for t in tokens[verb_at + 1 : verb_at + 4] if t.word is not None and "noun" in t.word.tags), None)
    if noun is None or any(t.kind == "punct" for t in tokens[verb_at + 1 : verb_at + 2]):
        return None
    parse = parse_in_context(document, noun)
    if parse is None or parse.pos != "NOUN" or parse.feats.get("Case") != "Acc" or parse.feats.get("Animacy") == "Anim":
        return None
    number, gender = parse.feats.get("Number", "Sing"), parse.feats.get("Gender", "Masc")
    if number == "Sing" and gender == "Fem":
        return None  # «указали улицу» would have to become «указана улица» word by word
    wanted = {"VerbForm": "Part", "Variant": "Short", "Number": number, **({"Gender": gender} if number == "Sing" else {})}
    short = base.inflect(**wanted) if base else None
    if not short:
        return None
    opens = at == 0
    return tokens[at].start, tokens[verb_at].end, short[0].upper() + short[1:] if opens else short
