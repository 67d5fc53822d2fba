"""What a reply adds of its own: promises, steps, questions, reasons, doers and whole sentences that have no source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from rewriter.text import actors
from rewriter.text.concepts import key, keys_of
from rewriter.text.courtesy import announces, is_apology, is_courtesy, is_feeling, is_gladness, is_offer, mere_courtesy, opening
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat
from rewriter.text.families import root
from rewriter.text.modality import operator
from rewriter.text.novelty import novel
from rewriter.text.paraphrases import meanings
from rewriter.text.reading import Reading
from rewriter.text.rewordings import GRAVE, may_reword
from rewriter.text.segments import Segment, is_predicate, segments_in
from rewriter.text.sources import Sources, bare, content_words, of_draft, of_texts, share, sources, unsourced

Kind = Literal["promise", "step", "question", "reason", "doer", "sentence"]
_REFUNDED = frozenset(("возместить", "компенсировать"))
_MILD = frozenset(
    "помочь подсказать ответить рассказать объяснить уточнить быть сказать напомнить ждать подождать показать пояснить попробовать постараться мочь смочь посмотреть разобраться сообщить успеть".split()
)
_MILD_STEPS = frozenset(
    "писать написать обращаться обратиться извинить простить волноваться беспокоиться переживать ждать ожидать подождать дождаться беречь быть оставаться знать дать стесняться пользоваться посмотреть смотреть учесть помнить забыть заметить "
    "захотеть успеть передумать решить "  # «захотите другое время — есть 22-го» is no order
    "обратить позвонить звонить заходить пробовать попробовать следить".split()
)
# «Возьмите две вещи: паспорт и полис».
_COUNTED = frozenset("вещь документ шаг действие условие".split())
_GOING = frozenset("уйти прийти приехать поступить дойти попасть вернуться отправиться добраться доехать прибыть остаться".split())
_REASONS = frozenset("потому из-за поскольку ввиду вследствие".split())
# How a draft may name a cause; guilt and a breakdown are causes, too.
_CAUSES = ("потому", "из-за", "поскольку", "ввиду", "вследствие", "причин", "связ", "вызван", "обусловл", "вин", "ошиб", "сбо", "так", "благодар", "основан")
_BOUND_UP = frozenset(("связано", "связана", "связан", "связаны"))


class Invention(NamedTuple):
    """A stretch of the reply without a source. `doubtful`: perhaps only reworded."""

    kind: Kind
    start: int
    end: int
    doubtful: bool


def inventions(reply: Document, case: Reading) -> Iterator[Invention]:
    """What is invented, in order; at most one a segment."""
    known, told, heard = sources(case), of_draft(case), of_texts(case)
    causeless = not any(n.startswith(_CAUSES) for n in case.draft.norms)
    by_sentence: dict[int, list[Segment]] = {}
    for segment in segments_in(reply):
        by_sentence.setdefault(segment.sentence, []).append(segment)
    for sentence in reply.sentences:
        yield from _excuse(reply, by_sentence.get(sentence.index, []), known)
        segments = [s for s in by_sentence.get(sentence.index, []) if not announces(s) and not _CHOICE.match(flat(reply.text[s.start : s.end]))]
        segments = [s for before, s in zip((None, *segments[:-1]), segments, strict=True) if not _felt(before, s)] if segments else []
        if (
            not segments
            or is_courtesy(opening(segments), whole=True)
            or _is_phrase(sentence, case)
            or is_offer(segments)
            or is_gladness(sentence)
            or is_feeling(sentence)
            or mere_courtesy(reply, sentence)
        ):
            continue
        found = list(_question(reply, sentence, known)) or [x for s in segments if not is_courtesy(s) for x in _segment(s, known, told, heard, causeless)]
        told_anew = [] if found else [x for x in _sentence(reply, sentence, segments, known) if not x.doubtful]
        if not found and not told_anew and (statement := novel(reply, segments, case)) is not None:
            told_anew = [Invention("sentence", statement.start, statement.end, False)]
        for each in found or told_anew or _sentence(reply, sentence, segments, known):
            yield each._replace(doubtful=each.doubtful or each.kind in _REWORDED and may_reword(reply, each.start, each.end, segments, case, told))


_FELT = frozenset("жаль здорово приятно рад рада рады хорошо обидно досадно грустно".split())


def _felt(before: Segment | None, segment: Segment) -> bool:
    """«Жаль, что с ним вышла заминка»: what is felt is the client's own."""
    return before is not None and segment.tokens[0].norm == "что" and not before.norms.isdisjoint(_FELT)


# «Подойдёт любой вариант: можно …, а можно …» only leads to what the draft says.
_CHOICE = Expression(
    r"\W*(?:(?:вам )?(?:подойдет|годится|сгодится) (?:любой|любая|любое|и то|как)[^:.]{0,25}|(?:есть|вот|тут) (?:два|две|три|несколько) (?:вариант|способ|пут|возможност)\w{0,2}|(?:вариант|способ)(?:а|ов)? (?:два|три|несколько)|на (?:ваш )?выбор|как (?:вам )?удобнее)\W*$"
)
_EXCUSE, _HARDLY = 4, 0.25


def _excuse(reply: Document, segments: list[Segment], known: Sources) -> Iterator[Invention]:
    """«Простите за задержку: дорогу в Ваш город размыло дождями»: a reason behind an apology, no word of which is the draft's or the client's."""
    if len(segments) < 2 or not is_apology(reply.text[segments[0].start : segments[0].end]) or reply.tokens[segments[0].tokens[-1].index + 1].text not in ":—–":
        return
    behind = segments[1]
    if is_courtesy(behind) or not any(is_predicate(t) for t in behind.tokens):
        return
    number, kept = share(reply, behind.tokens[0].index, behind.tokens[-1].index + 1, known)
    if number >= _EXCUSE and kept <= _HARDLY:
        yield Invention("reason", behind.start, behind.end, False)


_REWORDED = ("sentence", "step", "promise")


def _is_phrase(sentence: Sentence, case: Reading) -> bool:
    return is_phrase(sentence.text, case.pack.said)


def is_phrase(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether the sentence is one of the phrases, whatever its full stop."""
    return _bare(text) in _phrases(phrases)


@lru_cache(maxsize=32)
def _phrases(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_bare, texts))


def _bare(text: str) -> str:
    return text.strip(" .!").lower()


_OFFERS = frozenset("хотите нужна нужен нужно неудобно удобно желаете хочется".split())
_OFFERED = 2


def _question(reply: Document, sentence: Sentence, known: Sources) -> Iterator[Invention]:
    if not any(t.text == "?" for t in reply.of(sentence)[-2:]):
        return
    words = content_words(reply.of(sentence))
    if len(words) <= _OFFERED and reply.tokens[sentence.first].norm in _OFFERS:
        return  # «Хотите бумажную? Напишите нам»: an offer, and no answer is asked for
    new = [t for t in words if not known.holds(t)]
    if words and 2 * len(new) >= len(words):
        yield Invention("question", sentence.start, sentence.end, False)


def _segment(segment: Segment, known: Sources, told: Sources, heard: Sources, causeless: bool) -> Iterator[Invention]:
    if segment.kind in ("cond", "purpose", "answer", "rel"):
        return
    # That a wish of the pack speaks of a holiday makes holidays no reason.
    found = _reason(segment, heard, told, causeless)
    found = found or _promise(segment, known, told, heard)
    for check in (_step, _doer):
        found = found or check(segment, known, told)
        if found is not None:
            yield found
            return


def _reason(segment: Segment, known: Sources, told: Sources, causeless: bool) -> Invention | None:
    """`causeless`: whether the draft names no cause at all: then half a new cause is an invented one."""
    tokens = segment.tokens
    at = next((i for i, t in enumerate(tokens) if _gives_reason(tokens, i, t)), None)
    if at is None:
        return None
    if tokens[at].norm == "из-за" and at + 1 < len(tokens) and tokens[at + 1].norm in _BACK:
        return None  # «из-за неё отзыв не пропустили»: the cause stands before
    because = [t for t in tokens[at + 1 :] if t.norm not in ("что", "того", "тем", "с")]
    words = [t for t in content_words(tuple(because)) if not keys_of(t) & keys_of(tokens[at])]
    new = [t for t in words if not told.holds(t)]
    if not words or (2 * len(new) < len(words) or not new if causeless else 3 * len(new) < 2 * len(words)):
        return None
    unheard = sum(1 for t in words if not known.holds(t))
    # «Так как ошибка плавающая» — «потому что ошибка появляется не постоянно»: the draft's cause may be in other words.
    return Invention("reason", tokens[at].start, segment.end, 2 * unheard < len(words) if causeless else unheard < len(words) and len(words) > 1)


def _gives_reason(tokens: tuple[Token, ...], i: int, token: Token) -> bool:
    """«из-за», «по причине», «это связано с», «причина в том, что», «вызвано»."""
    if not _of_reason(token.norm):
        return False
    after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    return (
        token.norm in _REASONS
        or (i > 0 and (tokens[i - 1].norm, token.norm) in (("по", "причине"), ("в", "связи")))
        or (token.norm in _BOUND_UP and after in ("с", "со"))
        or (token.norm == "причина" and after in ("в", "во", "—", "–", "-"))
        or token.norm.startswith(_CAUSED)
    )


_BACK = frozenset("него нее них этого чего которого которой которых".split())
_CAUSED = ("вызван", "обусловлен")


@lru_cache(maxsize=4_096)
def _of_reason(form: str) -> bool:
    """Whether the form is a word that gives a reason, perhaps with another beside it."""
    return form in _REASONS or form in _BOUND_UP or form in ("причине", "связи", "причина") or form.startswith(_CAUSED)


def _promise(segment: Segment, known: Sources, told: Sources, heard: Sources) -> Invention | None:
    tokens = segment.tokens
    for i, token in enumerate(tokens):
        word = token.word
        if word is None or word.top is None or word.top.pos != "VERB" or word.top.feats.get("Tense") != "Fut" or (i and tokens[i - 1].norm == "не"):
            continue
        feats = word.top.feats
        doer = actors.person_of(token)
        if doer is None and feats.get("Person") == "3":
            named = actors.subject(tokens, i)
            doer = named[0] if named else (actors.US if _by_nobody_named(tokens, i) else None)
        if token.is_("начать") and _only_opens(tokens[i + 1 :], known):
            continue
        if (doer != actors.US or token.is_(*_MILD)) and (doer != actors.US or not token.is_("сообщить")):
            continue
        if token.is_("вернуть") and key("восстановление") in told.keys and not any(t.lemmas & _MONEY for t in tokens):
            continue  # «интернет вернём»
        if _familiar(word.lemma, told) or key(word.lemma) in told.keys and (bare(word.lemma) in heard.roots or token.is_("написать")):
            continue  # the draft's deed, or the client's own word for it: «вернёте?» — «будут восстановлены» — «вернём»; «ожидайте смс» — «напишем»
        if i and tokens[i - 1].norm in ("давайте", "давай") and any(t.norm == "вместе" for t in tokens):
            continue  # «Давайте найдём вместе» only leads to what is told
        objects = [t for t in content_words(tokens) if t is not token and actors.role(t.word.lemma) is None]  # type: ignore[union-attr]
        new = [t for t in objects if not told.holds(t)]
        grave = word.lemma in GRAVE
        if grave or new:
            return Invention(
                "promise",
                segment.start,
                segment.end,
                not grave and known.holds(token) and len(new) < 2 and not any(t.is_("бесплатно", "бесплатный") for t in new),
            )
    return None


_MONEY = frozenset("деньги деньга сумма рубль средство стоимость оплата платёж платеж".split())


def _only_opens(after: tuple[Token, ...], known: Sources) -> bool:
    """«Начнём считать по нормативу»: the promise is the deed that is begun."""
    deed = next((t for t in after if t.word is not None and t.word.top is not None and t.word.top.feats.get("VerbForm") == "Inf"), None)
    return deed is not None and known.bears(deed)


def _by_nobody_named(tokens: tuple[Token, ...], verb: int) -> bool:
    """«Вам перезвонят»: the company will. What «уйдут к Вам почтой» are things."""
    word = tokens[verb].word
    if word is None or word.top is None or word.top.feats.get("Number") != "Plur" or tokens[verb].is_(*_GOING):
        return False
    return any(t.norm == "вам" for t in tokens)


def _familiar(lemma: str, told: Sources) -> bool:
    """Whether the draft speaks of the deed in any form, by its own root: «отправим» needs a sending, not just a parcel."""
    if lemma == "вернуть" and key("возмещение") in told.keys:
        return True  # «возмещение в пределах ценности» is «вернём»
    if lemma in ("позвонить", "перезвонить") and key("телефон") in told.keys:
        return True  # «сообщат по телефону» is «позвонят»
    if lemma in _REFUNDED:
        return key(lemma) in told.keys  # «компенсируются» → «возместим»
    if lemma in GRAVE and (group := key(lemma)).startswith("#") and group not in told.keys:
        return False  # «компьютер» begins like «компенсировать»
    if lemma not in GRAVE and not meanings(lemma).isdisjoint(told.keys):
        return True
    return bare(lemma) in told.roots and (len(bare(lemma)) > 3 or root(lemma).startswith("="))


def _step(segment: Segment, known: Sources, told: Sources) -> Invention | None:
    tokens = segment.tokens
    for i, token in enumerate(tokens):
        word = token.word
        if word is None or word.top is None or word.top.pos != "VERB" or (i and tokens[i - 1].norm == "не"):
            continue
        imperative = any(p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" for p in word.parses) and not any(
            t.norm in ("мы", "они") or t.norm == "вы" and i > 2 for t in tokens[:i]
        )
        demanded = word.top.feats.get("VerbForm") == "Inf" and any(
            (op := operator(t, False, before_infinitive=True)) is not None and op.mode in ("must", "advise") and not (j and tokens[j - 1].norm == "не")
            for j, t in enumerate(tokens[:i])
        )
        if not (imperative or demanded) or token.is_(*_MILD_STEPS):
            continue
        objects = [t for t in content_words(tokens) if t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "PROPN") and t is not token]
        objects = [
            t
            for t in objects
            if not (
                t.is_(*_COUNTED)
                and any(n.word is not None and n.word.top is not None and n.word.top.pos == "NUM" for n in tokens[:-1] if n.index == t.index - 1)
            )
        ]
        new = [t for t in objects if not known.bears(t)]
        if objects and new and (2 * len(new) > len(objects) or not known.bears(token) or (2 * len(new) >= len(objects) and not told.bears(token))):
            # «Номер абонемента с квитанции держите под рукой»: a new deed with what the draft speaks of may be the draft's in other words.
            return Invention("step", segment.start, segment.end, 3 * len(new) <= len(objects) and word.lemma not in GRAVE)
        if not objects and not known.bears(token) and token.is_("перезагрузить", "оплатить", "оформить", "вернуть", "отменить", "удалить", "переустановить"):
            return Invention("step", segment.start, segment.end, False)
    return None


def _doer(segment: Segment, known: Sources, _: Sources) -> Invention | None:
    """Somebody whom neither the draft nor the client speaks of is made to act."""
    tokens = segment.tokens
    if not any(is_predicate(t) for t in tokens):
        return None
    for i, token in enumerate(tokens):
        word = token.word
        if word is None or word.top is None or word.top.pos != "NOUN" or word.top.feats.get("Case") != "Nom" or not actors.is_other(word.lemma):
            continue
        if i and tokens[i - 1].norm in ("в", "во", "на"):
            continue  # «ждём вас в гости»
        if not keys_of(token) & known.keys:
            return Invention("doer", segment.start, segment.end, False)
    return None


def _sentence(reply: Document, sentence: Sentence, segments: list[Segment], known: Sources) -> Iterator[Invention]:
    if any(is_courtesy(s) for s in segments):
        return
    if _opens_list(reply, sentence, segments):
        return
    number, kept = share(reply, segments[0].tokens[0].index, max(sentence.last, segments[-1].tokens[-1].index + 1), known)
    if number >= 3 and kept < 0.35:
        sure = (number > 3 and kept < 0.2) or kept == 0
        yield Invention("sentence", sentence.start, sentence.end, not sure or not unsourced(reply.of(sentence), known))


def _opens_list(reply: Document, sentence: Sentence, segments: list[Segment]) -> bool:
    """«Чтобы найти причину, нам понадобятся:» opens a list of what the draft asks for; what it is asked for may be said."""
    if reply.tokens[sentence.last - 1].text != ":" or not any(s.kind == "purpose" for s in segments):
        return False
    return len(content_words(tuple(t for s in segments if s.kind != "purpose" for t in s.tokens))) < _SAYS_SOMETHING


_SAYS_SOMETHING = 3
