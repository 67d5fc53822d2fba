"""An operator's shorthand that no word list has put into words: «хран. 15 дн., опл. нал/карта», «ОЦ до 50 тыс.».

A client may not understand it, and nothing here can be sure of what it stands for: a reason to look.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import ABBREVIATIONS, Document, Token
from rewriter.text.reading import Reading

# Capitals that everybody knows.
_KNOWN = frozenset(
    "рф сша ес еаэс фз гк нк тк ук коап егрюл егрип егрн дд гг гггг кэп укэп мск спб смс ммс фио инн кпп бик снилс огрн мфц ук жк жкх тц трц бц ооо ао пао зао ип нко снт тсж нтв ндс ндфл осаго каско пк пко по ос тв вуз гост ту пин узи мрт кт экг дмс омс загс гаи гибдд мвд мчс фсб фнс "
    "фссп пфр сфр цб эцп эп пэп дтп азс лэп кб мб гб тб егэ огэ пдф смарт всд сд цд ежд ржд мцд мкад кад бц уфмс фмс ссср вов ок аон атс апк оао мин нии эдо лк кбк дк гк рт рб ху снг ес вип всё да нет или не но и а".split()
)
_FEW = 2
# Typed in haste, and without a full stop.
_CLIPPED = frozenset("отд мп лк ускор отпр зак тк дн макс оплач получ доставл инфа запаска прил комп док".split())


def shorthand(reading: Reading, reply: Document) -> Iterator[str]:
    """What reads like a note to oneself (Russian): cut words where there are several, letters that the client has not used himself."""
    said = {t.norm for document in (reading.client, reading.known) for t in document.tokens}
    cut = [t for t in reply.words if _is_cut(reply, t) and t.norm not in said]
    if len(cut) >= _FEW:
        yield "сокращения, которых клиент может не понять: " + ", ".join(f"«{t.text}.»" for t in cut[:3])
    if clipped := [t for t in reply.words if t.text in _CLIPPED and t.norm not in said and not _quoted(reply, t)]:
        yield "сокращения, которых клиент может не понять: " + ", ".join(f"«{t.text}»" for t in clipped[:3])
    for token in reply.words:
        if is_acronym(token) and token.norm not in said and not _quoted(reply, token) and not _day(reply, token):
            yield f"сокращение, которого клиент может не понять: «{token.text}»"


def _is_cut(document: Document, token: Token) -> bool:
    """A word that no dictionary has, with a full stop that ends no sentence: «опл.», «хран.», «отпр.»."""
    dot, following = (document.tokens[token.index + n] if token.index + n < len(document.tokens) else None for n in (1, 2))
    if dot is None or following is None or dot.text != "." or dot.start != token.end or not (following.text[0].islower() or following.text[0].isdigit()):
        return False
    return token.word is not None and not token.word.known and len(token.norm) > 1 and token.text[1:].islower() and token.norm not in ABBREVIATIONS


def is_acronym(token: Token) -> bool:
    """Capitals that not everybody knows."""
    return 2 <= len(token.text) <= 5 and token.text.isalpha() and token.text.isupper() and not token.text.isascii() and token.norm not in _KNOWN


def _day(document: Document, token: Token) -> bool:
    """«СБ 9:00-18:00»: a day of the week, and no security service."""
    following = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    return token.norm in _DAYS and following is not None and (following.kind == "number" or following.text in "-–—")


_DAYS = frozenset("пн вт ср чт пт сб вс".split())


def _quoted(document: Document, token: Token) -> bool:
    """Inside quotes it is a name."""
    before = document.text[: token.start]
    return before.count("«") > before.count("»")
