"""A pack's situations, loaded once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rewriter.pack import Pack, PackError, load_yaml, place_of
from rewriter.training.situations.schema import SituationsFile
from rewriter.values import value_in_russian

FILE = "situations.yaml"


def situations_of(pack: Pack) -> SituationsFile:
    """The situations of the pack itself: those of a pack it extends are another team's. Raises PackError, with `file:line:col`."""
    path = pack.prompt_folders[0] / FILE if pack.prompt_folders else Path(FILE)
    if not path.is_file():
        raise PackError(f"{path}: нет такого файла, а примеры составляются по ситуациям из него. Образец: prompts/base/{FILE}.")
    return _loaded(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _loaded(path: Path, stamp: int) -> SituationsFile:  # noqa: ARG001 - a changed file is another key
    try:
        return TypeAdapter(SituationsFile).validate_python(load_yaml(path))
    except ValidationError as error:
        lines = [f"{place_of(path, e['loc'])}: {value_in_russian(e)}" for e in error.errors(include_url=False)]
        raise PackError("\n".join(lines)) from None
