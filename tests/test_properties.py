"""Whatever the text: no exception, spans inside it, the same answer twice; fixes converge."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rewriter.case import Case, Context
from rewriter.checker import NOT_RUN, check, fix, judge
from rewriter.pack import load_pack, pack_names
from rewriter.text.document import Document, read
from rewriter.text.facts import facts_in
from rewriter.text.graphemes import extends, is_border
from rewriter.text.reading import Reading

PIECES = st.sampled_from(
    "Здравствуйте! Ваш заказ № 482 доставим 15 мая с 8:00 до 20:00 ст. 34 ФЗ «О связи» не можем курьер виноват :) ))) 😊 👨‍👩‍👧 🇷🇺 ОПС ШПИ RA123456785RU 8 800 555-01-23 10 000 руб. ул. Седова, д. 25 https://a.example/b a@b.example "
    '\u00a0 \u200b \u00ad й е\u0301 İ ß ﬁ пoчта ты посылочка [Имя] {{name}} ** _ ( ) « » " \n \t . , ; : — … согласно закону , однако если при'.split(" ")
)
TEXT = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join))
# Whatever a keyboard, a phone or a broken pipe lets through: Cyrillic, emoji and what they are joined with, marks, spaces of all kinds, halves of signs, other scripts.
SIGNS = st.one_of(
    st.characters(min_codepoint=0x410, max_codepoint=0x451),
    st.sampled_from(list("😊👍🏽❤\ufe0f\u200d👨👩👧🇷🇺1\u20e3🔥✅®©\u0301\u0308\u0306\u20dd\u00a0\u202f\u2009\u200b\u00ad\ufeff\u2028\t\n \u200e\u202e")),
    st.sampled_from(list(".,!?:;…«»\"'()[]{}<>/\\|*_#%№₽+-–—=^0123456789")),
    st.characters(categories=["Cs"]),
    st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs"]),
)
HOSTILE = st.one_of(
    st.text(SIGNS, max_size=60),
    st.lists(st.one_of(PIECES, st.text(SIGNS, max_size=4)), max_size=25).map(" ".join),
    st.lists(st.one_of(PIECES, SIGNS), max_size=25).map("".join),
)


def mangled(text, put_in):
    """Real words with such signs between and inside them."""
    for place, sign in put_in:
        at = int(place * len(text))
        text = text[:at] + sign + text[at:]
    return text


# Real drafts and replies, broken in a few places: nearer to what rules look for than anything made up.
REAL = [t for name in pack_names() for pair in load_pack(name).pairs for t in (pair.draft, pair.reply)]
HOSTILE = st.one_of(HOSTILE, st.builds(mangled, st.sampled_from(REAL), st.lists(st.tuples(st.floats(0, 1), SIGNS), min_size=1, max_size=8)))
PACKS = st.sampled_from(["base", "post", "teleshop", "marketplace", "tech-support", "saas-chat"])
CONTEXTS = st.builds(
    Context, client_name=st.sampled_from([None, "Анна", "ё\u0308", ""]), ticket_id=st.sampled_from([None, "TS-1", "."]), first_contact=st.sampled_from([None, True, False]),
    operator_gender=st.sampled_from([None, "f", "m"]), facts=st.lists(PIECES, max_size=2).map(tuple),
)  # fmt: skip
RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(TEXT)
def test_reading_any_text(text):
    document = read(text)
    for token in document.tokens:
        assert text[token.start : token.end] == token.text
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    for fact in facts_in(document):
        assert text[fact.start : fact.end] == fact.text


@RELAXED
@given(TEXT, TEXT, TEXT, st.sampled_from(["base", "post", "teleshop", "tech-support"]))
def test_checking_any_case(draft, reply, message, pack):
    case = Case(pack=pack, draft=draft, reply=reply, client_message=message, context=Context(ticket_id="TS-1"))
    result = check(case)
    assert not [r for r in result.rules.skipped.values() if "не сработало" in r]
    for violation in result.violations:
        assert 0 <= violation.start <= violation.end <= len(reply)
        assert reply[violation.start : violation.end] == violation.text
    assert check(case) == result


def told(case):
    """What the rules say of the case's reply; none may have failed."""
    result = check(case)
    assert not [r for r in result.rules.skipped.values() if NOT_RUN in r]
    return result


@RELAXED
@given(HOSTILE, HOSTILE, HOSTILE, PACKS, CONTEXTS)
def test_hostile_texts(draft, reply, message, pack, context):
    case = Case(pack=pack, draft=draft, reply=reply, client_message=message, context=context)
    for violation in told(case).violations:
        assert 0 <= violation.start <= violation.end <= len(reply)
        assert reply[violation.start : violation.end] == violation.text
        # A joiner or mark that is itself what is wrong has a span of its own.
        if not all(map(extends, violation.text)):
            assert is_border(reply, violation.start), violation
            assert is_border(reply, violation.end), violation


@RELAXED
@given(HOSTILE, PACKS)
def test_a_text_read_anew_is_judged_the_same(reply, pack):
    case = Case(pack=pack, draft=reply, reply=reply, client_message=reply)
    reading = Reading(case, load_pack(pack))
    assert judge(reading, Document(reply)) == judge(Reading(case, load_pack(pack)), Document(reply))


@RELAXED
@given(HOSTILE, HOSTILE, HOSTILE, PACKS, st.sampled_from([" ", "\n", "  \n", "\n\n "]), st.sampled_from(["", " ", "\n", " \n "]))
def test_space_around_a_text_shifts_spans_and_nothing_else(draft, reply, message, pack, before, behind):
    reply = reply.strip(" \n")
    plain = Case(pack=pack, draft=draft, reply=reply, client_message=message)
    padded = plain.model_copy(update={"reply": before + reply + behind})

    def shown(case, shift):
        found = []
        for v in told(case).violations:
            inner = v.text.strip(" \n")
            # What is missing is told at the text's end, wherever that is.
            found.append((v.rule, v.severity, v.message, inner, (v.suggestion or "").strip(" \n"), v.start + v.text.index(inner) - shift if inner else -1))
        return sorted(found)

    assert shown(padded, len(before)) == shown(plain, 0)


@RELAXED
@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_fixing_twice_changes_nothing(text):
    reading = Reading(Case(pack="post", draft=text), load_pack("post"))
    once = fix(reading, text).text
    assert fix(reading, once).text == once


@pytest.mark.parametrize("piece", ["а", "1", "(", "«", '"', " ", "\n", "ст. ", "не ", "<", "_", "🇷", "0 ", "8 800 ", "д. ", "- ", "и, "])
def test_time_is_linear_whatever_is_repeated(piece):
    import time

    def seconds(size):
        text = (piece * size)[:size]
        # Of the processor: what else the machine does must not count.
        began = time.process_time()
        check(Case(pack="post", draft="Заказ 5 мая.", reply=text))
        return time.process_time() - began

    seconds(1000)
    small, large = min(seconds(2000) for _ in range(2)), min(seconds(16_000) for _ in range(2))
    assert large < 60 * small + 1.0, f"8 times the text took {large / small:.0f} times as long"
