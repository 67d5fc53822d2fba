"""A good reply made into a draft in officialese: sentence by sentence by the model, with values as placeholders, or by a table of words."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from rewriter import prompt
from rewriter.backends.protocol import Backend, Message, Request
from rewriter.case import Case
from rewriter.checker import tidy
from rewriter.loop.acceptance import flaw, refusal
from rewriter.loop.sentences import mask
from rewriter.pack import Pack, PackError, data_root, load_yaml, place_of
from rewriter.text.agreement import disagreement
from rewriter.text.document import read
from rewriter.text.reading import Reading
from rewriter.values import value_in_russian

# How often the model may try a sentence.
_DRAWS = 2
_PLEASE = re.compile(r",? пожалуйста,?", re.IGNORECASE)
_YES = re.compile(r"^(?:Да|Нет), ([а-яё])")


class Wording(BaseModel):
    """A plain word or turn (a regular expression over whole words) and what officialese has for it, in the same form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plain: str
    stiff: str


@lru_cache(maxsize=1)
def wordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The table of `prompts/base/bureaucratise.yaml`. Raises PackError."""
    path = data_root() / "prompts" / "base" / "bureaucratise.yaml"
    try:
        found = TypeAdapter(tuple[Wording, ...]).validate_python(load_yaml(path))
    except ValidationError as error:
        raise PackError("\n".join(f"{place_of(path, e['loc'])}: {value_in_russian(e)}" for e in error.errors(include_url=False))) from None
    return tuple((re.compile(rf"(?<![\w-]){w.plain}" + (r"(?![\w-])" if w.plain[-1] not in ") " else ""), re.IGNORECASE), w.stiff) for w in found)


def by_words(text: str, random: Random, share: float = 0.9) -> str:
    """The text with its plain words stiff, each with the chance `share`; «пожалуйста» goes, and so does a «да» that begins an answer."""
    text = _YES.sub(lambda m: m[1].upper(), _PLEASE.sub("", text))
    for pattern, stiff in wordings():
        if random.random() < share:
            text = pattern.sub(lambda m, put=stiff: _cased(m, put), text)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    return tidy(text)


def _cased(found: re.Match[str], stiff: str) -> str:
    text = found.expand(stiff)
    return text[0].upper() + text[1:] if found[0][0].isupper() else text


def by_model(text: str, pack: Pack, backend: Backend, random: Random, seconds: float | None = 60.0) -> str:
    """The text as the model writes it in officialese. A sentence that came out in bad Russian or with another meaning is made stiff by the table of words.

    Raises BackendError, BackendUnavailable.
    """
    reading = Reading(Case(pack=pack.name, draft=text), pack)
    stiff = []
    for sentence in reading.draft.sentences:
        plain = sentence.text.strip()
        draws = (_sentence(plain, pack, backend, random.randrange(1_000_000), seconds) for _ in range(_DRAWS))
        stiff.append(next((said for said in draws if _holds(reading, plain, said)), None) or by_words(plain, random))
    return " ".join(stiff)


def _holds(reading: Reading, plain: str, said: str) -> bool:
    """Whether the model's sentence is sound, and the plain one would be a rewrite of it that the product accepts."""
    return bool(said) and flaw(read(plain), document := read(said)) is None and disagreement(document) is None and refusal(reading, said, plain) is None


def _sentence(text: str, pack: Pack, backend: Backend, seed: int, seconds: float | None) -> str:
    """What the model says, with the values put back; empty where it did not finish."""
    masked = mask(text)
    messages = messages_for(pack, masked.text)
    answer = backend.complete(
        Request(
            messages=messages,
            static_messages=len(messages) - 1,
            max_tokens=max(64, len(text)),
            temperature=0.7,
            seed=seed,
            grammar=masked.grammar if backend.supports_grammar else None,
            stop=("\n",),
            deadline_s=seconds,
        )
    )
    return tidy(masked.restore(answer.text.strip())) if answer.finish_reason == "stop" else ""


def messages_for(pack: Pack, sentence: str) -> tuple[Message, ...]:
    """The messages for one sentence: the examples of rewriting, each turned round."""
    messages: list[Message] = [{"role": "system", "content": prompt.render(pack, "bureaucratise_system.md.j2")}]
    for before, after in prompt.sentence_examples():
        messages.append({"role": "user", "content": after})
        messages.append({"role": "assistant", "content": before})
    return (*messages, {"role": "user", "content": sentence})
