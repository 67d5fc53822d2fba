"""What a draft says twice and not alike: «возврату не подлежит» and «возврат оформите», «перерасчёт произведён» and «для перерасчёта подайте заявление».

Which of the two is true only a person can know; so each is a doubt, never a repair.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.salutations import body_of

# The stems of deeds that are denied, done and asked for.
_DEED = r"(возврат|обмен|перерасч[её]т|отмен|замен|перенос|ремонт|перевыпуск|продлени|компенсаци|подключени|отключени|изменени|регистраци|удалени|восстановлени|переадресаци|досыл)"
_DENIED = Expression(
    rf"{_DEED}\w{{0,2}}(?: \w+){{0,3}}? не (?:подлеж\w+|производ\w+|осуществля\w+|предусмотрен\w?|допуска\w+|предоставля\w+|возможн\w*)|{_DEED}\w{{0,2}}(?: \w+){{0,3}}? (?:невозможн\w?|запрещ[её]н\w?)"
)
_INVITED = Expression(
    rf"(?:оформите|оформляйте|подайте заяв\w+ на|отправьте заяв\w+ на|сделайте|закажите)(?:,? пожалуйста,?)? {_DEED}|{_DEED}\w{{0,2}} (?:оформите|оформляйте|сделайте|закажите)(?!\w)"
)
_DONE = Expression(
    rf"{_DEED}\w{{0,2}}(?: \w+){{0,4}}? (?:уже )?(?:произвед[её]н\w?|выполнен\w?|сделан\w?|провед[её]н\w?|осуществл[её]н\w?|оформлен\w?)(?!\w)|(?:произвед[её]н\w?|выполнен\w?|сделан\w?|провед[её]н\w?|осуществл[её]н\w?) {_DEED}"
)
_NEEDED = Expression(
    rf"для (?:проведения |оформления |осуществления |получения )?{_DEED}\w{{0,2}}(?: \S+){{0,8}}? (?:нужно|необходимо|надлежит|требуется|следует|подайте|направьте|отправьте|пришлите)"
)
# Exceptions, conditions and turns that make both true.
_BOTH = Expression(
    r"(?<!\w)(?:однако|но|зато|вместе с тем|тем не менее|исключени\w+|кроме|если|повторн\w+|частичн\w+|друг\w+|нов\w+|следующ\w+|друго\w+|в случае|при (?:браке|обнаружении|несогласии|необходимости|наличии)|за остальн\w+)(?!\w)"
)
_HANDED_OVER = Expression(r"(?<!\w)(?:вручен[оа]?|выдан[оа]?) (?:адресату|получателю|вам)|получен[оа]? (?:адресатом|получателем|вами)(?!\w)")
_TO_ARRIVE = Expression(
    r"(?<!\w)(?:е[её]|его) (?:прибытие|поступление|доставка|вручение)(?: \S+){0,5}? (?:прогнозируется|ожидается|планируется|запланирован\w?)|(?<!\w)(?:она|он|оно) (?:прибудет|поступит|будет доставлен\w?)"
)
_OPEN = r"(?:(?:работа|открыт|принима|обслужива)\w*|жд[её]м(?: вас)?)"
_NO_OTHER_DAY = r"(?:(?!понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)[а-яё0-9]+ )"
# A weekday on which nobody is there, and on which somebody is.
_DAYS = tuple(
    (
        Expression(rf"(?<!\w){day}\w{{0,3}}(?:,? и \w+| \d{{1,2}} \w+)?(?: —| –| -|:)? {_NO_OTHER_DAY}{{0,4}}(?:не работает|выходн)"),
        Expression(rf"(?<!\w)в[о]? {day}\w{{0,2}}[^.;]{{0,40}}{_OPEN}[^.;]{{0,12}} с \d|{_OPEN} в[о]? {day}\w{{0,2}}[^.;]{{0,12}} с \d"),
    )
    for day in ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
)
# What cannot both be, whatever the deed.
_EITHER = (
    (Expression(r"признан\w? страхов|признается страхов"), Expression(r"не покрыва|в выплате (?:будет )?отказ|выплат\w+ не (?:производ|положен)")),
    (
        Expression(r"списани\w+ было одно|дважды не списыва|двойного списания не было"),
        Expression(r"втор\w+ списани\w+ верн|лишн\w+ списани\w+ верн|верн[а-яё]+ втор\w+ списани"),
    ),
    (Expression(r"деньги (?:вам )?(?:уже |вчера )?(?:отправ|перечисл|верну)"), Expression(r"могут (?:и )?отказать|ещ[её] (?:смотр|рассматрива|проверя)")),
    (
        Expression(
            r"(?:деньги|средства)[^.]{0,40} (?:были )?(?:перечислены|возвращены|отправлены|зачислены)(?!\w)|(?:деньги|средства)[^.]{0,25} (?:вернули|перечислили)"
        ),
        Expression(r"заявк\w (?:на возврат )?(?:находится на рассмотрении|рассматривается)|решение по (?:ней|возврату|заявке)[^.]{0,12} будет принято"),
    ),
    (Expression(r"не работа\w+,? то есть работа"), Expression(r"не работа\w+,? то есть работа")),
)


def contradictions(draft: Document) -> Iterator[str]:
    """What contradicts what, both in the draft's words."""
    said = [(s.text, low) for s in body_of(draft) if not _BOTH.search(low := flat(s.text))]
    for first, second in ((_DENIED, _INVITED), (_DONE, _NEEDED)):
        asked = [(text, deeds) for text, low in said if (deeds := _deeds(second, low))]
        for text, low in said if asked else ():
            mine = _deeds(first, low)
            yield from (f"«{text}» и «{other}»" for other, deeds in asked if other != text and mine & deeds)
    coming = [text for text, low in said if _TO_ARRIVE.search(low)]
    for text, low in said if coming else ():
        if _HANDED_OVER.search(low):
            yield from (f"«{text}» и «{other}»" for other in coming if other != text)
    yield from _days_off(draft)
    yield from _either(draft)
    yield from _possible_and_not(draft)


# «Изменение адреса возможно» beside «изменение адреса на данном этапе не производится».
_POSSIBLE = Expression(rf"^{_DEED}\w{{0,2}}(?: \S+){{0,6}}? (?:возможн[аоы]?|доступн[аоы]?)(?=[,.! ]|$)")
_IMPOSSIBLE = Expression(rf"(?:^|, ){_DEED}\w{{0,2}}(?: \S+){{0,5}}? (?:не (?:производ\w+|осуществля\w+|предусмотрен\w?|возможн\w*)|невозможн\w?)")
_LIMITED = Expression(r"(?<!\w)(?:если|кроме|однако|но|зато|только|после|до|при|за исключением|в течение|не более|раз в|частичн\w+|повторн\w+)(?!\w)")


def _possible_and_not(draft: Document) -> Iterator[str]:
    said = [(s.text, low) for s in body_of(draft) if not _LIMITED.search(low := flat(s.text))]
    able = [(text, deeds) for text, low in said if (deeds := _deeds(_POSSIBLE, low))]
    for text, low in said if able else ():
        not_able = _deeds(_IMPOSSIBLE, low)
        yield from (f"«{other}» и «{text}»" for other, deeds in able if other != text and deeds & not_able)


def _either(draft: Document) -> Iterator[str]:
    """«Списание было одно» and «второе списание вернём»."""
    said = [(s.text, flat(s.text)) for s in body_of(draft)]
    for one, another in _EITHER:
        first, second = (next((text for text, low in said if found.search(low)), None) for found in (one, another))
        if first is not None and second is not None:
            yield f"«{first}»" if first == second else f"«{first}» и «{second}»"


def _deeds(expression: Expression, low: str) -> frozenset[str]:
    """The stems of the deeds that the sentence says this of."""
    return frozenset(next(filter(None, m.groups())) for m in expression.finditer(low))


def _days_off(draft: Document) -> Iterator[str]:
    """«В субботу работает с 9:00» and «суббота — выходной»."""
    said = [(s.text, flat(s.text)) for s in draft.sentences]
    for off, on in _DAYS:
        closed = next((text for text, low in said if off.search(low)), None)
        opened = next((text for text, low in said if text != closed and on.search(low)), None)
        if opened is not None and closed is not None:
            yield f"«{opened}» и «{closed}»"
