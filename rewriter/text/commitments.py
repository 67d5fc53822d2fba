"""Promises of a reply: «передам», «позвоним до 18:00», «ответ поступит до 5 мая», «будет исправлено», so that they get kept (002 rule 6)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.predicates import negated
from rewriter.text.segments import is_predicate
from rewriter.text.terms import terms_of

Form = Literal["we", "they", "you", "being", "done", "vow", "due", "kept"]

_PROMISES = frozenset(
    "передать вернуться позвонить перезвонить связаться сообщить написать отправить проверить уточнить выяснить разобраться вернуть возместить исправить заменить привезти доставить подготовить прислать ответить рассмотреть "
    "предупредить уведомить оформить посмотреть начислить компенсировать закрепить изменить обновить выслать направить зачислить перечислить устранить починить наладить восстановить разблокировать подключить отключить "
    "включить продлить перенести отменить обменять принять удалить добавить внести снять списать пересчитать выдать выплатить оплатить решить обработать изучить учесть завершить закончить произвести осуществить выполнить "
    "провести предоставить оказать сделать переслать переоформить перевести проинформировать оповестить известить подтвердить завести зарегистрировать создать сориентировать приехать прибыть настроить установить выпустить "
    "реализовать доработать запустить забрать собрать подобрать найти согласовать назначить выставить рассчитать опубликовать улучшить сверить определить".split()
)
# First persons of the future that promise nothing: they lead in what is said next, or are courtesy.
_NO_PROMISE = frozenset(
    "мочь смочь быть сказать отметить подчеркнуть заметить попросить позволить рискнуть подождать помочь понять увидеть получить суметь захотеть ошибиться порадоваться увидеться дождаться порекомендовать посоветовать предложить "
    "поблагодарить поздравить пожелать извиниться согласиться остаться стать предположить перейти выразить признаться начаться допустить обойтись сослаться повторить поинтересоваться спросить узнать попробовать поспешить".split()
)
# Said at once, as a rule; a promise where they wait for something or have a term.
_TELLING = frozenset("рассказать объяснить подсказать показать пояснить напомнить".split())
_STAFF = frozenset(
    "специалист менеджер коллега инженер руководитель курьер служба поддержка отдел бухгалтерия команда мастер оператор сотрудник компания магазин техник разработчик консультант эксперт водитель техподдержка склад юрист".split()
)
_OUTCOMES = frozenset(
    "ответ деньги решение результат возврат компенсация возмещение чек акт счет справка сумма бонус замена балл перерасчет заключение".split()
)
_TOLD = _PROMISES | _TELLING
_ARRIVES = frozenset("поступить прийти вернуться зачислиться появиться быть".split())
_MENDED = frozenset("заработать прекратиться возобновиться восстановиться обновиться открыться решиться".split())
_ACTIONS = frozenset(
    "звонок исправление ремонт замена выезд отправка ответ возврат перерасчет решение рассмотрение доставка обновление устранение восстановление".split()
)
_DUE = _ACTIONS - {"доставка", "возврат", "отправка"}
_ACTS = _ACTIONS | _OUTCOMES
_PLANNED = frozenset(("запланировать", "назначить", "наметить"))
# «беру на контроль», «держим в курсе»
_KEEPING = frozenset(("беру", "берем", "держу", "держим"))
_VOWS = frozenset(("обещать", "гарантировать", "обязаться", "обязываться", "пообещать"))
_CONDITIONS = frozenset("если когда пока раз чтобы чтоб ежели дабы".split())
_WAITING = frozenset(("если", "когда", "после", "только"))
# «Если появятся вопросы, …»
_OFFERS = frozenset(("если", "возникнут", "появятся", "при"))
_CUTS = frozenset((",", ";", ":", "–", "—", "-", "("))
_ENDS = _CUTS - {"-", "("}
_JOINS = frozenset("и а но или либо то затем потом после также".split())
_IN_FRONT = frozenset(("и", "а", "но", "или", "то", "пожалуйста"))
_BY_THAT = frozenset(("нему", "ней", "ним", "ними", "этому", "этим"))
_COURTESY = frozenset(
    ("рад", "рада", "рады", "признательны", "признателен", "признательна", "благодарны", "благодарен", "благодарна", "ждать", "знать", "надеяться", "счастливы")
)


# Of the readings of «обещаем» each has a quarter.
_LEAST = 0.2


# What a promise's sentence has to say of it stands so many tokens around the verb.
_WINDOW = 40


class Promise(NamedTuple):
    """A promise: span of its clause, the sentence, and the term that the sentence names for it, if any."""

    start: int
    end: int
    sentence: int
    term: str | None


@lru_cache(maxsize=64)
def promises_in(document: Document) -> tuple[Promise, ...]:
    """The promises in reading order, one a clause. What is asked, quoted, denied or past promises nothing."""
    found: list[Promise] = []
    for token in _FORMS.words(document):
        form = _form(token.norm)
        if form is None or (found and token.start < found[-1].end):
            continue
        sentence = document.sentences[token.sentence]
        if any(t.text == "?" for t in document.tokens[max(sentence.first, sentence.last - 3) : sentence.last]):
            continue
        first = max(sentence.first, token.index - _WINDOW)
        tokens, at = document.tokens[first : min(sentence.last, token.index + _WINDOW)], token.index - first
        if not _promises(document, tokens, at, form) or _is_no_statement(tokens, at):
            continue
        start, end = _span(tokens, at)
        found.append(Promise(start, end, sentence.index, _term(document, sentence.index, start, end)))
    return tuple(found)


def commitments_in(document: Document) -> tuple[str, ...]:
    """The sentences that promise something, in reading order."""
    return tuple(document.sentences[i].text for i in dict.fromkeys(p.sentence for p in promises_in(document)))


def _span(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """The promise's clause, without the conjunction or the list's number in front and the full stop behind."""
    first = _clause_start(tokens, at)
    if tokens[first].kind == "number" and tokens[first + 1].text in ".)":
        first += 2
    while first < at and (tokens[first].norm in _IN_FRONT or tokens[first].kind == "punct" and tokens[first].text != "«"):
        first += 1
    last = at + 1
    while last < len(tokens) and not (tokens[last].text in _ENDS and not _glued(tokens, last) and _starts_clause(tokens, last)):
        last += 1
    while last - 1 > at and tokens[last - 1].text in ".,;:!":
        last -= 1
    return tokens[first].start, tokens[last - 1].end


def _glued(tokens: tuple[Token, ...], at: int) -> bool:
    """«18:00», «0156-0034»: the sign belongs to a value."""
    return at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start


def _starts_clause(tokens: tuple[Token, ...], cut: int) -> bool:
    """Whether another thought begins behind the comma: «…, 18:00» is none, «…, после того, как …» belongs to the term."""
    if tokens[cut].text == ";":
        return True
    if tokens[cut - 1].norm == "того":
        return False
    for token in tokens[cut + 1 :]:
        if token.text in _ENDS:
            return False
        if is_predicate(token) or token.is_("который"):
            return True
    return False


@lru_cache(maxsize=4_096)
def _form(norm: str) -> Form | None:
    """What kind of promise the form can make, if any."""
    if norm == "срок":
        return "due"
    if norm in _KEEPING:
        return "kept"
    parses = morph.word(norm).parses
    # «используем» is present and future alike.
    present = any(p.feats.get("Tense") == "Pres" and p.feats.get("Person") == "1" for p in parses)
    for parse in parses:
        feats = parse.feats
        if parse.pos not in ("VERB", "AUX") or parse.prob < _LEAST:
            continue
        if feats.get("Variant") == "Short" and feats.get("Tense") == "Past" and parse.lemma in _PROMISES | _PLANNED:
            return "done"
        if feats.get("VerbForm") != "Fin" or feats.get("Mood") == "Imp":
            continue
        person = feats.get("Person")
        if parse.lemma in _VOWS and person == "1":
            return "vow"
        if feats.get("Tense") != "Fut":
            continue
        if parse.lemma == "быть":
            return "being"
        if person == "1" and feats.get("Aspect") == "Perf" and (parse.lemma in _PROMISES if present else parse.lemma not in _NO_PROMISE):
            return "we"
        if person == "3" and parse.lemma in _PROMISES | _ARRIVES | _MENDED | _TELLING:
            return "they"
        if person == "2" and parse.lemma == "получить":
            return "you"
    return None


_FORMS = Mark(_form)


def _promises(document: Document, tokens: tuple[Token, ...], at: int, form: Form) -> bool:
    """Whether the form at this place, in the sentence of these tokens, is a promise of ours."""
    if negated(tokens, at):
        return False
    token = tokens[at]
    if form == "we":
        announced = token.is_("добавить", "уточнить") and _leads_in(tokens, at) or token.is_("ответить") and any(t.norm == "порядку" for t in tokens)
        return not announced and (not token.lemmas & _TELLING or _waits(document, tokens))
    if form == "vow":
        return True
    if form == "kept":
        return any(t.norm in ("контроль", "контроле", "курсе") for t in tokens)
    if form == "being":
        return _will_be(document, tokens, at)
    if form == "done":
        return not token.lemmas.isdisjoint(_PLANNED) and _has_term(document, token.sentence) and any(t.lemmas & _ACTIONS for t in tokens)
    if form == "due":
        after = tokens[at + 1 : at + 2]
        return bool(after) and not after[0].lemmas.isdisjoint(_DUE) and _has_term(document, token.sentence)
    if form == "you":
        return any(t.lemmas & _OUTCOMES for t in tokens)
    return _third(document, tokens, at)


def _third(document: Document, tokens: tuple[Token, ...], at: int) -> bool:
    """«специалист свяжется», «Вам перезвонят», «ответ поступит», «портал заработает в 18:00»."""
    token = tokens[at]
    subjects = _subjects(tokens, at)
    if token.lemmas & _MENDED:
        return _has_term(document, token.sentence)
    if any(t.lemmas & _OUTCOMES for t in subjects) and token.lemmas & _ARRIVES:
        return True
    if any(t.lemmas & _STAFF for t in subjects):
        return not token.lemmas.isdisjoint(_TOLD)
    if not token.lemmas & _PROMISES:
        return False
    if any(t.norm in ("он", "она", "они") for t in tokens[_clause_start(tokens, at) : at]):
        # «передали специалисту, он свяжется»: whoever was named last.
        back = max(document.sentences[max(0, token.sentence - 1)].first, token.index - _WINDOW)
        return any(t.lemmas & _STAFF for t in document.tokens[back : token.index])
    if token.is_("приехать", "прибыть") and not any(t.norm == "вам" for t in tokens):
        return False  # «лампа и карта приедут вместе»
    plural = token.word is not None and any(p.feats.get("Number") == "Plur" for p in token.word.parses)
    # «Вам ответят по телефону …»: sends the client there.
    referred = any(a.norm == "по" and b.is_("телефон", "номер") for a, b in pairwise(tokens))
    return plural and not subjects and not referred


def _will_be(document: Document, tokens: tuple[Token, ...], at: int) -> bool:
    """«буду следить», «будет исправлено», «деньги будут завтра», «звонок будет 15 мая»."""
    token = tokens[at]
    near = tokens[at + 1 : at + 5]
    if token.norm in ("буду", "будем"):
        courteous = any(t.norm in _COURTESY for t in (*tokens[max(0, at - 2) : at], *near))
        return not courteous and any(t.word is not None and "inf" in t.word.tags for t in near)
    done = (*tokens[max(0, at - 3) : at], *near)
    if any(t.lemmas & _PROMISES and t.word is not None and any(p.feats.get("Variant") == "Short" for p in t.word.parses) for t in done):
        return True
    if not _has_term(document, token.sentence):
        return False
    return any(t.norm in ("готов", "готова", "готово", "готовы") for t in done) or any(t.lemmas & _ACTS for t in _subjects(tokens, at))


def _subjects(tokens: tuple[Token, ...], at: int) -> list[Token]:
    """Nouns of the verb's clause that can be its subject: in the nominative, with no preposition before them."""
    first = _clause_start(tokens, at)
    last = next((i for i in range(at + 1, len(tokens)) if tokens[i].text in _CUTS), len(tokens))
    found = []
    for i in range(first, last):
        token = tokens[i]
        word = token.word
        if word is None or not _nominative(token.norm):
            continue
        before = tokens[i - 1] if i > first else None
        agreeing = i - 2 if before is not None and before.word is not None and "adj" in before.word.tags else i - 1
        lead = tokens[agreeing].word if agreeing >= first else None
        if lead is None or "prep" not in lead.tags:
            found.append(token)
    # «заказ отправят»: an accusative that looks like a nominative is no subject of a plural verb. Who comes has no object: «лампа и карта приедут».
    verb = tokens[at]
    if verb.word is None or verb.is_("приехать", "прибыть", "прийти") or not any(p.feats.get("Number") == "Plur" for p in verb.word.parses):
        return found
    return [
        t
        for t in found
        if t.word is not None and any(p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Plur" and _first_choice(t, p) for p in t.word.parses)
    ]


@lru_cache(maxsize=4_096)
def _nominative(norm: str) -> bool:
    return any(p.pos in ("NOUN", "PROPN") and p.feats.get("Case") == "Nom" and p.prob > 0.05 for p in morph.word(norm).parses)


def _first_choice(token: Token, parse: morph.Parse) -> bool:
    """Whether the reading is as likely as any, or the noun that of a person."""
    return not token.lemmas.isdisjoint(_STAFF | _OUTCOMES) or (token.word is not None and parse.prob >= token.word.parses[0].prob - 0.1)


def _clause_start(tokens: tuple[Token, ...], at: int) -> int:
    """Index of the first token behind the nearest comma, colon or dash before the verb."""
    i = at
    while i > 0 and not (tokens[i - 1].text in _CUTS and not _glued(tokens, i - 1)):
        i -= 1
    return i


def _is_no_statement(tokens: tuple[Token, ...], at: int) -> bool:
    """A condition, a purpose, an invitation to do it together, somebody's words, a courtesy."""
    if any(t.norm in ("давайте", "давай") for t in tokens[:at]):
        return True
    if sum((t.text == "«") - (t.text == "»") for t in tokens[:at]) > 0:
        return True
    first = _clause_start(tokens, at)
    while first < at and tokens[first].norm in _JOINS:
        first += 1
    opening = tokens[first : at + 1]
    norms = [t.norm for t in opening[:3]]
    after_that = first > 1 and norms[0] == "как" and tokens[first - 2].norm in ("того", "тем")
    if norms[0] in _CONDITIONS or norms[:2] == ["как", "только"] or after_that or _explains(norms):
        return True
    return any(t.norm in _OFFERS for t in tokens) and any(t.is_("вопрос", "затруднение", "сложность") for t in tokens)


def _explains(norms: list[str]) -> bool:
    """«так мы найдём», «по нему проверим», «тогда подберём»: says why something is asked for."""
    return norms[0] in ("так", "тогда") or any(a in ("по", "с") and b in _BY_THAT for a, b in pairwise(norms[:3]))


def _leads_in(tokens: tuple[Token, ...], at: int) -> bool:
    """«Добавлю, что …», «Уточню: …»."""
    after = [t.text for t in tokens[at + 1 : at + 3]]
    return after[:1] == [":"] or after == [",", "что"]


def _waits(document: Document, tokens: tuple[Token, ...]) -> bool:
    return any(t.norm in _WAITING for t in tokens) or _has_term(document, tokens[0].sentence)


def _has_term(document: Document, sentence: int) -> bool:
    return bool(terms_of(document, sentence))


def _term(document: Document, sentence: int, start: int, end: int) -> str | None:
    """The term inside the clause, else the sentence's only one."""
    here = terms_of(document, sentence)
    mine = [t for t in here if start <= t.start < end] or (here if len(here) == 1 else ())
    return ", ".join(document.text[t.start : t.end] for t in mine) or None
