"""What is wrong with a value that pydantic refuses, in Russian: which field, what it needs, what it got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TYPES = {
    "missing": "поля нет, а оно обязательно",
    "string_type": "нужна строка",
    "string_unicode": "в строке недопустимые знаки",
    "bool_type": "нужно true или false",
    "bool_parsing": "нужно true или false",
    "tuple_type": "нужен список",
    "list_type": "нужен список",
    "dict_type": "нужен объект {…}",
    "model_type": "нужен объект {…}",
    "model_attributes_type": "нужен объект {…}",
    "extra_forbidden": "лишнее поле",
    "int_type": "нужно целое число",
    "int_parsing": "нужно целое число",
    "int_from_float": "нужно целое число",
    "float_type": "нужно число",
    "float_parsing": "нужно число",
    "none_required": "значение должно быть пустым",
    "frozen_set_type": "нужен список",
    "set_type": "нужен список",
}


_BOUNDS = {
    "too_short": "нужно хотя бы столько значений: {}",
    "too_long": "значений может быть самое большее {}",
    "greater_than_equal": "нужно число не меньше {}",
    "less_than_equal": "нужно число не больше {}",
    "greater_than": "нужно число больше {}",
    "less_than": "нужно число меньше {}",
    "string_pattern_mismatch": "строка не подходит под образец {}",
}


def value_in_russian(error: Mapping[str, Any]) -> str:
    """A validation error of pydantic: which field, what it needs, what it got."""
    import json

    where = ".".join(str(step) for step in error["loc"]) or "значение"
    if error["type"] in _BOUNDS:
        bound = next((value for name, value in error["ctx"].items() if name not in ("actual_length", "field_type")), "")
        return f"{where}: {_BOUNDS[error['type']].format(bound)}"
    if error["type"] == "literal_error":
        needed = f"нужно одно из: {error['ctx']['expected'].replace(' or ', ', ').replace(chr(39), '')}"
    else:
        needed = _TYPES.get(error["type"], error["msg"])
    if error["type"] in ("missing", "string_unicode", "extra_forbidden"):
        return f"{where}: {needed}"
    try:
        got = json.dumps(error["input"], ensure_ascii=False)
    except (TypeError, ValueError):
        got = repr(error["input"])
    return f"{where}: {needed}, а не {got if len(got) <= 60 else got[:59] + '…'}"
