"""Markup in, the same markup out: only words change."""

from __future__ import annotations

import random
import re
import time

import pytest
from lxml import html as lxml_html

from rewriter.server.gateway.formats import read_draft

LETTER = (
    "<div>Здравствуйте!</div><div><br></div><div>Данная посылка приедет <b>завтра</b>, смотрите <a href=\"https://x.ru/?a=1&amp;b=2\" title='1 > 0'>по ссылке</a>.</div>"
    '<p><img src="cid:1" alt="фото"></p><div class="js-signatureMarker"></div><div data-signature="true">С уважением,<br>Данная Поддержка</div>'
    '<blockquote type="cite"><p>Где данная посылка?</p></blockquote>'
)


def words(source: str) -> str:
    return " ".join(lxml_html.fromstring(f"<div>{source}</div>").text_content().split())


def test_what_the_rules_read_of_a_letter():
    draft = read_draft(LETTER)
    assert draft.format == "html"
    assert draft.text == "Здравствуйте!\n\nДанная посылка приедет завтра, смотрите по ссылке."


def test_a_word_changes_and_everything_else_stays_byte_by_byte():
    reply = "Здравствуйте! Эта посылка приедет завтра, смотрите по ссылке."
    assert read_draft(LETTER).with_reply(reply) == LETTER.replace("Данная посылка", "Эта посылка")


def test_a_greeting_and_a_farewell_become_paragraphs_of_the_same_kind():
    source = '<p class="x">Данная посылка приедет завтра.</p><div class="signature">Иван</div>'
    reply = "Здравствуйте!\n\nЭта посылка приедет завтра.\n\nХорошего Вам дня!"
    out = read_draft(source).with_reply(reply)
    assert out == (
        '<p class="x">Здравствуйте!</p><p class="x">Эта посылка приедет завтра.</p><p class="x">Хорошего Вам дня!</p><div class="signature">Иван</div>'
    )


def test_gmail_s_empty_lines_between_paragraphs():
    out = read_draft("<div>Посылка приедет завтра.</div>").with_reply("Посылка приедет завтра.\n\nХорошего Вам дня!")
    assert out == "<div>Посылка приедет завтра.</div><div><br></div><div>Хорошего Вам дня!</div>"


def test_lines_parted_by_br():
    out = read_draft("Данная посылка приедет завтра.<br>Ждите.").with_reply("Здравствуйте!\nЭта посылка приедет завтра. Ждите.\nХорошего Вам дня!")
    assert out == "Здравствуйте!<br>Эта посылка приедет завтра.<br>Ждите.<br>Хорошего Вам дня!"


def test_a_farewell_does_not_join_the_last_point_of_a_list():
    source = "<p>Возьмите:</p><ul><li>данный паспорт</li><li>номер <b>RR1</b></li></ul>"
    draft = read_draft(source)
    assert draft.text == "Возьмите:\n\n— данный паспорт\n— номер RR1"
    out = draft.with_reply("Возьмите:\n— этот паспорт\n— номер RR1. Хорошего Вам дня!")
    assert out == "<p>Возьмите:</p><ul><li>этот паспорт</li><li>номер <b>RR1</b>.</li></ul><p>Хорошего Вам дня!</p>"


BYE = "Хорошего Вам дня! 😊"


@pytest.mark.parametrize(
    ("source", "reply", "wanted"),
    [
        # The draft's exclamation mark is not the farewell's.
        ("<p>Ждите. <b>Ждём Вас завтра!</b></p>", f"Ждите. Ждём Вас завтра.\n{BYE}", f"<p>Ждите. <b>Ждём Вас завтра.</b></p><p>{BYE}</p>"),
        ("<p><b>Ждём Вас!</b></p>", f"Здравствуйте! Ждём Вас. {BYE}", f"<p>Здравствуйте! <b>Ждём Вас.</b> {BYE}</p>"),
        # A sentence that was said anew, and one that was left out.
        ("<p>Ждите. <b>Ожидайте доставку!</b></p>", f"Ждите. Скоро привезём.\n{BYE}", f"<p>Ждите. <b>Скоро привезём.</b></p><p>{BYE}</p>"),
        ("<p>Ждите.</p><p><b>Ожидайте!</b></p>", f"Ждите.\n\nСкоро привезём.\n\n{BYE}", f"<p>Ждите.</p><p><b>Скоро привезём.</b></p><p>{BYE}</p>"),
        ("<p>Ждите. <b>Претензии не принимаются.</b></p>", f"Ждите.\n{BYE}", f"<p>Ждите. </p><p>{BYE}</p>"),
        ("<p>Ждите.</p><p><b>Претензии не принимаются.</b></p>", f"Ждите.\n\n{BYE}", f"<p>Ждите.</p><p>{BYE}</p>"),
        # Bold and italics one in the other: behind both.
        ("<p>Ждите. <b><i>Она завтра.</i></b></p>", f"Ждите. Она завтра. {BYE}", f"<p>Ждите. <b><i>Она завтра.</i></b> {BYE}</p>"),
        # A farewell of the draft's own is answered by the reply's.
        ("<p><b>Ждём Вас завтра!</b></p><p>Всего хорошего!</p>", f"Ждём Вас в отделении.\n{BYE}", f"<p><b>Ждём Вас в отделении.</b></p><p>{BYE}</p>"),
        ("<p>Ждите. <b>Всего доброго!</b></p>", f"Ждите. {BYE}", "<p>Ждите. <b>Хорошего Вам дня!</b> 😊</p>"),
        ("Ждите. **Ждём Вас завтра!**", f"Ждите. Ждём Вас завтра.\n{BYE}", f"Ждите. **Ждём Вас завтра.**\n{BYE}"),
    ],
)
def test_the_bold_of_a_sentence_does_not_go_over_to_the_farewell(source: str, reply: str, wanted: str):
    assert read_draft(source).with_reply(reply) == wanted


def test_a_numbered_list_and_nested_ones():
    source = "<ol><li>раз<ul><li>внутри</li></ul></li><li><p>данное два</p></li></ol>"
    draft = read_draft(source)
    assert draft.text == "1. раз\n— внутри\n2. данное два"
    assert draft.with_reply("1. раз\n— внутри\n2. это два") == source.replace("данное", "это")


def test_bold_that_lost_its_words_goes_and_a_link_that_would_lose_them_does_not():
    assert read_draft("<p>Посылка <b>согласно</b> приедет.</p>").with_reply("Посылка приедет.") == "<p>Посылка приедет.</p>"
    assert read_draft('<p>Посылка <a href="x">тут</a> приедет.</p>').with_reply("Посылка приедет.") is None


def test_a_paragraph_that_was_cut_goes_unless_a_picture_stands_in_it():
    assert read_draft("<p>Раз.</p><p>Согласно п. 34.</p>").with_reply("Раз.") == "<p>Раз.</p>"
    assert read_draft('<p>Раз.</p><p>Согласно <img src="a">п. 34.</p>').with_reply("Раз.") is None


def test_a_full_stop_left_alone_joins_the_words_before_it():
    draft = read_draft("<p>Передано руководителю</p><p>согласно п. 34.</p><p>Ждём.</p>")
    assert draft.with_reply("Передано руководителю. Ждём.") == "<p>Передано руководителю.</p><p>Ждём.</p>"


def test_a_reply_that_does_not_fit_is_refused():
    source = '<p>Первое <a href="u">здесь</a>.</p><p>Второе там.</p>'
    assert read_draft(source).with_reply("Второе там. Первое тут.") is None


def test_entities_and_what_must_be_escaped():
    source = "<p>A &amp; B&nbsp;&lt;тег&gt; данная «&laquo;»</p>"
    draft = read_draft(source)
    assert draft.text == "A & B\u00a0<тег> данная ««»"
    out = draft.with_reply("A & B\u00a0<тег> эта <i>&amp; ««»")
    assert out == "<p>A &amp; B&nbsp;&lt;тег&gt; эта &lt;i&gt;&amp;amp; ««»</p>"


def test_code_tables_comments_and_broken_tags_stay():
    source = "<p>Наберите <code>данный &lt;b&gt;</code><!-- данный --> данный</p><table><tr><td>данный</td></tr></table><p>Ещё <b>данный"
    assert read_draft(source).with_reply(read_draft(source).text.replace("данный\n\nЕщё данный", "этот\n\nЕщё этот")) == (
        source.replace(" данный</p>", " этот</p>").removesuffix("данный") + "этот"
    )


def test_a_fragment_gets_nothing_before_and_behind_it():
    out = read_draft("<p>Данная посылка приедет.</p>").with_reply("Здравствуйте! Эта посылка приедет. Хорошего Вам дня!", fragment=True)
    assert out == "<p>Эта посылка приедет.</p>"
    assert read_draft("Данная посылка приедет.").with_reply("Здравствуйте! Эта посылка приедет. Пока!", fragment=True) == "Эта посылка приедет."


def test_markdown():
    source = "Данная посылка **в пути**.\n\n- возьмите *данный* паспорт\n- назовите `RR1`\n\nСмотрите [данный сайт](https://x.ru/(1)).\n\n```\nданный\n```\n\n> данная цитата\n\n--\nИван"
    draft = read_draft(source)
    assert draft.format == "markdown"
    assert draft.text.startswith("Данная посылка в пути.\n\n— возьмите данный паспорт\n— назовите RR1\n\nСмотрите данный сайт")
    reply = draft.text.replace("Данная", "Эта").replace("данный", "этот") + " Хорошего Вам дня!"
    out = draft.with_reply(reply)
    assert out is not None
    assert out.startswith("Эта посылка **в пути**.\n\n- возьмите *этот* паспорт\n- назовите `RR1`\n\nСмотрите [этот сайт](https://x.ru/")
    assert "Хорошего Вам дня!\n\n```\nданный\n```\n\n> данная цитата\n\n--\nИван" in out


def test_a_farewell_behind_a_markdown_list_is_a_line_of_its_own():
    out = read_draft("**Возьмите**:\n- паспорт\n- номер").with_reply("Возьмите:\n— паспорт\n— номер Хорошего Вам дня!")
    assert out == "**Возьмите**:\n- паспорт\n- номер\nХорошего Вам дня!"


def test_plain_text_keeps_quote_and_signature():
    source = "> Где данная посылка?\n\nДанная посылка в пути.\n\nС уважением,\nИван"
    draft = read_draft(source)
    assert draft.text == "Данная посылка в пути."
    assert draft.with_reply("Эта посылка в пути.\nПока!") == "> Где данная посылка?\n\nЭта посылка в пути.\nПока!\n\nС уважением,\nИван"


def test_a_letter_keeps_its_own_signature_for_the_pack_to_see():
    assert read_draft("Посылка в пути.\n\nС уважением,\nИван", letter=True).text.endswith("С уважением,\nИван")
    assert read_draft("Посылка в пути.\n\n-- \nИван", letter=True).text == "Посылка в пути."
    assert read_draft("Посылка в пути.\n\n-- \nИван", letter=True).signed


def test_a_quote_in_the_midst_of_plain_text_stays_where_it_is():
    source = "Данная посылка в пути.\n> а когда?\nДанный срок завтра."
    assert read_draft(source).with_reply("Эта посылка в пути. Этот срок завтра.") == "Эта посылка в пути.\n> а когда?\nЭтот срок завтра."


@pytest.mark.parametrize("source", ["", "   ", "<p></p>", "<blockquote>одна цитата</blockquote>", "С уважением, Иван"])
def test_nothing_to_say(source: str):
    draft = read_draft(source)
    assert draft.text.strip() == "" or source.startswith("С уважением")
    assert draft.with_reply(draft.text) in (source, None)


_PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<li>",
    "</ul>",
    "<ul>",
    "<br>",
    '<a href="x">',
    "</a>",
    "<blockquote>",
    "</blockquote>",
    "<img>",
    "<",
    ">",
    "&amp;",
    "данная ",
    "посылка. ",
    "\n",
    "-- ",
    "<!-- x -->",
    "<code>",
    "</div>",
    "<div>",
    "</li>",
]


def test_any_soup_comes_back_as_it_was_where_nothing_changes():
    random.seed(4)
    for _ in range(3000):
        source = "".join(random.choices(_PIECES, k=random.randint(1, 14)))
        draft = read_draft(source)
        if draft.format == "html":
            assert draft.with_reply(draft.text) == source, source


def test_any_change_in_any_soup_is_exact_or_refused():
    random.seed(5)
    made = 0
    for _ in range(3000):
        source = "".join(random.choices(_PIECES, k=random.randint(3, 16)))
        draft = read_draft(source)
        if draft.format != "html" or "данная" not in draft.text:
            continue
        reply = f"Здравствуйте! {draft.text.replace('данная', 'эта', 1)} Пока!"
        out = draft.with_reply(reply)
        if out is None:
            continue
        made += 1
        assert re.findall(r"\w+", read_draft(out).text) == re.findall(r"\w+", reply), source
        assert out.count("<a ") == source.count("<a ")
        assert out.count("<img>") == source.count("<img>")
    assert made > 300


@pytest.mark.alone
@pytest.mark.parametrize(
    "source", ['<a "' * 5000, "<" * 20_000, "<!--" * 5000, "а " * 10_000, "<b>" * 6000 + "да", "**а" * 6000, "[а](" * 5000, "<p>да</p>" * 2000, "`" * 20_000]
)
def test_no_draft_takes_long(source: str):
    began = time.monotonic()
    draft = read_draft(source)
    draft.with_reply(draft.text + " Хорошего Вам дня!")
    assert time.monotonic() - began < 5
