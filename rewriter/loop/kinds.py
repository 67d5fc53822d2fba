"""What kind of answer a sentence gives, where it shares no word with its question: «когда?» — «в день перехода», «почему?» — «связано с …».

Hints for the order of sentences alone: what is not answered at all is judged by surer signs (`rewriter.text.questions`).
"""

from __future__ import annotations

from functools import lru_cache

from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.question_cues import STEP, WHAT_TO_DO
from rewriter.text.questions import Question

# Whoever asks how wants steps, whatever words they are in.
_STEPS = Expression(
    r"→|»\s?[—–>-]\s?«|(?<!\w)(?:нажм|нажать|откро|перейд|перейти|зайд|зайти|выбер|выбрать|созда(?:ть|йте)|заполн|подать|подайте|прилож|раздел|для оформления|необходимо|нужно|достаточно)"
)
_A_STEP = 0.5
_NO_WAY = 0.6
_CLOSED = Expression(r"недоступн|невозможн|нельзя|не получится|не удастся|не предусмотрен")
_WAY = Expression(r"можно|можете|через|на сайте|в приложени|форм|производится|осуществляется|оформля")
# Times with no date in them, and causes that `rewriter.text.questions` does not know.
_TIMES = Expression(
    r"(?<!\w)(?:в день |со? (?:дня|даты|момента) |сразу (?:после|при|же)|(?:с|до) (?:начала|конца) |ежемесячно|ежедневно|по окончании|после (?:получения|поступления))"
)
_UP_TO_DAY = Expression(r"(?:до|с|по) какого (?:числа|дня)|как(?:ого|им) числ")
_A_DAY = 0.4
# «490 ₽ в месяц» tells nobody from what day.
_RATE = Expression(r"(?:₽|руб[а-я.]*) (?:в|за) (?:месяц|год|день|сутки|неделю|час)")
_START = Expression(r"^(?:\w+ ){0,2}(?:когда|(?:с|со|к|в) как(?:ого|ому|ой))(?!\w)")
_PLACES = Expression(
    r"располож|размещ[её]н|(?<!\w)(?:за|перед|напротив|рядом с|возле|около) (?:здани|дом|вход|шлагбаум|магазин|корпус)|направо|налево|\d-?\w* этаж|со двора|въезд|вход "
)
_LIES = Expression(r"(?<!\w)(?:находится|находятся|лежит|лежат|хранится|хранятся) (?:\w+ )?(?:в|на|у)(?!\w)")
_A_PLACE = 0.4
_NO_PLACE = 0.4
_ON_THE_WAY = Expression(r"в пути|на складе|прибыл|прибуд|прибыва|покинул|отправлен|передан|наход|следует|раздел|кабинет|приложени|вкладк|папк")
# The same thing in other words: what is asked, and what is said of it.
_OTHER_WORDS = (
    (Expression(r"кто (?:\w+ ){0,3}(?:ответит|отвеча|виноват|ответственн)"), Expression(r"ответственн|отвеча|(?<!\w)вин[аеыу](?!\w)|виноват")),
    (Expression(r"быть дома|присутств"), Expression(r"присутств|быть дома")),
    (Expression(r"почему (?:\w+ ){0,4}(?:стал|подорожал|измени|выросл|увелич)"), Expression(r"изменени|измени|повышени|увеличени|подорожан")),
    (Expression(r"машин|автомобил|парков"), Expression(r"стоянк|парков|автотранспорт")),
    (Expression(r"доказ"), Expression(r"подтвержд")),
    (
        Expression(r"почин|чинит|исправ"),
        Expression(
            r"восстановительн|(?:срок|врем|дат)\w*[^.!?]{0,30}(?:восстановл|устран|ремонт)|(?:восстановлени|устранени|ремонт|замен)\w{1,2} [^.!?]{0,40}(?:планир|ожида|запланир|назначен)"
        ),
    ),
    (Expression(r"как(?:ой|ая|ое) из (?:них|заказ|посыл)"), Expression(r"(?:дат|срок|ожида|придет|приедет|достав)[^.!?]{0,120}\d[^.!?]{5,80}\d")),
    (Expression(r"забрать (?:\w+ ){0,2}сам|сам(?:а|ой|ому|им|и)? (?:\w+ ){0,2}(?:забрать|забер|подъе|приед|заед)"), Expression(r"самовывоз")),
    (Expression(r"кто (?:\w+ ){0,3}(?:ответит|заплатит|возместит|оплатит|компенсирует)"), Expression(r"ущерб|возмещ|возмест|компенс")),
    (
        Expression(r"как(?:ие|ой) (?:\w+ ){0,2}документ"),
        Expression(
            r"(?:предостав|предъяв|прилож|прилаг|прикреп|присла|присыл|нужн|возьми|иметь).{0,60}(?:копи|заключени|сч[её]т|паспорт|чек|заявлени|справк|скан|фото|полис|доверенност)"
        ),
    ),
    (Expression(r"последн\w{2} (?:прошивк|верси|обновлени)"), Expression(r"актуальн|верси[яи] \d")),
    (
        Expression(r"куда (?:\w+ ){0,3}(?:нести|отнести|принести|везти|отвезти|привезти|сдать|сдавать)"),
        Expression(r"пункт\w* выдачи|ближайш|по адресу|(?:в|во) (?:любом|любое) (?:пункт|отделени|магазин|офис)"),
    ),
    (Expression(r"упаков|запаков"), Expression(r"(?<!\w)тар[ауые]|короб|наполнител|пл[её]нк|скотч|конверт|обернут|оберн[иу]|завернут")),
    (
        Expression(
            r"(?:забер[её]т|забрать|получит|получить)(?: \w+){0,3} (?:муж|жен[аы]|сын|дочь|мам|пап|брат|сестр|друг|сосед|родственни|коллег|бабушк)|(?:муж|жена|сын|дочь|мама|папа|брат|сестра|друг|сосед\w*|коллега|кто-то|другой человек)(?: \w+){0,3} (?:забер|забрать|получит)"
        ),
        Expression(r"люб(?:ое лицо|ой человек)|кто угодно|друг(?:ой|ому|им) (?:человек|люд|лиц)|доверен|представител|трет\w+ лиц|родственник|по коду"),
    ),
    (Expression(r"страхов|застрах"), Expression(r"страхов|(?<!\w)оц(?!\w)|объявленн\w{2,3} ценност")),
    (
        Expression(r"что (?:\w+ )?не так|не (?:работает|примен|срабат|сработ|действ|принима)"),
        Expression(r"не распространяется|не действует|не применя|недостаточн|при сумме (?:заказа|от)|не участву|исключени"),
    ),
    (Expression(r"что (?:\w+ ){0,2}(?:пропад|потеря|исчез|теря|сгор)|чего (?:\w+ )?лиш"), Expression(r"отключ|недоступ|исчез|сохраня|хран|удал")),
    (Expression(r"(?:сдвин|сдвиг|передвин|продлит|прибав)"), Expression(r"продл|продлева|увеличива|сдвига|перенос")),
    (Expression(r"не (?:окажется|окажусь|будет|буду|застан|успею)(?: \w+){0,2}(?: дома)?"), Expression(r"неудачн|(?:втор|повторн)\w+ (?:достав|попыт)")),
    (
        Expression(r"можно .{0,60}(?:недел|месяц|(?<!\w)дн[яеюй]|(?<!\w)час|(?<!\w)год|(?<!\w)лет)"),
        Expression(r"(?:возможн|можно|допускается)[^.]{0,40}\d+ (?:дн|недел|месяц|час|лет|год)"),
    ),
    (
        Expression(r"нужн[аоы]? ли (?:там |вам )?(?:я|мы|мне)(?!\w)|(?:я|мы|мне) (?:там |вам )?(?:нужн|должн|обязательн)|присутств"),
        Expression(r"присутстви|законн\w+ представител|родител"),
    ),
    (
        Expression(r"куда (?:\w+ ){0,2}(?:это|его|её|ее|их) (?:\w+ )?(?:дева|деть|вез|нес|сда|отда)"),
        Expression(r"(?<!\w)(?:отда(?:ть|йте|дите)|сда(?:ть|йте)|верн(?:ите|уть)|оставьте|оставить)"),
    ),
    (
        Expression(r"как (?:можно )?(?:\w+ )?(?:за|о)?пла[тч]|способ\w* оплат|чем (?:за)?платить"),
        Expression(r"наличн|(?<!\w)карт(?:ой|ами|е)|онлайн|(?<!\w)сбп|при получении|переводом"),
    ),
    (
        Expression(r"не повтор|больше (?:такого |этого )?не (?:был|случ)|на будущее|в следующий раз"),
        Expression(r"исключени\w+ подобн|исключить подобн|не повтор|во избежание|впредь"),
    ),
    (Expression(r"теперь (?:что|когда|как)\W*$|что теперь|когда теперь"), Expression(r"перенес[её]н|новая дата|новый срок|перенос")),
    (Expression(r"сколько раз(?!\w)"), Expression(r"\d раза?(?!\w)|(?:два|три|четыре) раза|однократн|один раз|дважды|(?<!\w)раз в |количество")),
    (
        Expression(r"сколько \w+ (?:\w+ ){0,4}(?:можно|могу|можем|разреш|допуст|добавить|подключить|принести)"),
        Expression(r"лимит|не (?:более|больше)|более \d|до \d|максим|ограничен|количеств|не превыш"),
    ),
    (Expression(r"(?<!\w)верн[её]тся|(?:придет|поедет|уедет|вернут) обратно"), Expression(r"обратно|(?<!\w)возвра(?:т|щ)|верн[её]тся|вернут")),
    (
        Expression(r"(?<!\w)плат(?:ят|им|ите) ли|платить ли|(?:надо|нужно) (?:ли )?(?:\w+ )?платить"),
        Expression(r"тариф(?:иц|ик)|бесплатн|оплачива|взима|платить не"),
    ),
    (WHAT_TO_DO, STEP),
    (
        Expression(r"сколько (?:это )?(?:\w+ )?(?:по времени|длит|займет|занимает)|как долго"),
        Expression(r"продолжительност|длительност|(?<!\w)длится|занимает"),
    ),
)
_A_DATE = Expression(r"(?:\w+ )?(?:дата|срок|время|период) ")
_CAUSES = Expression(
    r"связан[аоы]? с|(?<!\w)(?:ввиду|вследствие) |(?:ошибк[аи]|сбо[йяи]|задержк[аи])\b.{0,40}(?:произо|возник|случил|допущен)|(?:произо|возник|случил|допущен).{0,40}(?:ошибк|сбо[йя])|по вине|(?:прош|произв|выполн|сделан|подключ|отключ)\w+ (?:\w+ )?по заявк|(?:после|истек\w*) .{0,20}срока|срок\w* .{0,20}(?:истек|вышел|закончил)"
)
_REASONS = Expression(r"^причин|(?<!\w)ввиду |(?<!\w)вследствие |обусловлен|вызван|из-за|в связи с|так как|поскольку|потому что|(?:наш[аеу]й?|по) вин[аеы]")
_NO_CAUSE = 0.6
_OF_KIND, _PLAINLY = 0.8, 1.2
_PEOPLE = Expression(
    r"(?<!\w)(?:сотрудник|специалист|мастер|инженер|курьер|менеджер|оператор|водител|подрядчик|продавец|продавц|изготовител|компани|служб[аыу]|отдел(?!ен)|центр|склад|ооо|за сч[её]т|нес[её]т|отвечает)"
)
_A_PERSON = 0.4
# «Чтобы получить …, нужно явиться …» is neither yes nor no.
_PURPOSE = Expression(r"(?:чтобы|для [а-я]+(?:ия|ки|та|чи)) .{5,80}(?:нужно|необходимо|требуется)")
_NO_YES = 0.5

# «Ты бот?»: no draft answers it, and nothing waits for its answer.
_OF_US = Expression(r"(?:а |и )?(?:ты|вы|тут|там|это)(?: там| вообще| тут)? (?:что,? )?(?:чат-)?(?:бот|робот|человек|живой|живые|нейросеть|ии|автоответчик)\b")
# «Я с ним на работу ходить должен?!», «вы решите это вообще?», «это что за обман?»: anger, which a draft may answer and mostly does not.
_ANGER = Expression(
    r"^.{0,60}\bдолж(?:ен|на|ны)\W*$|^(?:а |и |ну )*(?:я|мы|мне|нам) (?:теперь )?что\b|^(?:а |и |ну )*вы (?:там |тут |хоть |хотя бы )*(?:вообще )?[а-я]+(?:[её]те|ите)(?:сь)? (?:\w+ ){0,2}вообще\W*$"
    r"|^(?:а |и |ну )*вы (?:там |тут )*вообще (?:\w+ )*[а-я]+(?:[её]те|ите)(?:сь)?(?: \w+)?\W*$|^(?:а |и |ну )*(?:это )?что (?:это )?за (?:обман|развод|цирк|бардак|бред|ужас|сервис|отношение|хамство|издевательство)\b"
)


def in_anger(question: Question) -> bool:
    """Whether the question may well go without an answer of its own."""
    asked = flat(question.text)
    return bool(_OF_US.match(asked) or _ANGER.search(asked))


def told(question: Question, document: Document, index: int) -> float:
    """What the kind of answer that the sentence gives is worth for the question, beside the words in common."""
    asked, said = flat(question.text), flat(document.sentences[index].text)
    return _kind_told(question, document, index, said) + (_PLAINLY if any(a.search(asked) and b.search(said) for a, b in _OTHER_WORDS) else 0.0)


def _kind_told(question: Question, document: Document, index: int, said: str) -> float:
    if question.asks == "how":
        return -_NO_WAY if _CLOSED.search(said) else _A_STEP if _STEPS.search(said) else 0.0 if _WAY.search(said) else -_NO_WAY
    if question.asks == "when" and _UP_TO_DAY.search(flat(question.text)) and _has(document, index, ("date",)):
        return _A_DAY  # «до какого числа» asks a day, no term
    if question.asks == "when":
        if _RATE.search(said) and not _TIMES.search(said):
            return -_OF_KIND if _dated(document, index) and _START.search(flat(question.text)) else 0.0
        return _OF_KIND if _TIMES.search(said) and not _dated(document, index) else 0.0
    if question.asks == "why":
        if _CAUSES.search(said):
            return _OF_KIND
        # Another sentence tells the cause: words in common make no cause of this one.
        return 0.0 if _REASONS.search(said) or not _names_cause(document) else -_NO_CAUSE
    if question.asks == "who":
        return _A_PERSON if _PEOPLE.search(said) else 0.0
    if question.asks == "where":
        if "местонахожд" in said:
            return _PLAINLY
        if _LIES.search(said):
            return _OF_KIND
        return (
            _A_PLACE
            if _PLACES.search(said) and not _has(document, index, ("address", "place", "postcode"))
            else -_OF_KIND
            if _A_DATE.match(said) and not question.keys
            else -_NO_PLACE
            if _elsewhere(document, index) and not _ON_THE_WAY.search(said)
            else 0.0
        )
    if question.asks == "can":
        return -_NO_YES if _PURPOSE.match(said) else 0.0
    return 0.0


def _elsewhere(document: Document, index: int) -> bool:
    """Whether another sentence has an address, and this one no place at all."""
    places = {s.index for f in facts_in(document) if f.kind in ("address", "place", "postcode") and (s := document.sentence_at(f.start)) is not None}
    return index not in places and any(f.kind == "address" for f in facts_in(document))


@lru_cache(maxsize=64)  # asked of each of its sentences
def _names_cause(document: Document) -> bool:
    return any(_CAUSES.search(text) or _REASONS.search(text) for text in (flat(s.text) for s in document.sentences))


def tells_why(document: Document, index: int) -> bool:
    """Whether the sentence tells how it came to what the client writes of: «Неявка произошла по нашей вине», «База удалена 24.11.2025»."""
    said = flat(document.sentences[index].text)
    return bool(_CAUSES.search(said) or _REASONS.search(said)) or _happened(document, index)


def _happened(document: Document, index: int) -> bool:
    """Whether the sentence tells of a dated past alone."""
    words = [t.word.top for t in document.of(document.sentences[index]) if t.word is not None and t.word.top is not None]
    told = [w for w in words if w.pos in ("VERB", "AUX")]
    return bool(told) and all(w.feats.get("Tense") == "Past" or w.feats.get("Variant") == "Short" for w in told) and _dated(document, index)


def _dated(document: Document, index: int) -> bool:
    return _has(document, index, ("date", "time", "period", "schedule"))


def _has(document: Document, index: int, kinds: tuple[str, ...]) -> bool:
    sentence = document.sentences[index]
    return any(f.kind in kinds and sentence.start <= f.start < sentence.end for f in facts_in(document))
