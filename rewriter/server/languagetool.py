"""LanguageTool's `/v2/check`: our violations as its matches, so that its browser extension, LibreOffice and editors show them. Rules only, no model.

Offsets count UTF-16 units, as its clients do; ours count code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form

from rewriter import __version__
from rewriter.case import Case
from rewriter.checker import Selection
from rewriter.result import Violation
from rewriter.rules import rules
from rewriter.server.api import TheDesk
from rewriter.server.errors import ServiceError
from rewriter.server.gateway.packs import default_pack
from rewriter.text.document import Document, read

router = APIRouter(prefix="/v2", tags=["LanguageTool"])
_LONGEST = 20_000
_AROUND = 40
_RUSSIAN = {"name": "Russian", "code": "ru", "longCode": "ru-RU"}
_CATEGORIES = {
    "error": ("REWRITER_HARD", "Жёсткие правила ответа", "grammar"),
    "warning": ("REWRITER_STYLE", "Стиль ответа", "style"),
    "info": ("REWRITER_ADVICE", "Советы", "style"),
}
_SPELLING = ("TYPOS", "Орфография", "misspelling")
_SPELLING_RULES = frozenset(("spelling",))
Text = Annotated[str | None, Form()]


@router.get("/languages")
async def languages() -> list[dict[str, str]]:
    """Язык здесь один."""
    return [_RUSSIAN, {**_RUSSIAN, "longCode": "ru"}]


@router.post("/check")
async def check(
    desk: TheDesk,
    language: Annotated[str, Form(max_length=40)] = "auto",
    text: Text = None,
    data: Text = None,
    pack: Text = None,
    enabled_rules: Annotated[str, Form(alias="enabledRules")] = "",
    disabled_rules: Annotated[str, Form(alias="disabledRules")] = "",
    disabled_categories: Annotated[str, Form(alias="disabledCategories")] = "",
    enabled_only: Annotated[bool, Form(alias="enabledOnly")] = False,
) -> dict[str, Any]:
    """Проверка текста как у LanguageTool; `pack` — наш пакет стиля. Прочие поля LanguageTool принимаются и ни на что не влияют."""
    name = pack or default_pack(desk)
    if name not in desk.packs:
        raise ServiceError(422, "unknown_pack", f"Пакета «{name[:60]}» здесь нет. Есть: {', '.join(desk.packs)}.")
    source = _annotated(data) if data is not None and text is None else _Source.of(text or "")
    if len(source.text) > _LONGEST:
        raise ServiceError(413, "too_large", f"Текст длиннее {_LONGEST} знаков. Разбейте его на части.")
    found: list[dict[str, Any]] = []
    if _is_russian(language) and source.text.strip():
        result = await desk.check(Case(pack=name, draft=source.text), _selected(enabled_rules, disabled_rules, only=enabled_only))
        document = read(source.text)
        unwanted = _names(disabled_categories)
        found = [m for v in result.violations if (m := _match(source, document, v)) is not None and m["rule"]["category"]["id"] not in unwanted]
    return {
        "software": {"name": "rewriter", "version": __version__, "buildDate": "", "apiVersion": 1, "premium": False, "premiumHint": "", "status": ""},
        "warnings": {"incompleteResults": False},
        "language": {"name": "Russian", "code": "ru-RU", "detectedLanguage": {"name": "Russian", "code": "ru-RU", "confidence": 1.0, "source": "rewriter"}},
        "matches": found,
    }


def _is_russian(language: str) -> bool:
    """`auto`, `ru`, `ru-RU`; to texts in other languages we have nothing to say."""
    return language.lower().replace("_", "-").partition("-")[0] in ("auto", "ru", "")


def _names(listed: str) -> frozenset[str]:
    return frozenset(part.strip() for part in listed.split(",") if part.strip())


def _selected(enabled: str, disabled: str, *, only: bool) -> Selection:
    """Ids of LanguageTool's own rules, which clients send along, are none of ours."""
    known = frozenset(rules())
    return Selection(_names(enabled) & known if only else frozenset(), _names(disabled) & known)


# the text ---------------------------------------------------------------------------------------------------------


class _Source(NamedTuple):
    """`text` is what is judged; its character i stands from `starts[i]` to `ends[i]` in what the client has sent, in UTF-16 units."""

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> _Source:
        """Plain text."""
        text = _whole(text)
        edges = [0, *accumulate(_width(c) for c in text)]
        return cls(text, edges[:-1], edges[1:])


def _width(char: str) -> int:
    return 2 if ord(char) > 0xFFFF else 1


def _length(text: str) -> int:
    return sum(map(_width, text))


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, each of which counts as one unit, as its replacement does."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _annotated(data: str) -> _Source:
    """Text between markup, as editors with formats send it: `{"annotation": [{"text": …}, {"markup": …, "interpretAs": …}]}`. Raises ServiceError."""
    try:
        parts = json.loads(data)["annotation"] if "annotation" in data else [{"text": json.loads(data)["text"]}]
        said = list(_parts(parts))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ServiceError(400, "invalid_data", 'Поле data: нужен JSON вида {"annotation": [{"text": "…"}, {"markup": "<b>"}]}.') from None
    text, at = "", 0
    starts: list[int] = []
    ends: list[int] = []
    for shown, sent in said:
        part, length = _Source.of(shown), _length(_whole(sent))
        text += part.text
        # What markup is read as stands where the markup stands.
        starts += [at + n for n in part.starts] if shown == sent else [at] * len(part.text)
        ends += [at + n for n in part.ends] if shown == sent else [at + length] * len(part.text)
        at += length
    return _Source(text, starts, ends)


def _parts(parts: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What each part is read as, and what it is in the client's text."""
    for part in parts:
        if "text" in part:
            yield str(part["text"]), str(part["text"])
        else:
            yield str(part.get("interpretAs") or ""), str(part["markup"])


# a match ----------------------------------------------------------------------------------------------------------


def _match(source: _Source, document: Document, violation: Violation) -> dict[str, Any] | None:
    """The violation; None where it is of the whole text and has no place to underline (a farewell that is missing)."""
    if violation.end <= violation.start:
        return None
    offset, end = source.starts[violation.start], source.ends[violation.end - 1]
    if end <= offset:
        return None
    rule = rules()[violation.rule]
    category, category_name, kind = _SPELLING if violation.rule in _SPELLING_RULES else _CATEGORIES[violation.severity]
    around = max(0, violation.start - _AROUND), min(len(source.text), violation.end + _AROUND)
    before, behind = ("…" if around[0] else ""), ("…" if around[1] < len(source.text) else "")
    sentence = document.sentence_at(violation.start)
    return {
        "message": violation.message,
        "shortMessage": rule.title,
        "replacements": [] if violation.suggestion is None else [{"value": violation.suggestion}],
        "offset": offset,
        "length": end - offset,
        "context": {
            "text": f"{before}{source.text[around[0] : around[1]]}{behind}".replace("\n", " "),
            "offset": _length(before + source.text[around[0] : violation.start]),
            "length": _length(violation.text),
        },
        "sentence": (sentence.text if sentence is not None else violation.text).strip(),
        "type": {"typeName": "UnknownWord" if kind == "misspelling" else "Hint" if kind == "style" else "Other"},
        "rule": {
            "id": violation.rule,
            "description": rule.title,
            "issueType": kind,
            "category": {"id": category, "name": category_name},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }
