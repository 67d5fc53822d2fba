"""The draft made ready: what must go is mended or cut by rule, and the sentences stand in the order of the client's questions."""

from __future__ import annotations

import re

from rewriter.checker import Selection, fix, tidy, violations_of
from rewriter.loop.addressed import able_himself, addressed
from rewriter.loop.cuts import CUTTABLE, salvaged
from rewriter.loop.hollow import without_hollow
from rewriter.loop.instructions import instructed
from rewriter.loop.lead_ins import without_lead_ins
from rewriter.loop.order import Closeness, Unit, ordered
from rewriter.loop.parted import parted
from rewriter.loop.spelled_out import spelled_out
from rewriter.text.document import Document, read
from rewriter.text.edits import apply
from rewriter.text.enumerated import marks_in
from rewriter.text.injection import injected, without_injected
from rewriter.text.reading import Reading
from rewriter.text.salutations import body_of

# Rules of how something is said whose repairs are sure.
_SAID = ("plain-words", "plain-syntax", "gendered-forms", "capital-vy", "no-bare-imperatives", "spelling", "jargon")
_SENTENCE_RULES = Selection(frozenset((*CUTTABLE, *_SAID)))
# Of these only what is out of place is cut; what is missing the composed reply gets from the pack.
_MISPLACED = Selection(frozenset(("apology-fits", "holding-phrase")))


def prepare(reading: Reading, closeness: Closeness | None = None, *, boldly: bool = False) -> tuple[Unit, ...]:
    """The draft's units in the order to be said, cut and replaced; the result still has to be judged.

    `closeness` helps where an answer shares no word with its question; `boldly` moves answers also where it is not sure that they stand wrong.
    """
    text = _with_dashes(without_lead_ins(reading, _without_courtesy(reading), apart=False))
    text = apply(text, spelled_out(read(text)))
    text = apply(text, able_himself(read(text)))
    text = fix(reading, text, _SENTENCE_RULES).text
    text = without_hollow(reading, salvaged(reading, text))
    text = without_lead_ins(reading, _without_misplaced(reading, text), apart=True)
    said = apply(text, addressed(reading, read(text)))
    said = apply(said, instructed(read(said)))
    if said != text:
        # «Вы» as the rest of the draft has it, «пожалуйста» where it is wanted.
        text = fix(reading, said, _SENTENCE_RULES).text
    if len(reading.questions) > 1:
        text = apply(text, list(parted(read(text))))
    return ordered(reading, read(text), closeness, boldly=boldly)


def _with_dashes(text: str) -> str:
    """«перенос - администратором»: what is typed as a hyphen between spaces is a dash, or an arrow on a way through menus; a list's mark at the beginning of a line stays."""
    text = re.sub(r"(?<=») - (?=[«A-ZА-ЯЁ])", " → ", text)
    return re.sub(r"(?<=[^\s\d]) - (?=\S)|(?<=\d) - (?=[^\s\d])", " — ", text)


def unprepared(reading: Reading) -> tuple[Unit, ...]:
    """The body of the draft as it stands, in its own order."""
    return tuple(Unit(s.text) for s in body_of(reading.draft))


def _without_courtesy(reading: Reading) -> str:
    """The body of the draft: the pack composes greeting, farewell and the rest; what speaks to a model goes."""
    draft = reading.draft
    said = _on_lines(read(tidy(without_injected(draft))) if injected(draft) else draft)
    return _joined(said, [s.index for s in body_of(said)])


def _on_lines(document: Document) -> Document:
    """Each point of a list that runs on («1. … 2. …») on a line of its own: its number belongs to what stands behind it."""
    text = document.text
    starts = [document.tokens[index].start for index in marks_in(document)]
    edits = [(start - 1, start, "\n") for start in starts if start and text[start - 1] == " " and text[start - 2] in ".!?"]
    return read(apply(text, edits)) if edits else document


def _without_misplaced(reading: Reading, text: str) -> str:
    """Without apologies for prices and «one moment» before an answer."""
    found = [v for v in violations_of(reading, read(text), _MISPLACED)[0] if v.end > v.start and v.suggestion is not None]
    document = read(tidy(apply(text, [(v.start, v.end, v.suggestion or "") for v in found])))
    # What stood before a greeting may have been cut.
    return _joined(document, [s.index for s in body_of(document)]) or text


def _joined(document: Document, indices: list[int]) -> str:
    """The sentences with the separators that stood before them."""
    parts: list[str] = []
    for index in indices:
        sentence = document.sentences[index]
        before = document.sentences[index - 1].end if index else 0
        gap = document.text[before : sentence.start]
        parts.append(("\n" if "\n" in gap else " ") + _without_name(sentence.text) if parts else _without_name(sentence.text))
    return tidy("".join(parts))


_HEDGE = r"насколько (?:я |мы )?(?:вижу|видим|понимаю|понимаем|помню|помним|знаю|знаем)"


def _without_name(text: str) -> str:
    """A sentence without what it opens with: a greeting («Здравствуйте, срок…»), a title, «слушайте»."""
    text = re.sub(r"^уважаем[а-я]+ (?:клиент|покупатель|пользователь|абонент|получатель)[а-я]*[,!]\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:женщина|мужчина|девушка|дамочка|гражданка|гражданин|любезн(?:ый|ая)|дорогуша|милочка)[,!]\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:успокойтесь|не нервничайте|не кричите)[,.!]\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:очевидно|понятно|ясно)(?: же| ведь), что\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"^(?:так, )?(?:минут(?:у|ку|очку)|секунд(?:у|ку|очку)|момент),? (?:уже )?(?:уточнил|проверил|посмотрел|нашла|нашёл|нашел|узнал)[аи]?[:,—–-]\s+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(rf"^{_HEDGE}, ?|,\s*{_HEDGE}(?=\.|,)|(?<=, ){_HEDGE} ", "", text, flags=re.IGNORECASE).strip()
    text = re.sub(r",\s+(?:женщина|мужчина|девушка|дамочка|гражданка)(?=[.!?,])", "", text, flags=re.IGNORECASE)
    # «Слушайте, администратор забыла …» is how one talks back.
    text = re.sub(r"^(?:слушайте|послушайте|короче|короче говоря)[,!]\s+", "", text, flags=re.IGNORECASE)
    text = text[:1].upper() + text[1:]
    rest = re.sub(r"^(?:здравствуйте|добр(?:ый|ое|ого) (?:день|вечер|утро|дня))(?:, [А-ЯЁ][а-яё]+)?[,.!]\s+", "", text, flags=re.IGNORECASE)
    return rest[:1].upper() + rest[1:] if rest != text else text
