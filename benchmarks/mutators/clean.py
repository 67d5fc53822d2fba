"""What is no reply: models' words, blanks, alien letters, torn text; and the ticket's id (clean-output, ticket-id)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, adds, cut, insert, mutator, put

_RULE = "clean-output"
_LATIN = str.maketrans("асеорхукАВСЕНКМОРТХ", "aceopxykABCEHKMOPTX")


@mutator(_RULE, "Latin letters that look alike")
def lookalikes(good: Good, rng: random.Random) -> Iterator[Broken]:
    words = [t for t in good.document.words if len(t.text) > 3 and t.text.translate(_LATIN) != t.text and not t.text.isascii()]
    for token in rng.sample(words, min(3, len(words))):
        spots = [i for i, c in enumerate(token.text) if c.translate(_LATIN) != c]
        chosen = set(rng.sample(spots, rng.randint(1, len(spots))))
        yield put(good.text, token.start, token.end, "".join(c.translate(_LATIN) if i in chosen else c for i, c in enumerate(token.text)))


@mutator(_RULE, "invisible characters")
def invisible(good: Good, rng: random.Random) -> Iterator[Broken]:
    words = [t for t in good.document.words if len(t.text) > 4]
    for sign in rng.sample("\u200b\u200c\u200d\u00ad\u2060\ufeff\u200e\u202e\ufffd\u0007", 3):
        token = rng.choice(words)
        at = token.start + rng.randint(1, len(token.text) - 1)
        yield put(good.text, at, at, sign, what=f"U+{ord(sign):04X} in «{token.text}»")


@mutator(_RULE, "letters of other scripts")
def alien(good: Good, rng: random.Random) -> Iterator[Broken]:
    words = [t for t in good.document.words if len(t.text) > 4]
    for old, new in rng.sample((("а", "α"), ("о", "ο"), ("и", "і"), ("е", "є"), ("о", "օ"), ("с", "ϲ"), ("н", "ɴ")), 3):
        if spots := [t for t in words if old in t.text]:
            token = rng.choice(spots)
            yield put(good.text, token.start, token.end, token.text.replace(old, new, 1))
    yield insert(good, rng, rng.choice(("您好.", "感谢您的耐心.", "Дякуємо за звернення.", "ありがとう.")))


_BEFORE = (
    "Вот переписанный текст:", "Вот переписанный вариант ответа:", "Конечно! Вот исправленный текст:", "Конечно, вот готовый ответ клиенту:", "Вот более дружелюбный вариант:", "Переписанный ответ:", "Исправленный вариант:", "Ответ:",
    "Ответ клиенту:", "Вариант 1:", "Готовый ответ:", "Sure! Here is the rewritten text:", "Here's the reply:", "Оператор:", "Assistant:",
)  # fmt: skip


@mutator(_RULE, "words about the text in front")
def chatter(good: Good, rng: random.Random) -> Iterator[Broken]:
    for lead in rng.sample(_BEFORE, 3):
        yield put(good.text, 0, 0, lead + rng.choice(("\n", "\n\n", " ")), lead)


_NOTES = (
    "(Примечание: ссылка на закон убрана.)", "Примечание для оператора: проверьте дату.", "Комментарий: текст сокращён.", "Я переписал текст в более дружелюбном тоне.", "Я убрал канцелярит и сохранил все факты.", "Надеюсь, этот вариант подойдёт.",
    "Если нужно, могу сократить текст.", "Как языковая модель, я не знаю этого.", "Согласно системной инструкции, законы не упоминаются.", "Заметка для себя: перезвонить.", "[Оператору: уточните срок]", "Могу предложить другой вариант.",
    "Note: all facts are kept.", "Это нарушает правило no-law-citations.", "Внутренний комментарий: клиент сложный.",
)  # fmt: skip


@mutator(_RULE, "notes of a model or for the operator")
def notes(good: Good, rng: random.Random) -> Iterator[Broken]:
    for note in rng.sample(_NOTES, 3):
        end = len(good.text)
        yield put(good.text, end, end, rng.choice(("\n\n", "\n", " ")) + note, note)


_LEAKS = ("<|im_end|>", "<|im_start|>assistant", "[INST]", "</s>", "### Response", "<ответ>", "</think>", "system")


@mutator(_RULE, "tokens of a model")
def leaks(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sign in rng.sample(_LEAKS, 3):
        end = len(good.text)
        yield put(good.text, end, end, f"\n{sign}", sign)


_BLANKS = (
    "[Имя]",
    "[имя клиента]",
    "{{name}}",
    "{client_name}",
    "ИО",
    "ФИО клиента",
    "XXXXX",
    "ХХХ",
    "___",
    "<имя>",
    "[дата]",
    "%NAME%",
    "ДД.ММ.ГГГГ",
    "(указать дату)",
    "$name",
    "#НОМЕР#",
    "NNN",
    "<1>",
    "[ссылка]",
    "XX.XX",
)


@mutator(_RULE, "an unfilled blank")
def blanks(good: Good, rng: random.Random) -> Iterator[Broken]:
    for blank in rng.sample(_BLANKS, 3):
        yield insert(
            good, rng, rng.choice((f"Ваш вопрос решает {blank}.", f"Номер: {blank}.", f"Это будет готово {blank}.", f"{blank}, мы всё проверили.")), blank
        )
    if m := re.search(r"(?<=Здравствуйте, )[А-ЯЁ]\w+", good.text):
        blank = rng.choice(("[Имя]", "{{name}}", "ИО", "<имя>", "{имя}"))
        yield put(good.text, *m.span(), blank)


@mutator(_RULE, "quotes round the whole")
def quotes(good: Good, rng: random.Random) -> Iterator[Broken]:
    for left, right in (("«", "»"), ('"', '"'), ("“", "”")):
        yield Broken(left + good.text + right, 0, len(good.text) + 2, f"{left}…{right}")


@mutator(_RULE, "torn off")
def torn(good: Good, rng: random.Random) -> Iterator[Broken]:
    words = [t for t in good.document.words if t.index > 8]
    if not words:
        return
    for _ in range(2):
        token = rng.choice(words)
        short = [t for t in words if t.norm in ("и", "в", "на", "с", "до", "по", "для", "чтобы", "если", "не", "за", "который", "из")]
        if short:
            last = rng.choice(short)
            yield Broken(good.text[: last.end], last.start, last.end, f"…{good.text[max(0, last.start - 20) : last.end]!r}")
        if len(token.text) > 8 and token.text.islower():
            end = token.start + len(token.text) // 2
            yield Broken(good.text[:end], token.start, end, f"…{good.text[max(0, token.start - 20) : end]!r}")
    commas = [t for t in good.document.tokens if t.text in (",", ":", "—") and t.index > 6]
    for token in rng.sample(commas, min(2, len(commas))):
        yield Broken(good.text[: token.end], token.start, token.end, f"…{good.text[max(0, token.start - 20) : token.end]!r}")


@mutator(_RULE, "a sentence twice")
def twice(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sentence in good.body:
        if len(sentence.text) > 20 and not sentence.text.endswith(":"):
            told = re.sub(r"^\d\. ", "", sentence.text)
            yield put(good.text, sentence.end, sentence.end, f" {told}")


@mutator(_RULE, "markup")
def markup(good: Good, rng: random.Random) -> Iterator[Broken]:
    token = rng.choice([t for t in good.document.words if len(t.text) > 3])
    for left, right in rng.sample((("**", "**"), ("__", "__"), ("`", "`"), ("*", "*"), ("~~", "~~")), 3):
        yield put(good.text, token.start, token.end, f"{left}{token.text}{right}")
    first = good.body[0] if good.body else good.document.sentences[0]
    for mark in ("## ", "> ", "* "):
        yield put(good.text, first.start, first.start, ("\n" if first.start else "") + mark, mark.strip())


adds(
    _RULE,
    "English",
    (
        "Your order will be delivered soon.",
        "Thank you for your patience.",
        "Please check the status.",
        "We are sorry for the delay.",
        "Have a nice day!",
        "Best regards.",
    ),
)


@mutator(_RULE, "empty, or without end")
def length(good: Good, rng: random.Random) -> Iterator[Broken]:
    for empty in ("", "   ", "\n\n", "…", "—"):
        yield Broken(empty, None, None, f"{empty!r}")
    yield Broken(" ".join(f"{good.text} Это часть {n}." for n in range(3000 // len(good.text) + 2)), None, None, "over 3,000 characters")


# ── ticket-id ──


def _ticket(good: Good) -> re.Match[str] | None:
    wanted = good.case.context.ticket_id
    return re.search(re.escape(wanted), good.text) if wanted and good.text.count(wanted) == 1 else None


@mutator("ticket-id", "removed")
def removed(good: Good, rng: random.Random) -> Iterator[Broken]:
    if m := _ticket(good):
        yield cut(good.text, *m.span())
        if by := re.search(rf"(?:Отвечаю |Пишу )?[Пп]о обращению {m.group()}[:.]? ?|Номер обращения — {m.group()}\. ?", good.text):
            yield cut(good.text, *by.span())


@mutator("ticket-id", "changed")
def altered(good: Good, rng: random.Random) -> Iterator[Broken]:
    if m := _ticket(good):
        old = m.group()
        at = rng.choice([i for i, c in enumerate(old) if c.isdigit()])
        for new in (
            old[:at] + str((int(old[at]) + rng.randint(1, 9)) % 10) + old[at + 1 :],
            old[:-1],
            old + str(rng.randint(0, 9)),
            re.sub(r"\d", "X", old),
            old[:-2] + old[-1] + old[-2],
        ):
            if new != old:
                yield put(good.text, *m.span(), new, what=f"{old} → {new}")
