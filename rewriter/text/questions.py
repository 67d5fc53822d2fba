"""Questions of a client's message, and which sentences of a text answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rewriter.text.asked_parts import asked_parts
from rewriter.text.asking import INDIRECT, ask_of, asking, is_request, is_wish, request_parts
from rewriter.text.concepts import content, key, keys_of
from rewriter.text.document import Document, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.matching import stands_in
from rewriter.text.question_cues import AHEAD, CUES, DAY_ASKED, MONEY_ASKED, REFERS, TO_COME, YES_NO

# «Что это было?», «в чём дело?» want a cause, whatever words they are in.
_CAUSE_ASKED = Expression(
    r"^(?:\w+ )?что (?:(?:же |тут |здесь |у меня |с ним |с ней |с этим |я делаю )?(?:не так|пошло не так|сломалось|мешает)\b|это (?:было|такое)|случилось|произошло|происходит|за (?:сбой|ошибка|проблема))|в ч[её]м (?:дело|причина|проблема)|куда (?:\w+ )?(?:дел[оаи]?с|пропал|исчез|подевал)"
)
_IT = Expression(r"^(?:а |и )?(?:(?:когда|как|сколько|где|долго ли) (?:\w+ )?это\b|когда (?:вы )?(?:уже )?(?:сделаете|сможете|успеете|выполните)\W*$)")


# «Хотела спросить», «подскажите»: says that something is asked, not what.
_LEADS_IN = INDIRECT | {"хотеть"}
# A request of fewer content words speaks of the sentence before.
_OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the client asked: span in the message, its content keys, and what kind of answer it wants."""

    start: int
    end: int
    text: str
    keys: tuple[frozenset[str], ...]
    asks: str  # where when howmuch why how which who what can


@lru_cache(maxsize=64)
def _questions(text: str) -> tuple[Question, ...]:
    document = read(text)
    found: list[Question] = []
    parts = asking(document)
    asked = [i for i, (_, asks) in enumerate(parts) if asks]
    for number, (tokens, asks) in enumerate(parts):
        start, end = tokens[0].start, tokens[-1].end
        if not asks:
            # «Хочу отменить заказ. Когда вернёте деньги?» is to be answered; before several questions a wish is where the story begins.
            behind = sum(len(asked_parts(parts[i][0])) for i in asked if i > number)
            if is_request(tokens) and (behind == 1 or not is_wish(tokens)) and (behind or number > min(asked, default=number)):
                # «Домофон звонит с задержкой. Почините»: what is to be mended was told before; a question there has an answer of its own.
                before = parts[number - 1][0] if number and number - 1 not in asked else ()
                found += [_request(text, part, () if place else before) for place, part in enumerate(request_parts(tokens))]
            continue
        if number and (REFERS.fullmatch(flat(text[start:end])) or _leans(tokens)):
            # «Можно получить без паспорта. Это так?», «Хочу вернуть чайник, коробку вскрыл. Примут?» ask of the sentence before.
            before, asked_before = parts[number - 1]
            own = _content(tokens)
            if asked_before and own:
                # «Это сбой? Восстановите?» asks of the same thing, but something else.
                found.append(Question(start, end, text[start:end], own, "can"))
                continue
            if found and found[-1].start >= before[0].start:
                found.pop()  # «Хочу отменить один товар. Это реально?» asks one thing
            found.append(Question(before[0].start, end, text[before[0].start : end], _content(before), "can"))
            continue
        pieces = request_parts(tokens)
        told = next((i for i, piece in enumerate(pieces) if not is_request(piece) or any(ask_of(t) for t in piece)), 0)
        # «Заберите её и скажите, где моя».
        before = parts[number - 1][0] if number and number - 1 not in asked else ()
        found += [_request(text, piece, () if place else before) for place, piece in enumerate(pieces[:told])]
        for part in asked_parts(tuple(t for piece in pieces[told:] for t in piece)):
            question = _make(document, part)
            if question is None:
                continue
            if number and len(question.keys) < _OWN_WORDS and any(t.norm in ("все", "всё") for t in part):
                question = replace(question, keys=question.keys + _listed(parts[number - 1][0]))
            if found and found[-1].text.rstrip()[-1:] not in "?!" and found[-1].end <= start and _IT.search(flat(question.text)) and number:
                # «Удалите аккаунт. Когда это произойдёт?» is one thing.
                request = found.pop()
                question = Question(request.start, question.end, text[request.start : question.end], request.keys + question.keys, question.asks)
            found.append(question)
    return tuple(found)


def _request(text: str, tokens: tuple[Token, ...], before: tuple[Token, ...]) -> Question:
    """A thing asked for; `before`: the sentence in front of it."""
    while tokens[0].kind == "punct" or tokens[0].norm in ("и", "а", "также", "еще", "заодно"):
        tokens = tokens[1:]
    while tokens[-1].text == ",":
        tokens = tokens[:-1]
    start, end = tokens[0].start, tokens[-1].end
    keys = _content(tokens)
    if len(keys) < _OWN_WORDS:
        keys += _content(before)
    return Question(start, end, text[start:end], keys, "can")


def _listed(tokens: tuple[Token, ...]) -> tuple[frozenset[str], ...]:
    """What is listed behind a colon: «подарки: духи, плед. Всё можно положить?»."""
    colon = next((i for i, t in enumerate(tokens) if t.text == ":"), None)
    return () if colon is None else _content(tokens[colon + 1 :])


def _leans(tokens: tuple[Token, ...]) -> bool:
    """«Примут?», «Можно?»: one word, and none that asks for a kind of answer."""
    words = [t for t in tokens if t.kind == "word"]
    return len(words) == 1 and tokens[-1].text == "?" and ask_of(words[0]) in (None, "can") and words[0].word is not None and words[0].word.known


def _content(tokens: tuple[Token, ...]) -> tuple[frozenset[str], ...]:
    return tuple(k for t in tokens if (k := keys_of(t)))


def questions_in(document: Document) -> tuple[Question, ...]:
    """The questions of a client's message in the order they stand."""
    return _questions(document.text)


def _make(document: Document, tokens: tuple[Token, ...]) -> Question | None:
    while tokens and (tokens[0].kind == "punct" or tokens[0].norm in ("и", "а", "также", "еще")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].kind == "punct" and tokens[-1].text not in "?»)" or tokens[-1].norm in ("и", "а", "или")):
        tokens = tokens[:-1]
    # «… и вопрос как покупателя: почему упал рейтинг?» asks what stands behind the colon.
    colon = next((i for i, t in enumerate(tokens[:-2]) if t.text == ":" and ask_of(tokens[i + 1])), None)
    if colon is not None and not any(t.text == "?" for t in tokens[:colon]):
        tokens = tokens[colon + 1 :]
    tokens = _without_story(tokens)
    words = [t for t in tokens if t.kind in ("word", "code", "number")]
    if not words:
        return None
    keys = tuple(k for t in _without_condition(tokens) if not (t.lemmas & _LEADS_IN) and (k := keys_of(t)))
    asks = next((a for t in tokens if (a := ask_of(t)) not in (None, "what")), None) or next((a for t in tokens if (a := ask_of(t))), None)
    if any(
        t.is_("цена", "стоимость", *(() if asks == "can" else ("тариф",))) if asks in (None, "can", "what") else asks == "which" and t.is_("сумма")
        for t in tokens
    ):
        asks = "howmuch"
    # «А срок потом сдвинется?» asks whether.
    whether = asks is None and tokens[-1].text == "?" and any(_finite(t) for t in tokens)
    if asks in ("which", "what", "how", None) and not whether and any(t.is_(*_TIMES[: 7 if asks == "how" else None]) for t in tokens):
        asks = "when"
    if asks == "which" and tokens[0].norm in ("до", "с", "к") and tokens[1].is_("какой"):
        # «до какого он был?», «до какого веса берёте?»
        asks = "howmuch" if len(tokens) > 2 and tokens[2].is_(*_MEASURES) else "when"
    if asks in ("which", "what", None) and any(t.is_("адрес", "индекс") for t in tokens):
        asks = "where"
    if (
        asks == "howmuch"
        and re.search(
            r"(?:^|\s)(?:во сколько|через сколько|(?:до|со?) скольк[а-я]+(?! (?:лет|год|кг|кило|грамм|человек|рубл|штук|метр|процент)))",
            flat(document.text[tokens[0].start : tokens[-1].end]),
        )
        and not any(t.is_("обойтись", "стоить") for t in tokens)
    ):
        asks = "when"
    if asks == "howmuch" and any(
        not (i and tokens[i - 1].norm in ("в", "за") and t.norm in ("месяц", "год", "день", "неделю", "час"))  # «сколько выйдет в месяц»
        and t.is_(
            "день",
            "неделя",
            "час",
            "время",
            "месяц",
            "минута",
            "хранить",
            "храниться",
            "ждать",
            "идти",
            "ехать",
            "длиться",
            "занять",
            "занимать",
            "дойти",
            "доехать",
        )
        for i, t in enumerate(tokens)
    ):
        asks = "when"
    if (asks == "how" and any(t.is_("долго", "быстро", "скоро") for t in tokens)) or any(t.norm == "надолго" for t in tokens):
        asks = "when"
    if asks == "how" and any(t.is_("работать") for t in tokens):
        asks = "when"
    start, end = tokens[0].start, tokens[-1].end
    if _CAUSE_ASKED.search(flat(document.text[start:end])):
        asks = "why"
    elif not keys and asks in (None, "what", "how", "why", "can") and not (asks == "why" and len(words) <= _BARE):
        return None
    return Question(start, end, document.text[start:end], keys, asks or "can")


def _without_condition(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«Нужна ли новая лицензия, если мы переносим программу?» asks of the licence."""
    at = next((i for i, t in enumerate(tokens) if i > 1 and t.norm == "если" and tokens[i - 1].text == ","), None)
    return tokens[:at] if at is not None and len(_content(tokens[:at])) >= _ENOUGH_OF_ITS_OWN else tokens


def _without_story(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«У меня вышел срок поверки, когда придёт мастер» asks of the master; a clause that only leads in, or sets a condition, is no story."""
    at = next((i for i, t in enumerate(tokens) if i > 1 and _asks_anew(t, tokens[i - 1].text)), None)
    if at is None or any(t.norm in ("если", "когда", "что", "как") or not t.lemmas.isdisjoint(INDIRECT) for t in tokens[:at]):
        return tokens
    behind = [k for t in tokens[at:] if (k := keys_of(t)) and _DOING not in k]
    told = any(_finite(t) and any(p.feats.get("Tense") == "Past" or p.feats.get("Person") == "1" for p in t.word.parses) for t in tokens[:at] if t.word)
    return tokens[at:] if told and len(behind) >= (1 if tokens[at - 1].text in _DASHES else _ENOUGH_OF_ITS_OWN) else tokens


def _asks_anew(token: Token, before: str) -> bool:
    """«…, когда …», «… — можно …»."""
    return (before in (",", *_DASHES) and ask_of(token) in _OF_ITS_OWN) or (before in _DASHES and ask_of(token) == "can")


_DASHES = frozenset("-–—")
_OF_ITS_OWN = frozenset(("when", "where", "howmuch", "why"))
_ENOUGH_OF_ITS_OWN = 2


def _finite(token: Token) -> bool:
    return (
        token.word is not None
        and token.lemmas.isdisjoint(INDIRECT)
        and any(p.pos == "VERB" and p.feats.get("VerbForm") == "Fin" and p.feats.get("Mood") != "Imp" and p.prob > 0.4 for p in token.word.parses)
    )


_TIMES = "срок дата время график расписание день число час".split()
_MEASURES = "вес размер сумма объем длина этаж возраст количество лимит масса габарит".split()
# «Почему?», «А почему так?» ask of what was told before: only a cause answers them.
_BARE = 3
_DOING = key("сделать")
_WAY_TOLD = Expression(r"(?:ть|ться|ти|чь) можно|можно [а-я]+(?:ть|ться|ти|чь)(?!\w)|чтобы [а-я]+(?:ть|ться|ти|чь)(?!\w)")


def answer_score(question: Question, document: Document, index: int, *, names: bool = True) -> float:
    """How well sentence `index` of the text answers the question: shared words plus what kind of answer it gives. Clear above 1.5.

    `names` False: the facts in the question are what the whole message is about, so that a sentence with them answers no better.
    """
    sentence = document.sentences[index]
    words = content(document, sentence)
    pool = frozenset(k for w in words for k in w)
    # «Что делать?» has no word in common with «возврат осуществляется».
    doing = bool(question.keys) and all(_DOING in w for w in question.keys)
    hits = 0 if doing and question.asks == "what" else sum(1 for w in question.keys if w & pool)
    score = float(hits)
    asked = [f for f in facts_in(read(question.text)) if f.kind not in ("name", "place")]
    if names and asked and any(stands_in(f, read(sentence.text)) for f in asked):
        score += 1.0
    if question.keys:
        score += 0.5 * hits / len(question.keys)
    said, asked_for = flat(sentence.text), flat(question.text)
    score += next((bonus for wanted, told, bonus in CUES if wanted.search(asked_for) and told.search(said)), 0.0)
    if doing and not hits:
        score += _deed_bonus(question.asks, document, index, said)
    if question.asks == "when" and TO_COME.search(asked_for) and _over(document, index):
        return score  # «прошла сортировку 11 октября» tells nobody when it will come
    money = question.asks == "howmuch" and bool(MONEY_ASKED.search(asked_for))
    return score + _kind_bonus(
        question.asks, document, index, hits, asked_day=bool(DAY_ASKED.search(asked_for)), money=money, where_to=asked_for.startswith("куда")
    )


@lru_cache(maxsize=64)
def _kinds(document: Document) -> dict[int, frozenset[str]]:
    """What kinds of facts each sentence holds."""
    found: dict[int, set[str]] = {}
    for fact in facts_in(document):
        if (sentence := document.sentence_at(fact.start)) is not None:
            found.setdefault(sentence.index, set()).add(fact.kind)
    return {index: frozenset(kinds) for index, kinds in found.items()}


def _deed_bonus(asks: str, document: Document, index: int, said: str) -> float:
    """«Как это сделать?» — «обменять можно в пункте выдачи»; «за сколько сделаете?» — «исполнение — в течение дня»: no shared word but the light verb."""
    if asks == "how":
        return 1.5 if _WAY_TOLD.search(said) else 0.0
    return 1.0 if asks in ("when", "howmuch") and "period" in _kinds(document).get(index, ()) else 0.0


@lru_cache(maxsize=64)
def _over(document: Document, index: int) -> bool:
    """Whether the sentence tells of the past alone, with a date."""
    tops = [t.word.top for t in document.of(document.sentences[index]) if t.word is not None and t.word.top is not None]
    verbs = [top for top in tops if top.pos in ("VERB", "AUX") and (top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short")]
    told = _kinds(document).get(index, frozenset())
    return (
        bool(verbs)
        and any(v.feats.get("Tense") == "Past" and v.feats.get("VerbForm") == "Fin" for v in verbs)
        and all(v.feats.get("Tense") != "Fut" and v.feats.get("VerbForm") == "Fin" for v in verbs)
        and "date" in told
        and not AHEAD.search(flat(document.sentences[index].text))
    )


def _kind_bonus(asks: str, document: Document, index: int, hits: int, *, asked_day: bool, money: bool = False, where_to: bool = False) -> float:
    kinds = _kinds(document).get(index, frozenset())
    text = flat(document.sentences[index].text)
    if asks == "when":
        if asked_day and not kinds & {"date", "period"} and kinds & {"time", "schedule"}:
            return 0.3
        return 0.8 if kinds & {"date", "time", "period", "schedule"} else -0.6 if hits else 0.0
    if asks == "howmuch":
        if kinds & {"postcode", "address"} and not kinds & {"amount", "percent", "free"}:
            return 0.0  # «101700» is no sum
        return 0.8 if kinds & {"amount", "percent", "free", "number"} else 0.6 if kinds & {"period", "order"} and not money else 0.0
    if asks == "where":
        return (
            0.8
            if kinds & {"address", "place", "postcode"}
            else 0.4
            if re.search(r"в пути|на складе|папк|лежит|в отделени|находи|раздел|вкладк|кабинет|прибыл|прибудет|покинул|сортировочн|выехал", text)
            else -0.6
            if hits and where_to and not re.search(r"(?<!\w)(?:в|во|на|по|к|ко) (?!\d)\S", text)
            else 0.0
        )
    if asks == "why":
        return (
            0.8
            if re.search(
                r"потому что|из-за|так как|поскольку|причин|в связи|дело в том|поэтому|чтобы|обусловл|вызван|\bотсюда\b|вот почему", text.removeprefix("чтобы")
            )
            else 0.0
        )
    if asks == "can":
        return 0.6 if YES_NO.search(text) else 0.0
    if asks == "how" and hits:
        return 0.3 if re.search(r"нажм|откро|перейд|зайд|выбер|раздел|кноп|можете|можно|чтобы|нужно|заполн", text) else 0.0
    return 0.0
