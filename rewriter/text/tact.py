"""Which of a pack's courtesies are tactful in a case: the same «Хорошего дня и приятных покупок!» that pleases one client mocks another."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.failings import ours, suffered
from rewriter.text.mood import MINE_TO_FETCH
from rewriter.text.reading import Reading
from rewriter.text.setbacks import set_back, undone

# A welcome: whoever writes for the second time, or in anger, has been welcomed enough.
_WELCOMES = Expression(r"спасибо|благодар|обратились|написали|это (?:поддержк|команд|служб)|рады (?:вас )?(?:видеть|привет)")
# Good cheer after a failure of ours sounds as if nothing had happened; «пишите нам» and a plain goodbye do not.
_CHEERS = Expression(r"хорошего|\bпусть\b|покупок|заходите|легкого|добрым|настроени|берегите|отличн|чудесн")
_REST = Expression(r"отпуск|отдых|каникул|приключен")
_HOLIDAY = Expression(r"\bотпуск|отдыха|на море|на дач|в горы|путешеств|круиз|санатор|каникул")
_WORRY_LINE = Expression(r"беспокойств|тревож")
_WORRIES = Expression(
    r"беспоко|волну|пережива|тревож|боюсь|боимся|опаса|страшно|вдруг|украд|взлом|потеря(?!\w{0,5} (?:\w{1,9} )?(?:день|дня|дней|время|времени|час|часа|вечер|полдня))"
)
_WAITING_LINE = Expression(r"\bжда|ожида|дольше")
_HAPPENED_LINE = Expression(r"что так (?:вышло|случилось|получилось)")
_CALLS_LINE = Expression(r"звонк")
_CALLS = Expression(r"звон|назван")
# What the client thanks us for: «спасибо» before a question is mere manners.
_PRAISE = Expression(
    r"(?:спасибо|благодар)\w{0,8}[^.?]{0,60}(?:выруч|помог|помощ|реши|быстр|оперативн|отличн|прекрасн|лучш|чудесн|замечательн|вежлив|терпени|внимани|заботу|работаете|ваш труд)|(?:выручили|выручаете|помогли|очень вежлив)[^?]{0,60}спасибо"
)
_NOT_YET = Expression(r"заранее|\bбуду (?:\w+ )?благодар|\bне (?:помог|выруч|реши)|помогите|\bза помощь заранее")


def welcomes(phrase: str, reading: Reading) -> bool:
    """Whether a greeting with this welcome fits: at the first contact of somebody who is not angry."""
    return not _WELCOMES.search(flat(phrase)) or (reading.context.first_contact is not False and not troubled(reading))


def parts(phrase: str, reading: Reading) -> bool:
    """Whether the farewell fits: nothing merry to whom we have failed, or who has told of a trouble."""
    return not _CHEERS.search(flat(phrase)) or not (troubled(reading) or set_back(reading.case.client_message))


def troubled(reading: Reading) -> bool:
    """Whether the client has met a failure of ours, or tells of a sorrow."""
    mood = reading.mood
    return mood.somber or mood.sorrow is not None or bool(owed(reading))


def owed(reading: Reading, *told: Document) -> frozenset[str]:
    """Kinds of failure to apologise for: what is ours for sure, and what an upset client reports."""
    client = reading.case.client_message
    kinds = ours(client, reading.draft, *told)
    if kinds <= {"delay"} and MINE_TO_FETCH.search(flat(client)):
        return frozenset()
    if kinds <= _OF_THE_CLIENT | {"mix-up", "loss", "other"} and _OWN_DOING.search(flat(reading.case.draft)):
        return frozenset()
    if kinds <= _OF_THE_CLIENT and _OWN_STEP.search(flat(reading.case.draft)):
        return frozenset()
    if kinds <= _FEARED and _SAFE.search(flat(reading.case.draft)) and not _OF_OURS.search(flat(reading.case.draft)):
        return frozenset()
    met = suffered(reading.client) if reading.mood.upset else frozenset()
    # Lost data weigh more than the calls about them: «за задержку с ответом» alone would belittle it.
    return kinds | met & _GRAVE if kinds == {"silence"} else kinds or met


# «Пропала переписка!» — «Переписка не удалена, она в архиве»: feared, and not so.
_FEARED = frozenset(("loss", "technical"))
_SAFE = Expression(r"\bне (?:удален|потерян|утерян|утрачен|пропал)[а-я]*\b(?!,? (?:но|однако))")
_OF_OURS = Expression(r"после (?:установки|обновлени)|\bсбо[йяюе]|ошибк|неполадк|авари")
_GRAVE = frozenset(("loss", "damage", "technical"))
# What does not work, or has not come, because a step of the client's own is missing, is no failure of ours.
_OF_THE_CLIENT = frozenset(("technical", "delay"))
_OWN_STEP = Expression(
    r"\bвы (?:\w{1,12} ){0,2}(?:забыли|не (?:нажали|включили|активировали|указали|ввели|запустили|сохранили|подтвердили|подключили|настроили|выбрали|обновили|оплатили)|отключили|ошиблись|(?:неверно|неправильно) (?:указали|ввели|настроили|заполнили))\b"
    r"|\bвами (?:\w{1,12} ){0,2}(?:не (?:нажат|включен|указан|введен|запущен|сохранен|подтвержден|подключен|настроен|оплачен)|(?:неверно|неправильно) (?:указан|введен|заполнен))"
)


# «Блокировка из-за пятикратного ввода неверного пароля»: whoever typed it need not be begged pardon of.
_OWN_DOING = Expression(
    r"(?:ввод|указани|набор)\w{0,2} (?:вами |клиентом )?(?:неверн|неправильн|ошибочн|некорректн)\w{1,3} (?:парол|логин|код|данн|пин)|(?:неверн|неправильн)\w{1,3} парол\w{1,2} (?:введен|набран|был)|(?:пользовател|участник|сотрудник|администратор|владел)\w{1,3} ваше(?:й|го) (?:команды|компании|организации|пространства)"
)


def regretted(reading: Reading) -> bool:
    """Whether a calm client has been refused or deprived of something, so that a word of regret is due."""
    return not reading.mood.positive and undone(reading.case.client_message)


def mistaken(reading: Reading) -> bool:
    """Whether client or draft speak of a mistake: an apology for one that nobody has made would invent it."""
    return any(_MISTAKE.search(flat(text)) for text in (reading.case.client_message, reading.case.draft))


_MISTAKE = Expression(
    r"ошиб(?!ки? \d|ка \d)|перепут|напута|путаниц|неверн|неправильн|некорректн|\bне (?:тот|та|то|те|того|ту|мой|моя|мое|мои)\b|чуж|вместо|друг(?:ой|ая|ое|ую|ие) (?:товар|размер|цвет|модел|артикул|заказ)|дважды|двойн|задво|два раза|лишн|повторно\w{0,3} спис|недовлож|не (?:вложили|положили|доложили)|пересорт"
)


def travels(phrase: str, reading: Reading) -> bool:
    """Whether the wish fits the journey: nobody rests on a business trip."""
    return not _REST.search(flat(phrase)) or bool(_HOLIDAY.search(flat(reading.case.client_message)))


def sympathises(phrase: str, reading: Reading) -> bool:
    """Whether the line of empathy fits: worry is for who worries, waiting for who waits."""
    line, client = flat(phrase), flat(reading.case.client_message)
    if _WORRY_LINE.search(line) and not _WORRIES.search(client):
        return False
    if _WAITING_LINE.search(line) and "delay" not in owed(reading):
        return False
    # «Мне очень жаль, что так вышло»: something has to have happened.
    if _HAPPENED_LINE.search(line) and not (owed(reading) or regretted(reading)):
        return False
    return rings(phrase, reading)


def rings(phrase: str, reading: Reading) -> bool:
    """Whether the phrase speaks of calls only to whom we call."""
    return not _CALLS_LINE.search(flat(phrase)) or bool(_CALLS.search(flat(reading.case.client_message)))


def waits(phrase: str) -> bool:
    """Whether the line of empathy is for who waits."""
    return bool(_WAITING_LINE.search(flat(phrase)))


def praised(reading: Reading) -> bool:
    """Whether the client thanks us for something done."""
    low = flat(reading.case.client_message)
    return reading.mood.thankful and bool(_PRAISE.search(low)) and not _NOT_YET.search(low)
