"""What the client asks to be told in figures and the draft has no word of: a price, a term, a weight. Only a person can look it up."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.reading import Reading

# What is asked, and what any answer to it would have a word of.
_MEASURES = (
    (
        "цену",
        Expression(r"(?<!\w)сколько (?:\w+ ){0,3}(?:стоит|стоят|стоить|обойд[её]тся)(?!\w)|(?<!\w)(?:какова|какая) (?:\w+ )?(?:цена|стоимость)(?!\w)"),
        Expression(
            r"платн|плат[аыуеи]|плати|оплат|платеж|стои[мтя]|цен[аыуе]|руб|₽|\d р(?!\w)|тариф|сум[мн]|взима|безвозмездн|даром|за сч[её]т|счет[аеу]?(?!\w)|скидк|прайс|прейскурант|калькулятор|рассч|расч[её]т|комисси|\$|€|доллар|евро|в подарок|включен[аоы]?(?!\w)"
        ),
    ),
    (
        "срок",
        Expression(r"^\W*(?:и |а |но |ну )?(?:когда|через сколько|сколько (?:мне |нам |ещ[её] )?ждать|как долго ждать)(?!\w)"),
        Expression(
            r"\d|сегодня|завтра|вчера|час|минут|(?<!\w)дн[яеией]|день|дней|недел|месяц|(?<!\w)год|срок|врем|скоро|сразу|после|пока|до (?:этого|того)|кажд|ежедн|понедел|вторник|сред[ауеы]|четверг|пятниц|суббот|воскрес|утр|вечер|ноч|уже|как только|немедлен|незамедл|автоматич|ближайш|поздн|позже|ранее|раньше|момент|теперь|мгнов|онлайн|дат[аыуе]|график|расписани|очеред|истеч|начал|конец|конц|если|при |не получится|невозможн|отмен|не будет"
        ),
    ),
    (
        "вес",
        Expression(r"(?<!\w)сколько (?:\w+ ){0,3}(?:весит|весят)(?!\w)|(?<!\w)какой (?:\w+ )?вес(?!\w)"),
        Expression(r"(?<!\w)вес(?:а|у|ом|е|ит|ят)?(?!\w)|масс[аыуео]|(?<!\w)кг|килограмм|грамм|(?<!\w)г(?!\w)|тяж[её]л|л[её]гк|тонн|лимит|габарит"),
    ),
)


def measures_asked(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is asked for (Russian, accusative) and the question, where the draft tells nothing of it."""
    draft = flat(reading.case.draft)
    for question in reading.questions:
        low = flat(question.text)
        for name, asked, told in _MEASURES:
            if asked.search(low) and not told.search(draft):
                yield name, question.text
