"""How the report's numbers and names are written, in Russian."""

from __future__ import annotations

from rewriter.evaluation.compared import Broken, Measured
from rewriter.evaluation.verdict import named, number

__all__ = [
    "EXPECTED",
    "EXPECTED_OF",
    "OUTCOMES",
    "REPAIRS",
    "SEVERITIES",
    "UNPAIRED",
    "amount",
    "broken",
    "interval",
    "milliseconds",
    "named",
    "number",
    "percent",
    "shift",
]

OUTCOMES = {"right": "верно", "wrong": "неверно", "review": "на проверку", "unscored": "не оценено"}
SEVERITIES = {"error": "ошибка", "warning": "замечание", "info": "совет"}
EXPECTED = {"must_keep": "не сохранено", "must_go": "осталось лишнее", "order": "не по порядку", "status": "не тот исход, нужен"}
EXPECTED_OF = {"must_keep": "есть", "must_go": "нет", "order": "по порядку", "status": "исход"}
REPAIRS = {"none": "как ответила модель", "fixed": "исправлено правилами", "asked-again": "переспросили модель", "rules-only": "без модели, по правилам"}
UNPAIRED = {
    "only-base": "есть только в прежнем прогоне",
    "only-new": "есть только в новом прогоне",
    "changed": "случай изменился",
    "unscored-base": "не оценено в прежнем прогоне",
    "unscored-new": "не оценено в новом прогоне",
    "unscored-both": "не оценено в обоих",
}
_MINUS = "−"


def percent(share: float, digits: int = 0) -> str:
    """«93 %»; the space does not break."""
    return f"{share * 100:.{digits}f}\u00a0%".replace(".", ",")


def milliseconds(ms: float) -> str:
    """«35 мс», «1,2 с», «75 с»."""
    if abs(ms) < 1000:
        return f"{ms:.0f} мс"
    return f"{ms / 1000:.1f} с".replace(".", ",") if abs(ms) < 60_000 else f"{ms / 1000:.0f} с"


def amount(value: float, unit: str) -> str:
    """A mean in its unit."""
    return percent(value, 1) if unit == "share" else milliseconds(value) if unit == "ms" else f"{value:.1f}".replace(".", ",")


def shift(value: float, unit: str) -> str:
    """A difference with its sign: «+1,7 п. п.», «−3,0», «+120 мс»."""
    size = abs(value)
    text = f"{size * 100:.1f} п. п.".replace(".", ",", 1) if unit == "share" else amount(size, unit)
    sign = "" if not any(c in "123456789" for c in text) else "+" if value > 0 else _MINUS
    return sign + text


def interval(measured: Measured) -> str:
    """«от −6,7 до 0,0» in the measure's unit; a dash where one case alone has it."""
    low, high = measured.difference.low, measured.difference.high
    if low is None or high is None:
        return "—"
    if measured.unit == "share":
        return f"от {_signed(low * 100)} до {_signed(high * 100)} п. п."
    if measured.unit == "ms":
        return f"от {shift(low, 'ms')} до {shift(high, 'ms')}"
    return f"от {_signed(low)} до {_signed(high)}"


def _signed(value: float) -> str:
    text = f"{abs(value):.1f}".replace(".", ",")
    return text if text == "0,0" else ("+" if value > 0 else _MINUS) + text


def broken(what: Broken) -> str:
    """«ошибка no-law-citations «п. 34»: …», «не сохранено «30 дней»»."""
    words = f" «{' '.join(what.text.split())}»" if what.text.strip() else ""
    if what.rule:
        return f"{SEVERITIES[what.severity or 'error']} {what.rule}{words}" + (f": {what.message}" if what.message else "")
    return f"{EXPECTED.get(what.expected, what.expected)}{words}" if what.expected else what.message
