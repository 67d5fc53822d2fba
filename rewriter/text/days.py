"""Days of a month told without it: «до 18-го», «4-е — праздник», «5 числа», «двенадцатого»; the date beside them, or the reader, knows the month."""

from __future__ import annotations

from rewriter.text import numerals
from rewriter.text.document import Document, Token
from rewriter.text.expressions import Expression

_NTH = Expression(r"(\d{1,2})-?(?:го|е|ое|му)$")
_PLAIN = Expression(r"\d{1,2}$")
_LAST = 31
_AGREEING = frozenset(("Masc", "Neut"))


def day_at(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """The day that is told at the token in digits, and where it ends; None where the number counts a thing: «до 3-го этажа»."""
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.norm in ("число", "числа", "числу", "числе") and (m := _NTH.match(token.norm) or _PLAIN.match(token.norm)):
        end, day = after.end, int(m[1] if m.re.groups else m[0])
    elif (m := _NTH.match(token.norm)) and not _counts(token, after):
        end, day = token.end, int(m[1])
    else:
        return None
    return (day, end) if 1 <= day <= _LAST else None


def _counts(token: Token, after: Token | None) -> bool:
    """Whether the ordinal agrees with what stands behind it: «5-го подъезда», «2-е отделение»."""
    if after is None or after.kind != "word" or after.word is None or after.sentence != token.sentence:
        return False
    nominative = token.norm.endswith("е")
    return any(
        p.pos in ("NOUN", "ADJ", "PROPN")
        and p.prob > _LIKELY
        and p.feats.get("Number") == "Sing"
        and p.feats.get("Gender") in _AGREEING
        and (p.feats.get("Case") in ("Nom", "Acc") if nominative else p.feats.get("Case") in ("Gen", "Dat", "Loc", "Acc"))
        for p in after.word.parses
    )


_LIKELY = 0.1


def days_in_words(document: Document) -> frozenset[int]:
    """Days told as ordinals in words, which may as well be other things' numbers: «привезём двенадцатого», «до пятого»."""
    found = set()
    for i, token in enumerate(document.tokens):
        day = numerals.ordinal_day(token.norm) if token.word is not None else None
        tens = numerals.small(document.tokens[i - 1]) if i and document.tokens[i - 1].word is not None else None
        if day is not None and not _counts(token, document.tokens[i + 1] if i + 1 < len(document.tokens) else None):
            found.add(int(tens) + day if tens in (20, 30) and day < 10 else day)
    return frozenset(found)
