"""What no rule forbids and yet a person should look at: what the reply leaves out, what a cut or a replacement has broken, shorthand, a tone of blame.

Rules must not cry wolf over finished replies; the loop has made this one itself and may well be asked whether it is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rewriter.checker import Selection, violations_of
from rewriter.loop.contradictions import contradictions
from rewriter.loop.cuts import CUTTABLE
from rewriter.loop.followers import groups
from rewriter.loop.hollow import EFFUSIVE
from rewriter.loop.lead_ins import opening
from rewriter.loop.measures_asked import measures_asked
from rewriter.loop.order import NOBODY, Closeness, aligned
from rewriter.loop.shorthand import shorthand
from rewriter.loop.suspicion import suspicions
from rewriter.loop.unsure import unsure
from rewriter.text.broken_grammar import broken
from rewriter.text.clauses import clauses
from rewriter.text.concepts import content, key, keys_of, overlap
from rewriter.text.courtesy import is_apology, is_empathy
from rewriter.text.document import Document, Sentence, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.injection import injected
from rewriter.text.matching import stands_in
from rewriter.text.people import is_staff
from rewriter.text.question_cues import MONEY_ASKED
from rewriter.text.reading import Reading
from rewriter.text.salutations import body_of, is_farewell, is_greeting

_COVERED = 0.5
# «Совершение каких-либо действий с Вашей стороны не требуется», «продление не предусмотрено»: what these say is said with «ничего не нужно», «нельзя».
_EMPTY = frozenset(
    map(
        key,
        "предусмотреть предусматриваться дополнительно осуществить осуществлять момент действие сторона совершение какой-либо никакой требоваться потребоваться предоставляться допускаться количество единица размер денежный составлять срок".split(),
    )
)
_WORDS_ENOUGH = 3
# What the client need not do or pay: good news that a cut must not take along.
_FREED = re.compile(r"не (?:предусмотрен|требуется|нужн|взима|обязательн|потребуется|надо|придется|понадоб)|бесплатн|предусмотр|требов|взимать")
# «Задержка вызвана тем.»: the clause that should follow has gone. «…, задержка возникла.»: its reason has.
_STUMP = re.compile(
    r"из-за того(?:,? (?!что|как)|[.!])|нахождени\w+ (?!в |во |на |у |под |за |вне |по |внутри |рядом )(?:ждёт|из-за|и|по)(?!\w)|,\s(?:сегодня |вчера )?(?:задержка|ошибка|ситуация|проблема|закрытие|перенос) (?:возникл[ао]|произош[её]л|произошл[ао]|случил[ао]сь)\s*[.!]|(?<!\w)(?:вызван|обусловлен|связан|объясняется|заключается)[аоы]?(?: (?:с |в )?(?:тем|том))?\s*[.!?]"
    r"|(?<!\w)(?:так как|поскольку|раз уж) [^,.;—]{3,70}, (?:однако|но|зато|поэтому)(?!\w)"
    r"|^(?:[Вв]ам |[Вв]ас |[Уу]же )+(?:отправлен|перечислен|зачислен|возвращен|выслан)\w*|(?<!\w)с (?:него|неё|нее|них), пожалуйста|(?<!\w)[Зз]аказ [Вв]аш, (?:поэтому|но|и)(?!\w)|(?<!\w)имел[оаи]? место\s*[.!]"
    r"|(?<!\w)(?:установлено|выявлено|выяснено|обнаружено|выяснилось|оказалось)\s*[:.!]$"
)
# «По вопросу готовности сообщаем»: nothing but what the rest is about.
_ANNOUNCED = Expression(
    r"(?:(?:а |и )?по поводу (?:[а-я-]+ ){1,4}(?:хотел[аи]? бы|хочу|спешу) [а-я ]{2,30}|(?:по|в|что|касательно|относительно) (?:[а-я0-9№-]+ ){0,6}(?:сообщаем|поясняем|информируем|уведомляем|отвечаем)(?: вам| вас)?(?: следующее)?)"
)
_TWICE = Expression(r"не (получится|удастся|выйдет)\b[^.!?]{0,60} не \1\b")
_SAYING = frozenset("нет нельзя можно нужно надо необходимо пожалуйста готово готов спасибо достаточно понадобиться нужен нужна нужны".split())


def doubts(reading: Reading, reply: Document, closeness: Closeness | None = None) -> Iterator[str]:
    """Why somebody should look at the reply (Russian), the gravest first. `closeness`: what the answers were put in order with."""
    yield from _of_the_draft(reading)
    yield from unsure(reading, reply)
    for text in _lost(reading, reply):
        yield f"в ответ не вошло: «{text}»"
    if (doubt := _out_of_order(reading, reply, closeness)) is not None:
        yield doubt
    if (wanted := _request_gone(reading, reply)) is not None:
        yield f"просьба к клиенту в ответ не вошла: «{wanted}»"
    if _cause_gone(reading, reply):
        yield "клиент спросил о причине, а в ответ она не вошла"
    if _sum_gone(reading, reply):
        yield "клиент спросил о сумме, а в ответ она не вошла"
    for sentence in body_of(reply):
        if sentence.text in reading.case.draft:
            continue
        if _bare_refusal(reply, sentence):
            yield f"отказ без причины и выхода: «{sentence.text}»"
        if _TWICE.search(flat(sentence.text)):
            yield f"дважды об одном: «{sentence.text}»"
        if _fragment(reading, reply, sentence) or _STUMP.search(sentence.text):
            yield f"похоже на обрывок: «{sentence.text}»"
    yield from _doubled(reply)
    for start, end in broken(reply):
        if (words := reply.text[start:end]) not in reading.draft.text:
            yield f"похоже, слова не согласованы: «{words}»"
    yield from _nobody(reply)
    yield from _they(reading, reply)
    yield from _to_one(reply)
    yield from _misspelt(reading, reply)
    yield from shorthand(reading, reply)
    for suspicion in suspicions(reading, reply):
        yield f"{suspicion.like}: «{suspicion.sentence.text}»"


def _of_the_draft(reading: Reading) -> Iterator[str]:
    """What no reply made of this draft could set right."""
    for pair in contradictions(reading.draft):
        yield f"черновик противоречит себе: {pair}"
    for measure, question in measures_asked(reading):
        yield f"клиент спросил про {measure}, а черновик об этом молчит: «{question}»"
    if (asked := _money_back(reading)) is not None:
        yield f"клиент спросил, вернут ли ему, а черновик об этом молчит: «{asked}»"


_LONG_STEM = 9


def _doubled(reply: Document) -> Iterator[str]:
    """«возврат возвращается»: a word that stands twice."""
    for before, after in pairwise(reply.words):
        if (
            before.sentence == after.sentence
            and after.start - before.end == 1
            and min(len(before.norm), len(after.norm)) > 3
            and not before.lemmas.isdisjoint(after.lemmas)
        ):
            yield f"слово дважды: «{before.text} {after.text}»"
    for first, last in zip(reply.words, reply.words[2:], strict=False):
        # «Автоматический звонок — автоматически»
        alike = len(first.norm) > _LONG_STEM < len(last.norm) and first.norm[:_LONG_STEM] == last.norm[:_LONG_STEM]
        if alike and first.sentence == last.sentence and any(t.text in "—–" for t in reply.tokens[first.index : last.index]):
            yield f"одно и то же рядом: «{reply.text[first.start : last.end]}»"


_THE_SAME = Expression(r"(?<!\w)(?:ему|ей|им|у него|у неё|у нее|у них) же(?!\w)")


def _nobody(reply: Document) -> Iterator[str]:
    """«Коврики отдайте ему же»: where the courier has gone along with the blame, nobody knows to whom."""
    for found in _THE_SAME.finditer(flat(reply.text)):
        if not any(is_staff(reply.tokens, t.index) or "name" in t.tags for t in reply.tokens if t.end <= found.start()):
            yield f"непонятно, кому: «{reply.text[found.start() : found.end()]}»"


def _they(reading: Reading, reply: Document) -> Iterator[str]:
    """«Они без предупреждения изменили протокол»: whoever «они» were went along with the blame."""
    for sentence in body_of(reply):
        first = reply.tokens[sentence.first]
        before = reply.tokens[max(0, sentence.first - _NEAR) : sentence.first]
        named = any(p.pos == "NOUN" and p.feats.get("Number") == "Plur" for t in before for p in (t.word.parses if t.word else ()))
        if first.norm == "они" and not named and sentence.text not in reading.case.draft:
            yield f"непонятно, кто: «{sentence.text}»"


_NEAR = 30


def _to_one(reply: Document) -> Iterator[str]:
    """«Вы пока ничего не перенастраивай»: «ты» has become «Вы», and its verb has not."""
    for sentence in reply.sentences:
        tokens = reply.of(sentence)
        if any(t.norm == "вы" for t in tokens):
            for token in tokens:
                top = token.word.top if token.word is not None else None
                if top is not None and top.feats.get("Mood") == "Imp" and top.feats.get("Number") == "Sing" and top.feats.get("Person") == "2":
                    yield f"похоже, слова не согласованы: «{token.text}»"


def _misspelt(reading: Reading, reply: Document) -> Iterator[str]:
    """A slip of the operator's pen that nothing was sure how to mend."""
    for violation in violations_of(reading, reply, Selection(frozenset(("spelling",))))[0]:
        if violation.suggestion is None and violation.text.islower() and len(violation.text) > _SHORT_WORD:
            yield f"похоже на опечатку: «{violation.text}»"


_SHORT_WORD = 3

# What gives the reason of something; «изменили формат» without these may give it, too, so that only a draft that has them is held to them.
_CAUSE = Expression(
    r"(?<!\w)(?:потому|поскольку|ведь|из-за|так как|причин\w{0,3}|вследствие|ввиду|в связи|в результате|по (?:нашей |моей )?вине|поэтому|обусловлен\w?|вызван\w?|связан\w?)(?!\w)"
)


_ASKS_WHY = Expression(r"(?<!\w)(?:почему|отчего|из-за чего|по какой причине|в чем причина|с чем связан\w?)(?!\w)")
_LED_BY = frozenset("сверх еще задним раньше дважды без до после если пока кроме сразу через".split())
_INSTEAD = Expression(
    r"(?<!\w)(?:можно|можете|можем|зато|но|вместо|нужно оформить|нужно подать|вам нужно|поможем|сможем|предлага\w{2,4}|попробу\w{2,4}|сделаем)(?!\w)"
)
_CAN = Expression(r"(?<!\w)(?:можно|можете|может|доступн\w{1,2})(?!\w)")
# Content words beside «не получится»: «получится» is one itself.
_BARE = 3


def _cause_gone(reading: Reading, reply: Document) -> bool:
    """The client asks why, the draft says why, the reply does not: the reason went along with the blame."""
    asked = _ASKS_WHY.search(flat(reading.case.client_message)) is not None
    return asked and bool(_CAUSE.search(flat(reading.draft.text))) and not _CAUSE.search(flat(reply.text))


_ASKED_FOR = Expression(
    r"(?<!\w)(?:сообщите|пришлите|отправьте|направьте|предоставьте|назовите|продиктуйте|укажите|уточните|напишите|приложите)(?: \w+){0,4}? (?:фио|телефон|номер|адрес|индекс|фото|видео|копию|чек|дату|имя|фамилию|паспорт|скриншот)\w{0,4}"
)


def _request_gone(reading: Reading, reply: Document) -> str | None:
    """«Сообщите ФИО и телефон»: what the client is asked for has gone along with a clause that had to go."""
    asked = [read(s.text[m.start() : m.end()]) for s in body_of(reading.draft) for m in _ASKED_FOR.finditer(flat(s.text))]
    said = {key for s in reply.sentences for word in content(reply, s) for key in word} if asked else set()
    return next((thing.text for thing in asked if keys_of(thing.tokens[-1]).isdisjoint(said)), None)


# «Вернёте ли разницу?», and nothing in the draft that could be about money or lessons given back.
_BACK_ASKED = Expression(
    r"(?<!\w)(?:верн[её]те|вернут|возместите|возместят|компенсируете|компенсируют)(?: ли)?(?: вы| мне| нам| за)*(?: \w+)? (?:деньг|разниц|сумм|стоимост|оплат|доставк|бонус|балл|урок|занят|комисси|предоплат)|(?:будет|положена|полагается)(?: ли)?(?: мне| какая-то)* компенсаци"
)
_BACK_TOLD = Expression(
    r"верн|возвра|возмещ|возмест|компенс|начисл|зачисл|перечисл|баланс|средств|деньг|перерасч|сумм|выплат|бонус|балл|скидк|продл|удерж|списа|не подлеж"
)


def _money_back(reading: Reading) -> str | None:
    """The question whether something is given back, of which the draft says nothing."""
    if _BACK_TOLD.search(flat(reading.draft.text)):
        return None
    return next((q.text for q in reading.questions if _BACK_ASKED.search(flat(q.text))), None)


_SUMS = frozenset(("amount", "percent", "free"))


def _sum_gone(reading: Reading, reply: Document) -> bool:
    """The client asks how much, the draft says how much, the reply does not: the sum went along with what must not be told."""
    asked = any(q.asks == "howmuch" and MONEY_ASKED.search(flat(q.text)) for q in reading.questions)
    return asked and any(f.kind in _SUMS for f in reading.draft_facts) and not any(f.kind in _SUMS for f in facts_in(reply))


def _bare_refusal(reply: Document, sentence: Sentence) -> bool:
    """«Ускорить не получится.»: no reason, no term, nothing that can be done instead."""
    tokens = reply.of(sentence)
    norms = [t.norm for t in tokens]
    refused = any(a == "не" and b in ("получится", "выйдет", "удастся") for a, b in pairwise(norms))
    if not refused or any(t.kind in ("number", "code", "link") or t.text in ",:;—–" for t in tokens) or not _LED_BY.isdisjoint(norms):
        return False
    if sum(1 for t in tokens if keys_of(t)) > _BARE:
        return False
    following = reply.sentences[sentence.index + 1] if sentence.index + 1 < len(reply.sentences) else None
    if following is not None and _INSTEAD.search(flat(following.text)):
        return False
    # «Заморозить можно на 14 дней. Заморозить задним числом не получится»: a limit to what is possible.
    deeds = {k for t in tokens if "inf" in t.tags for k in keys_of(t)}
    return not any(_CAN.search(flat(s.text)) and any(not deeds.isdisjoint(word) for word in content(reply, s)) for s in reply.sentences[: sentence.index])


# How much better another order must fit; sentences torn from those that they lean on fit elsewhere by chance.
_WELL, _PLAINLY = 1.0, 1.5


def _out_of_order(reading: Reading, reply: Document, closeness: Closeness | None) -> str | None:
    """Answers that seem to stand in the wrong order, where we were not sure enough to move them."""
    body = read("\n".join(s.text for s in body_of(reply)))
    found = aligned(reading, body, groups(body), closeness)
    asked = [reading.matters[q].text.strip() for q in dict.fromkeys(found.owners) if q != NOBODY]
    if found.turned and found.gain >= _WELL and asked and found.owners[0] != 0:
        return f"похоже, ответы стоят не в порядке вопросов: первым — ответ на «{asked[0][-60:]}»"
    # Sentences that lean on each other have moved together: each by itself may still tell that the order is wrong.
    alone = aligned(reading, body, tuple((s.index,) for s in body.sentences), closeness)
    return "похоже, ответы стоят не в порядке вопросов" if alone.turned and alone.sure and alone.gain >= _PLAINLY else None


def _lost(reading: Reading, reply: Document) -> Iterator[str]:
    """Sentences and clauses of the draft with nothing wrong in them of which the reply says less than half."""
    draft = reading.draft
    found = [v for v in violations_of(reading, draft, Selection(frozenset(CUTTABLE)))[0] if v.severity == "error"]
    foreign = [*injected(draft), *((v.start, v.end) for v in found if v.rule == "no-law-citations")]
    wrong = [*((v.start, v.end) for v in found), *foreign]
    said = tuple(word for s in reply.sentences for word in content(reply, s))
    for sentence in body_of(draft):
        if is_greeting(sentence) or is_farewell(sentence) or is_apology(sentence.text) or is_empathy(sentence.text) or EFFUSIVE.match(flat(sentence.text)):
            continue
        if any(a < sentence.end and sentence.start < b for a, b in wrong):
            yield from _lost_clauses(draft, sentence, wrong, foreign, said)
            continue
        words = _content(draft, sentence)
        if len(words) >= _WORDS_ENOUGH and overlap(words, said) < _COVERED and not _values_told(reading, sentence, reply):
            yield sentence.text


def _content(draft: Document, sentence: Sentence) -> tuple[frozenset[str], ...]:
    """The words that a sentence says something with, «На Ваше обращение сообщаем, что» and clerical predicates aside."""
    empty = opening(sentence.text)
    rest = read(sentence.text[empty:]) if empty else draft
    told = (word for s in rest.sentences for word in content(rest, s)) if empty else content(draft, sentence)
    return tuple(word for word in told if not word <= _EMPTY)


def _values_told(reading: Reading, sentence: Sentence, reply: Document) -> bool:
    """Whether one sentence of the reply holds all values of the draft's: then it is put in other words, and not lost."""
    values = [f for f in reading.draft_facts if sentence.start <= f.start < sentence.end and f.kind not in ("name", "place")]
    return len(values) > 1 and any(all(stands_in(f, read(s.text)) for f in values) for s in reply.sentences)


def _lost_clauses(
    draft: Document, sentence: Sentence, wrong: list[tuple[int, int]], foreign: list[tuple[int, int]], said: tuple[frozenset[str], ...]
) -> Iterator[str]:
    """Of a sentence with something wrong in it the clauses that have gone along, though nothing is wrong in them, or they free the client of something."""
    parts = clauses(draft, sentence.index)
    if len(parts) < 2:
        return
    for part in parts:
        start, end = part[0].start, part[-1].end
        text = _without(draft.text, start, end, foreign)
        freed = bool(_FREED.search(text.lower()))
        if not freed and any(a < end and start < b for a, b in wrong):
            continue
        if _ANNOUNCED.fullmatch(flat(text.strip(" ,;:"))):
            continue
        words = tuple(k for t in part if not _FREED.search(t.norm) and not any(a <= t.start < b for a, b in foreign) and (k := keys_of(t)))
        if len(words) >= (1 if freed else _WORDS_ENOUGH) and overlap(words, said) < _COVERED:
            yield text.strip(" ,;:")


def _without(text: str, start: int, end: int, wrong: list[tuple[int, int]]) -> str:
    """The stretch without what is wrong in it."""
    kept, at = [], start
    for a, b in sorted(wrong):
        if a < end and at < b:
            kept.append(text[at : max(at, a)])
            at = b
    return "".join((*kept, text[at : max(at, end)]))


_STUB = 3
_OBJECTLESS = frozenset("вернуть обменять заменить получить отменить оформить прислать отправить показать указать".split())


def _told_of(token: Token) -> bool:
    return token.word is not None and any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.1 for p in token.word.parses)


def _fragment(reading: Reading, reply: Document, sentence: Sentence) -> bool:
    """An infinitive with nothing to lead it («Вскрывать при сотруднике и составлять акт»), or an event of which nothing is said («Задержка произошла»)."""
    tokens = reply.of(sentence)
    words = [t for t in tokens if t.kind == "word"]
    if 0 < len(words) <= _STUB and words[-1].norm in _OBJECTLESS:
        return True  # «Вы можете вернуть.»
    # «Собирает продавец.»: what is left of «…, к нам вопросов быть не может».
    doing = any(t.word is not None and t.word.top is not None and t.word.top.feats.get("VerbForm") == "Fin" and t.word.top.pos == "VERB" for t in words)
    cut = f"{sentence.text.rstrip('.')}," in reading.case.draft
    if cut and doing and len(words) <= _STUB and any(is_staff(reply.tokens, t.index) and _told_of(t) for t in words):
        return True
    if not words or any(t.text in "—–:?" for t in tokens) or any(t.lemmas & _SAYING for t in words):
        return False
    finite = any(
        (p.pos in ("VERB", "AUX") and p.feats.get("VerbForm") == "Fin") or p.feats.get("Variant") == "Short"
        for t in words
        if t.word is not None
        for p in t.word.parses
        if p.prob > 0.05
    )
    if not finite and any("inf" in t.tags for t in words):
        return True
    # «Отмены заказа не произойдёт» is news, «… по нашей вине» a cause.
    event = any(t.is_("произойти", "случиться", "возникнуть") for t in words) and not any(t.norm in ("не", "вине") for t in words)
    return event and len([t for t in words if keys_of(t)]) <= 3 and not any(t.kind in ("number", "code") for t in tokens)
