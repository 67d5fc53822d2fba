"""Russian numbers in messages."""

from __future__ import annotations


def plural(count: int, one: str, few: str, many: str) -> str:
    """`count` with the word in its form: 1 файл, 2 файла, 5 файлов."""
    tens, units = count % 100, count % 10
    word = many if 11 <= tens <= 14 else one if units == 1 else few if 2 <= units <= 4 else many
    return f"{grouped(count)} {word}"


def grouped(count: int) -> str:
    """20000 → «20 000»."""
    return f"{count:,}".replace(",", " ")


def seconds(milliseconds: float) -> str:
    """«0,04 с», «12,3 с», «2 мин 5 с»."""
    s = milliseconds / 1000
    if s >= 100:
        return f"{int(s) // 60} мин {int(s) % 60} с"
    return f"{s:.2f} с".replace(".", ",") if s < 1 else f"{s:.1f} с".replace(".", ",")


def megabytes(size: float) -> str:
    """«1,1 ГБ», «35 МБ»."""
    return f"{size / 1e9:.1f} ГБ".replace(".", ",") if size >= 1e9 else f"{size / 1e6:.0f} МБ"
