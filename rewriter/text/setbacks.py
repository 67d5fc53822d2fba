"""What has gone against the client, whoever is to answer for it: the order is cancelled, the review deleted, the money not there.

Nobody need be angry, and nothing need be our failure: good cheer at the end of the reply is out of place all the same.
Every gap is bounded, so that the time is linear in the length of the message.
"""

from __future__ import annotations

from functools import lru_cache

from rewriter.text.expressions import Expression
from rewriter.text.facts import flat

# What was done to the client: «отменили мой заказ», «отзыв удалён». What he did or asks for himself is none.
_DONE = (
    r"(?:отменили|аннулировали|отклонили|удалили|стерли|заблокировали|заморозили|забанили|расторгли)\b|(?:мне|нам) (?:\w{1,12} )?отказали\b|отказали (?:мне|нам|в (?:возврат|обмен|выплат|рассроч|ремонт))"
    r"|(?:заказ|запис|отзыв|посылк|доставк|возврат|заявк|аккаунт|кабинет|карт|номер|рейс|билет|товар|коммент\w*|объявлени|страниц)\w{0,4} (?:\w{1,15} ){0,2}(?:отмен[её]н|аннулирован|отклон[её]н|удал[её]н|заблокирован|снят с публикаци)\w{0,2}\b"
    r"|(?:пункт|отделени|офис|магазин|салон|филиал)\w{0,3}[^.?!]{0,25} закры(?:лся|лось|ли|т|то)\b|куда (?:же )?дел(?:ся|ась|ось|ись) (?:\w{1,12} )?(?:пункт|отделени|офис|магазин|салон)"
)
_DONE_TO_HIM = r"|(?:мне|нам|меня|нас)[^.?!]{0,15} (?:затопил|залил|обокрал|обворовал|ограбил|угнал)[аи]?\b"
_BY_WHOM = r"(?:если|чтобы|можно|не|мы|просил\w{0,2}|хочу|уже|как|когда|раньше|бы|пусть|давайте)"
_UNDONE = Expression(rf"(?<![а-я])(?:{_DONE}{_DONE_TO_HIM})")
_OWN_WILL = Expression(rf"\b{_BY_WHOM} (?:\w{{1,15}} ){{0,2}}$")
# What the client misses, or was charged: no line of regret, and yet nothing to be merry about.
_MISSED = Expression(
    r"\bгде (?:же |мои |моя |мой |наши |сейчас |сами ){0,3}(?:деньги|возврат|выплат|компенсаци|балл|бонус)"
    r"|(?:деньги|денег|возврат\w{0,2}|выплат\w{1,2}|баллы|балл|бонус\w{0,2}) (?:\w{1,12} ){0,3}(?:нет\b|не (?:приш|верну|поступ|зачисл|получ))"
    r"|(?:приш|верну|зачисл|поступ)\w{1,4} (?:\w{1,12} )?меньше|почему (?:же )?так мало|где (?:же )?остальн|верну\w{1,3} не вс"
    r"|\bне (?:приход|уход|отправля|работа|открыва|пуска|загруж|синхрон|сохраня)\w{1,6} (?:уже )?(?:втор|трет|четверт|котор|пят)\w{1,3} (?:день|час|сутки|раз|недел)"
    r"|куда (?:же |вдруг )?(?:делись|делся|делась|пропал|исчез|ушли)"
    r"|(?:за что|почему|зачем)[^.?!]{0,25}\b(?:списали|сняли|удержали|начислили|сгорели|обнулили)\b"
    r"|(?:\bвс[её] (?:еще )?не|\bникак не|\bтак и не|до сих пор не) (?:шлют|отправ|привез|приех|приш|верну|везут|едет|идет|несут|ответ)"
    r"|\b(?:лег|упал|рухнул|лежит) (?:у нас |наш )?(?:сайт|сервер|магазин)|\b(?:сайт|сервер|магазин|касса|склад|работа|бухгалтерия)\w{0,2} (?:у нас )?(?:лежит|стоит|упал|лег)\b[^.?!]{0,15}(?:с утра|с \d|с ночи|час|день|[.!]|$)"
    r"|(?:недел\w{1,2}|месяц\w{0,2}) назад[^?]{0,30}[?.,!] ?(?:и )?(?:где|тишина|ничего|нет)"
    r"|\b(?:сгорел|задымил|взорвал|сломал|перестал[аои]? (?:работать|включать|греть))\w{0,5}\b[^?]{0,60}\b(?:пропали|что (?:мне )?(?:с (?:ней|ним) )?делать|куда)"
)
_SETTLED = Expression(r"в прошлый раз|спасибо|благодар|все (?:хорошо|в порядке|нормально|решилось)|не страшно|ничего страшного|разобрал(?:ся|ась|ись)")


@lru_cache(maxsize=64)
def undone(client: str) -> bool:
    """Whether something of the client's was cancelled, refused or taken away: a word of regret is due."""
    low = flat(client)
    return not _SETTLED.search(low) and any(not _OWN_WILL.search(low, 0, m.start()) for m in _UNDONE.finditer(low))


@lru_cache(maxsize=64)
def set_back(client: str) -> bool:
    """Whether anything has gone against the client: a merry farewell is out of place."""
    low = flat(client)
    return undone(client) or not _SETTLED.search(low) and bool(_MISSED.search(low))
