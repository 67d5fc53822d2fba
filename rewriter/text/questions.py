"""Questions of a client's message, and which sentences of a text answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rewriter.text.concepts import content, key, keys_of
from rewriter.text.document import Document, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.matching import stands_in
from rewriter.text.question_cues import AHEAD, CUES, DAY_ASKED, MONEY_ASKED, REFERS, TO_COME, YES_NO

_ASKS = {
    "где": "where", "куда": "where", "откуда": "where", "когда": "when", "сколько": "howmuch", "почему": "why", "зачем": "why", "отчего": "why", "как": "how", "какой": "which",
    "каков": "which", "кто": "who", "что": "what", "чей": "who", "который": "which", "насколько": "howmuch", "можно": "can", "нельзя": "can", "ли": "can", "долго": "when",
}  # fmt: skip
_INDIRECT = frozenset(
    "подсказать подскажите интересовать узнать уточнить скажите сказать расскажите рассказать объяснить объясните сообщить сообщите понять непонятно вопрос пояснить поясните ответить".split()
)
_NOUNS_ASKED = frozenset(
    "срок цена стоимость адрес график режим тариф номер статус условие способ телефон расписание причина размер вес порядок дата время".split()
)
_CAN = frozenset(
    (
        "можно",
        "могу",
        "можете",
        "может",
        "сможете",
        "смогу",
        "нужно",
        "надо",
        "обязательно",
        "возможно",
        "есть",
        "нельзя",
        "правда",
        "точно",
        "верно",
        "будет",
        "работаете",
        "работает",
        "действует",
    )
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the client asked: span in the message, its content keys, and what kind of answer it wants."""

    start: int
    end: int
    text: str
    keys: tuple[frozenset[str], ...]
    asks: str  # where when howmuch why how which who what can


@lru_cache(maxsize=128)
def _questions(text: str) -> tuple[Question, ...]:
    document = read(text)
    found: list[Question] = []
    asking = [s.index for s in document.sentences if _is_question(document.of(s))]
    for sentence in document.sentences:
        tokens = document.of(sentence)
        if sentence.index not in asking:
            if any(i > sentence.index for i in asking) and _is_request(tokens):
                found.append(Question(sentence.start, sentence.end, sentence.text, content(document, sentence), "can"))
            continue
        if sentence.index and REFERS.fullmatch(flat(sentence.text)):
            # «Можно получить без паспорта. Это так?» asks of the sentence before.
            before = document.sentences[sentence.index - 1]
            found.append(Question(before.start, sentence.end, document.text[before.start : sentence.end], content(document, before), "can"))
            continue
        for part in _split(tokens):
            question = _make(document, part)
            if question is not None:
                found.append(question)
    return tuple(found)


def questions_in(document: Document) -> tuple[Question, ...]:
    """The questions of a client's message in the order they stand."""
    return _questions(document.text)


def _ask_of(token: Token) -> str | None:
    if token.word is None:
        return None
    if token.norm in ("что",) or token.norm.startswith("как"):
        if token.norm in ("как", "что", "какова", "каковы", "каков") or token.is_("какой"):
            return _ASKS["что" if token.norm == "что" else "как" if token.norm == "как" else "какой"]
        return None
    if token.norm in _ASKS:
        return _ASKS[token.norm]
    return (
        "which"
        if token.is_("какой", "каков")
        else "who"
        if token.is_("кто", "чей")
        else "howmuch"
        if token.is_("сколько")
        else "what"
        if token.norm in ("чем", "чего", "чему")
        else None
    )


def _is_question(tokens: tuple[Token, ...]) -> bool:
    if any(t.text == "?" for t in tokens[-4:]):
        return any(t.kind in ("word", "code", "number") for t in tokens)
    words = [t for t in tokens if t.kind == "word"]
    if not words:
        return False
    if any(t.norm in ("спасибо", "благодарю") for t in words[:2]):
        return False
    asking = any(t.lemmas & _INDIRECT for t in words)
    first = [
        t
        for t in words
        if t.norm
        not in (
            "а",
            "и",
            "ну",
            "здравствуйте",
            "добрый",
            "день",
            "вечер",
            "привет",
            "еще",
            "также",
            "но",
            "вот",
            "тогда",
            "так",
            "скажите",
            "пожалуйста",
            "или",
        )
    ][:1]
    if asking:
        return any(_ask_of(t) for t in words) or any(t.lemmas & _NOUNS_ASKED for t in words) or any(t.is_("интересовать") for t in words)
    if first and first[0].norm in (
        "где",
        "когда",
        "сколько",
        "куда",
        "почему",
        "зачем",
        "откуда",
        "можно",
        "какой",
        "какая",
        "какое",
        "какие",
        "каков",
        "какова",
        "кто",
    ):
        return True
    # «до скольки вы работаете»
    if first and first[0].word is not None and first[0].word.top is not None and first[0].word.top.pos == "ADP":
        behind = words[words.index(first[0]) + 1 :][:1]
        if behind and _ask_of(behind[0]) in ("howmuch", "which"):
            return True
    if first and first[0].norm == "как" and any(t.word and ("inf" in t.word.tags or "verb" in t.word.tags) for t in words[1:5]):
        return not any(t.norm in ("раз", "будто", "только") for t in words[1:2])
    return any(t.norm == "ли" for t in words[:4]) and len(words) > 2


_REQUESTS = frozenset(
    "прислать отменить вернуть изменить подключить отключить удалить продлить выслать оформить поменять добавить заменить перенести отправить проверить восстановить разблокировать выставить закрыть починить исправить переслать".split()
)


def _is_request(tokens: tuple[Token, ...]) -> bool:
    """«Пришлите акт», «прошу отменить заказ»: a thing asked for in front of a question."""
    asks = any(t.norm in ("прошу", "нужно", "надо", "хочу", "хотел", "хотела") for t in tokens)
    return any(t.lemmas & _REQUESTS and t.word is not None and ("imper" in t.word.tags or (asks and "inf" in t.word.tags)) for t in tokens)


def _split(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """A sentence's questions: cut before a question word behind «и», «а», «или» or a comma; noun lists after «какие», «подскажите»."""
    cuts = []
    seen_ask = False
    for i, token in enumerate(tokens):
        ask = _ask_of(token)
        if token.text == "?" and i + 2 < len(tokens) and tokens[i + 1].kind == "word":
            cuts.append(i + 1)  # «когда придут деньги? на ту же карту?»
            seen_ask = False
            continue
        if token.norm == "ли" and seen_ask and i > 2 and tokens[i - 2].norm in ("и", "а", ","):
            # «…, и входит ли коврик»: the second question starts at its verb.
            cuts.append(i - 1)
            continue
        if ask is None and not (token.norm in _CAN and i and tokens[i - 1].norm in ("и", "а")):
            continue
        before = tokens[i - 1] if i else None
        back = tokens[i - 2] if i > 1 else None
        if (
            seen_ask
            and before is not None
            and (
                before.norm in ("и", "а", ",", ";", "-", "–", "—", "?", "/")
                or (
                    back is not None
                    and before.norm in ("в", "во", "на", "до", "с", "со", "о", "об", "по", "за", "к", "через", "от", "из", "ещё", "еще", "также", "вообще")
                    and (back.norm in ("и", "а", ",", "?") or before.norm in ("еще", "также", "вообще"))
                )
            )
        ):
            if token.norm in ("что", "ли", "чем") and before.norm == ",":
                continue
            at = i
            while at and (
                tokens[at - 1].kind == "word"
                and tokens[at - 1].norm
                in ("и", "а", "в", "во", "на", "до", "с", "со", "о", "об", "по", "за", "к", "через", "от", "из", "еще", "также", "вообще")
            ):
                at -= 1
            if any(t.kind == "word" and t.norm not in ("и", "а") for t in tokens[(cuts[-1] if cuts else 0) : at]):
                cuts.append(at)
        seen_ask = seen_ask or ask is not None or token.norm in _CAN
    edges = [0, *cuts, len(tokens)]
    parts = [tokens[a:b] for a, b in pairwise(edges) if b > a]
    return [piece for part in parts for piece in _split_nouns(part)]


def _split_nouns(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """«какие сроки, стоимость и адрес» → three."""
    nouns = [i for i, t in enumerate(tokens) if t.lemmas & _NOUNS_ASKED and t.word and t.word.top and t.word.top.pos == "NOUN"]
    if len(nouns) < 2:
        return [tokens]
    cuts = []
    for a, b in pairwise(nouns):
        separators = [i for i in range(a + 1, b) if tokens[i].norm in ("и", ",", "а")]
        if separators and all(t.kind != "word" or not (t.word and "verb" in t.word.tags) for t in tokens[a + 1 : b]) and b - separators[-1] <= 3:
            cuts.append(separators[-1])
    if not cuts:
        return [tokens]
    edges = [0, *cuts, len(tokens)]
    return [tokens[a:b] for a, b in pairwise(edges)]


def _make(document: Document, tokens: tuple[Token, ...]) -> Question | None:
    while tokens and (tokens[0].kind == "punct" or tokens[0].norm in ("и", "а", "также", "еще")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].kind == "punct" and tokens[-1].text not in "?»)" or tokens[-1].norm in ("и", "а", "или")):
        tokens = tokens[:-1]
    words = [t for t in tokens if t.kind in ("word", "code", "number")]
    if not words:
        return None
    keys = tuple(k for t in tokens if not (t.lemmas & _INDIRECT) and (k := keys_of(t)))
    asks = next((a for t in tokens if (a := _ask_of(t)) not in (None, "what")), None) or next((a for t in tokens if (a := _ask_of(t))), None)
    if asks in (None, "can", "what") and any(t.is_("цена", "стоимость", "тариф") for t in tokens):
        asks = "howmuch"
    if asks in ("which", "what", "how", None) and any(t.is_("срок", "дата", "время", "график", "расписание", "день", "число", "час") for t in tokens):
        asks = "when"
    if asks in ("which", "what", None) and any(t.is_("адрес") for t in tokens):
        asks = "where"
    if (
        asks == "howmuch"
        and re.search(r"(?:^|\s)(?:во сколько|(?:до|со?) скольк)", flat(document.text[tokens[0].start : tokens[-1].end]))
        and not any(t.is_("обойтись", "стоить") for t in tokens)
    ):
        asks = "when"
    if asks == "howmuch" and any(
        t.is_(
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
        for t in tokens
    ):
        asks = "when"
    if (asks == "how" and any(t.is_("долго", "быстро", "скоро") for t in tokens)) or any(t.norm == "надолго" for t in tokens):
        asks = "when"
    if asks == "how" and any(t.is_("работать") for t in tokens):
        asks = "when"
    start, end = tokens[0].start, tokens[-1].end
    if not keys and asks in (None, "what", "how", "why", "can") and not (asks == "why" and len(words) <= _BARE):
        return None
    return Question(start, end, document.text[start:end], keys, asks or "can")


# «Почему?», «А почему так?» ask of what was told before: only a cause answers them.
_BARE = 3
_DOING = key("сделать")
_WAY_TOLD = Expression(r"(?:ть|ться|ти|чь) можно|можно [а-я]+(?:ть|ться|ти|чь)(?!\w)|чтобы [а-я]+(?:ть|ться|ти|чь)(?!\w)")


def answer_score(question: Question, document: Document, index: int) -> float:
    """How well sentence `index` of the text answers the question: shared words plus what kind of answer it gives. Clear above 1.5."""
    sentence = document.sentences[index]
    words = content(document, sentence)
    pool = frozenset(k for w in words for k in w)
    hits = sum(1 for w in question.keys if w & pool)
    score = float(hits)
    asked = [f for f in facts_in(read(question.text)) if f.kind not in ("name", "place")]
    if asked and any(stands_in(f, read(sentence.text)) for f in asked):
        score += 1.0
    if question.keys:
        score += 0.5 * hits / len(question.keys)
    said, asked_for = flat(sentence.text), flat(question.text)
    score += next((bonus for wanted, told, bonus in CUES if wanted.search(asked_for) and told.search(said)), 0.0)
    if not hits and question.keys and all(_DOING in w for w in question.keys):
        score += _deed_bonus(question.asks, document, index, said)
    if question.asks == "when" and TO_COME.search(asked_for) and _over(document, index):
        return score  # «прошла сортировку 11 октября» tells nobody when it will come
    money = question.asks == "howmuch" and bool(MONEY_ASKED.search(asked_for))
    return score + _kind_bonus(question.asks, document, index, hits, asked_day=bool(DAY_ASKED.search(asked_for)), money=money)


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


@lru_cache(maxsize=512)
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


def _kind_bonus(asks: str, document: Document, index: int, hits: int, *, asked_day: bool, money: bool = False) -> float:
    kinds = _kinds(document).get(index, frozenset())
    text = flat(document.sentences[index].text)
    if asks == "when":
        if asked_day and not kinds & {"date", "period"} and kinds & {"time", "schedule"}:
            return 0.3
        return 0.8 if kinds & {"date", "time", "period", "schedule"} else -0.6 if hits else 0.0
    if asks == "howmuch":
        return 0.8 if kinds & {"amount", "percent", "free", "number"} else 0.6 if kinds & {"period", "order"} and not money else 0.0
    if asks == "where":
        return (
            0.8
            if kinds & {"address", "place", "postcode"}
            else 0.4
            if re.search(r"в пути|на складе|папк|лежит|в отделени|находи|раздел|вкладк|кабинет|прибы", text)
            else 0.0
        )
    if asks == "why":
        return 0.8 if re.search(r"потому что|из-за|так как|поскольку|причин|в связи|дело в том|поэтому|чтобы|обусловл|вызван", text) else 0.0
    if asks == "can":
        return 0.6 if YES_NO.search(text) else 0.0
    if asks == "how" and hits:
        return 0.3 if re.search(r"нажм|откро|перейд|зайд|выбер|раздел|кноп|можете|можно|чтобы|нужно|заполн", text) else 0.0
    return 0.0
