"""A client called by a pet name: «Людочка», «Серёженька», made from a given name that nobody has shortened but us."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.salutations import called, calls

_ENDINGS = ("очка", "ечка", "енька", "онька", "ушка", "юшка", "ишка", "юша", "уша", "уля", "юля", "ульчик", "уся", "юся", "унчик", "ончик", "ик", "ка")
_NAME_ENDINGS = ("а", "я", "ей")
# A name that is a word, too («Галочка», «Светик»), counts for a client whose name begins so.
_ALIKE = 2


def pet_names(document: Document, client_name: str | None, own_words: frozenset[str]) -> Iterator[tuple[Token, str | None]]:
    """Each pet name that calls somebody, and what to call the client by. `own_words`: what the client has written, a name there is his own choice."""
    for token in _PET.words(document):
        if not token.capital or token.norm in own_words or not calls(document, token.text):
            continue
        sentence = document.sentences[token.sentence]
        if sentence.text.lower().startswith("с уважением"):
            continue
        name = client_name or ""
        if token.norm in {part.lower().replace("ё", "е") for part in name.split()}:
            continue
        alike = name.lower().replace("ё", "е")[:_ALIKE] == token.norm[:_ALIKE]
        if alike or _names_only(token.norm):
            yield token, called(name) if alike else None


@lru_cache(maxsize=4_096)
def _is_pet(form: str) -> bool:
    return any(form.endswith(ending) and _made_from_name(form, ending) for ending in _ENDINGS)


def _made_from_name(form: str, ending: str) -> bool:
    stem = form.removesuffix(ending)
    # «Толик», «Анжелика» are names by themselves; «Иринка» is Ирина.
    return len(stem) > 1 and not (form.endswith(("ик", "ика")) and _given(form)) and any(_given(stem + end) for end in _NAME_ENDINGS)


def _given(form: str) -> bool:
    return any(p.feats["NameType"] == "Giv" for p in morph.proper(form.capitalize()))


@lru_cache(maxsize=1_000)
def _names_only(form: str) -> bool:
    """«Людочка»; «ромашка», «галочка» are words as well."""
    return not morph.word(form).known or _given(form)


_PET = Mark(_is_pet)
