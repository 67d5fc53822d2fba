"""holding-phrase: a «one moment» phrase names what is being looked up (000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.edits import cut_span
from rewriter.text.phrases import Match
from rewriter.text.reading import Reading
from rewriter.text.salutations import is_called, is_farewell, is_greeting
from rewriter.text.waiting import LOOK, looks_up

_MESSAGE = "Просим подождать, а чего — не сказано: «{text}». Назовите, что проверяете: «Минуту, пожалуйста: считаю срок доставки»."
# Words that name nothing: «уточню информацию», «нужно время».
_EMPTY = frozenset(
    "минута минутка минуточка секунда секундочка момент моментик время терпение линия связь пожалуйста информация чат трубка пара несколько ожидание расчет проверка уточнение поиск запрос оператор специалист коллега ответ раз помощь всё все это этот".split()
)
_ASKED = frozenset("где когда куда почему как какой сколько что чей есть можно ли возможно".split())


@rule("holding-phrase", number=34, title="Просьба подождать", source="000", severity="warning", hard=False)
def holding_phrase(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """«Минуту, пожалуйста» без продолжения — тишина, в которой клиент гадает, чем мы заняты. Назвали, что смотрим, — ждать легче."""
    told = looked_at = -1
    steps = False
    for _, match in matches(case.pack, "holding-phrase", reply):
        sentence = reply.sentences[match.tokens[0].sentence]
        if sentence.index == told:
            continue
        if sentence.index != looked_at:
            looked_at, steps = sentence.index, any(_bids(t) and not t.lemmas & _WAIT for t in reply.of(sentence))
        # «Подождите минуту и попробуйте снова» is a step.
        if steps or not _asks_to_wait(reply, match, sentence):
            continue
        told = sentence.index
        named = _named(reply, match, sentence)
        if named is True:
            continue
        text = reply.text[match.start : match.end]
        if named is None and _answered_after(reply, sentence):
            start, end, better = cut_span(reply, sentence.start, sentence.end)
            yield Found(start, end, f"Просим подождать («{text}»), хотя ответ тут же: эта строка лишняя.", better)
        else:
            yield Found(match.start, match.end, _MESSAGE.format(text=text), None, "info" if named is False else None)


def _asks_to_wait(reply: Document, match: Match, sentence: Sentence) -> bool:
    """Whether the words are a clause of their own, or the imperative in them asks: «код действует одну минуту» asks nobody."""
    first, last = match.tokens[0], match.tokens[-1]
    if first.norm in ("подождите", "обождите") and len(match.tokens) <= 2:
        return first.index - sentence.first < _EARLY and not any(_tells(t) for t in reply.of(sentence))
    if any(_bids(t) or looks_up(t) for t in match.tokens):
        return True
    if first.norm in ("мне", "нам", "сейчас", "скоро", "мигом") or any(t.is_("вернуться", "отойти", "отлучиться", "пропасть") for t in match.tokens):
        return any(_ours(t) for t in match.tokens) or first.norm in ("мне", "нам")
    before = reply.tokens[first.index - 1] if first.index > sentence.first else None
    after = reply.tokens[last.index + 1] if last.index + 1 < sentence.last else None
    opens = before is None or before.text in ",.!?—–:;" or before.norm in ("еще", "пожалуйста", "буквально", "так", "один")
    closes = (
        after is None
        or after.kind in ("punct", "emoji")
        or after.norm in ("пожалуйста", "я", "мы", "сейчас", "подождите", "терпения", "внимания")
        or looks_up(after)
    )
    return opens and closes


# A bare «подождите» asks at a sentence's beginning.
_EARLY = 4
# «Пожалуйста» and «ожидайте» ask to wait; «нажмите», «попробуйте» ask for a step.
_WAIT = frozenset(
    "подождать обождать ожидать ждать пропадать остаться оставаться побыть повисеть отключаться отходить уходить закрывать класть дать извинить простить пожаловать потерпеть волноваться переживать здравствовать уделить".split()
)


def _bids(token: Token) -> bool:
    return token.word is not None and token.norm.endswith(("те", "тесь")) and "imper" in token.word.tags


def _ours(token: Token) -> bool:
    return token.word is not None and any(p.feats.get("Person") == "1" for p in token.word.parses)


def _named(reply: Document, match: Match, sentence: Sentence) -> bool | None:
    """True: what is looked up is named. False: there is a look-up, but of «information». None: nothing."""
    looked = False
    inside = {t.index for t in match.tokens if not looks_up(t)}
    for near in reply.sentences[max(0, sentence.index - 1) : sentence.index + 2]:
        tokens = [t for t in reply.of(near) if t.index not in inside]
        look = any(looks_up(t) or (t.lemmas & LOOK and near.index == sentence.index) for t in tokens)
        if near.index != sentence.index and not look:
            continue
        looked = looked or look
        if any(_tells(t) for t in tokens) or (look and any(t.norm in _ASKED for t in tokens)):
            return True
    return False if looked and _informs(reply, sentence) else None


def _informs(reply: Document, sentence: Sentence) -> bool:
    """«Уточню информацию»: at least something."""
    return any(t.is_("информация", "данные", "вопрос") for s in reply.sentences[max(0, sentence.index - 1) : sentence.index + 2] for t in reply.of(s))


def _tells(token: Token) -> bool:
    """A noun, number or name of a thing that says what is looked at; the client's own name does not."""
    if token.kind in ("number", "code", "link"):
        return True
    word = token.word
    if word is None or word.top is None or word.top.pos not in ("NOUN", "PROPN") or token.lemmas & _EMPTY:
        return False
    return not is_called(token)


def _answered_after(reply: Document, sentence: Sentence) -> bool:
    """Whether the answer follows in the same reply, so that nobody has to wait."""
    rest = [s for s in reply.sentences[sentence.index + 1 :] if not is_farewell(s) and not is_greeting(s)]
    words = [t for s in rest for t in reply.of(s) if t.kind in ("word", "number", "code")]
    return len(words) >= _AN_ANSWER and not any(looks_up(t) for t in words)


_AN_ANSWER = 6
