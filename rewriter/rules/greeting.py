"""greeting: a greeting on first contact only, and the client's name once or twice (000, 003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.phrasing import greeting as opening_words
from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import Document
from rewriter.text.edits import cut_span
from rewriter.text.naming import named_too_often, too_often
from rewriter.text.reading import Reading
from rewriter.text.salutations import Greeting, called, calls, greetings_in, is_farewell


class GreetingOptions(Options):
    """`named`: the first greeting calls the client by name, where it is known."""

    named: bool = True


@rule("greeting", number=23, title="Приветствие и имя", source="000, 003", severity="warning", hard=False, options=GreetingOptions)
def greeting(reply: Document, case: Reading, options: GreetingOptions) -> Iterator[Found]:
    """Здороваются один раз, в начале разговора; письмо начинается с приветствия каждое. Имя согревает раз или два, дальше звучит как скрипт."""
    if not reply.words:
        return
    found = greetings_in(reply)
    first, letter = case.context.first_contact, case.channel == "email"
    name = called(case.context.client_name) if case.context.client_name else None
    if first is False and not letter:
        for one in found:
            yield _cut(reply, one, f"Разговор уже идёт: «{reply.text[one.start : one.end]}» лишнее, начните с ответа.")
    else:
        for one in found[1:]:
            yield _cut(reply, one, f"Второе приветствие: «{reply.text[one.start : one.end]}».")
    if first and not found and not case.mood.thanks_only:
        yield _missing(reply, case, letter, name)
    elif options.named and name and found and (first or letter) and not found[0].named and not calls(reply, name):
        yield from _unnamed(reply, found[0], name)
    if name:
        for use, (start, end, text) in named_too_often(reply, name):
            if not is_farewell(reply.sentences[use[0].sentence]):
                yield Found(start, end, too_often(name), text)


def _missing(reply: Document, case: Reading, letter: bool, name: str | None) -> Found:
    """At the very start; the name goes into the phrase, unless the reply already calls it."""
    phrase = opening_words(case, reply)
    if phrase is not None and name and calls(reply, name):
        phrase = phrase.replace(f", {name}", "")
    message = f"Первый ответ клиенту без приветствия: начните с «{phrase or 'Здравствуйте!'}»."
    return Found(0, 0, message, f"{phrase}{chr(10) * 2 if letter else ' '}" if phrase is not None and reply.text[:1].strip() else None)


def _unnamed(reply: Document, one: Greeting, name: str) -> Iterator[Found]:
    core = reply.text[one.start : one.core]
    if core.lower().startswith("уважаем") and one.whole:
        yield Found(
            one.start,
            one.end,
            f"«{reply.text[one.start : one.end]}» — обращение ни к кому, а имя клиента известно: «Здравствуйте, {name}».",
            f"Здравствуйте, {name}",
        )
        return
    if reply.text[one.core : one.core + 1] not in ("!", ".", ","):
        # «Уважаемый клиент!», «Здравствуйте ещё раз!»: the name does not simply follow.
        return
    yield Found(one.start, one.core, f"Имя клиента известно: «{core}, {name}».", f"{core}, {name}")


def _cut(reply: Document, one: Greeting, message: str) -> Found:
    sentence = reply.sentences[one.sentence]
    if one.whole and len(reply.sentences) == 1:
        return Found(one.start, one.end, message)
    start, end, text = cut_span(reply, sentence.start, sentence.end) if one.whole else cut_span(reply, one.start, one.end)
    return Found(start, end, message, text)
