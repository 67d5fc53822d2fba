"""The reply: messages, changes, evidence, copying, undo, history."""

from __future__ import annotations

import pytest

from tests.server.page.conftest import DRAFT, copied, rewritten, until, write

BUBBLES = "[...document.querySelectorAll('.bubble')].map(bubble => bubble.textContent)"


@pytest.fixture
def reply(page):
    """The sample, rewritten by rules: three messages."""
    rewritten(page)
    assert page.get_attribute(".banner", "data-status") == "ok"
    return page


def change(page, words: str):
    return page.locator(".change", has_text=words)


def test_messages_are_those_of_the_service_and_each_is_copied_with_one_key(reply, served):
    case = {"pack": "post", "client_message": reply.input_value("#client"), "draft": DRAFT}
    case["context"] = {"client_name": "Ольга", "first_contact": True, "operator_gender": "f"}
    result = served.client.post("/v1/rewrite", params={"rules_only": True}, json=case).json()
    assert reply.evaluate(BUBBLES) == result["messages"]
    assert len(result["messages"]) == 3
    reply.keyboard.press("2")
    reply.wait_for_selector("[data-copy='1'].copied")
    assert copied(reply) == result["messages"][1]
    reply.focus("#draft")
    reply.keyboard.press("Control+Shift+Digit3")
    reply.wait_for_selector("[data-copy='2'].copied")
    assert copied(reply) == result["messages"][2]
    reply.keyboard.press("Control+Shift+KeyC")
    reply.wait_for_selector("#copy-all.copied")
    assert copied(reply) == result["reply"]
    assert reply.input_value("#draft") == DRAFT  # none of the keys has typed
    assert "Скопирован весь ответ" in reply.inner_text("#live")


def test_a_button_copies_its_message(reply):
    reply.click("[data-copy='0']")
    reply.wait_for_selector("[data-copy='0'].copied")
    assert copied(reply) == reply.evaluate(BUBBLES)[0]


def test_a_change_is_taken_back_and_accepted_again(reply):
    reply.click("#tab-changes")
    change(reply, "адресата").click()
    reply.click("[data-decision=rejected]")
    assert "rejected" in change(reply, "адресата").get_attribute("class")
    until(reply, "document.querySelector('.reason')?.textContent.includes('после Вашей правки')")
    assert reply.inner_text("#tab-changes").startswith("Изменения: 1 из")
    reply.click("#tab-messages")
    assert "адресата" in " ".join(reply.evaluate(BUBBLES))
    assert "получателя" not in " ".join(reply.evaluate(BUBBLES))
    reply.keyboard.press("Control+Shift+KeyC")
    reply.wait_for_selector("#copy-all.copied")
    assert "адресата" in copied(reply)
    reply.click("#tab-changes")
    change(reply, "адресата").click()
    reply.click("[data-decision=kept]")
    reply.click("#tab-messages")
    assert "получателя" in " ".join(reply.evaluate(BUBBLES))


def test_what_is_taken_back_is_judged_and_undone(reply):
    reply.click("#tab-changes")
    reply.click("#reject-all")
    reply.wait_for_selector(".banner.needs_review")
    assert "ошиб" in reply.inner_text(".reason")
    assert reply.locator(".reply-findings .finding.error").count() > 2
    assert reply.locator(".diff").inner_text().split() == DRAFT.split()
    reply.keyboard.press("Control+z")
    reply.wait_for_selector(".banner.ok")
    assert "Отменено" in reply.inner_text("#toast")
    assert reply.locator("#undo").is_disabled()


def test_changes_by_keyboard_alone(reply):
    reply.focus("#tab-messages")
    reply.keyboard.press("ArrowRight")
    assert reply.evaluate("document.activeElement.id") == "tab-changes"
    reply.locator(".change").first.focus()
    reply.keyboard.press("ArrowRight")
    second = reply.evaluate("document.activeElement.dataset.change")
    reply.keyboard.press("Delete")
    assert reply.evaluate("document.activeElement.dataset.change") == second  # drawn anew, the focus stays
    assert "rejected" in reply.evaluate("document.activeElement.className")
    reply.keyboard.press("Enter")
    assert "kept" in reply.evaluate("document.activeElement.className")
    reply.keyboard.press("Control+z")
    reply.keyboard.press("Control+z")
    reply.wait_for_selector(".banner.ok")


def test_evidence_tells_facts_questions_and_rules(reply):
    evidence = reply.inner_text(".evidence")
    assert "Факты: 4 из 4" in evidence
    assert "Вопросы: ответ есть на 3 из 3" in evidence
    assert "Правила: проверено 34, пропущено 3" in evidence
    assert "Канцелярит: было" in evidence
    assert "без модели, по правилам" in evidence
    reply.click(".rules >> xpath=../summary")
    assert "Номер обращения в ответе — выключено в пакете post" in reply.inner_text(".rules")
    reply.locator(".where", has_text="паспорт").click()
    assert reply.inner_text(".bubble mark").startswith("Чтобы получить отправление RB407315929RU")
    reply.locator(".chips button", has_text="630112").click()
    assert reply.inner_text(".bubble mark") == "630112"
    reply.keyboard.press("Escape")
    assert reply.locator("mark").count() == 0


def test_a_lost_fact_is_named(reply):
    reply.click("#tab-changes")
    change(reply, "Чтобы получить").focus()
    reply.keyboard.press("Delete")
    reply.wait_for_selector(".banner.needs_review")
    assert "Факты: 3 из 4" in reply.inner_text(".evidence")
    assert "RB407315929RU" in reply.inner_text(".lost")


def test_a_suggestion_in_the_reply_is_taken_judged_and_undone(reply):
    reply.click("#tab-changes")
    change(reply, "адресата").focus()
    reply.keyboard.press("Delete")
    row = reply.locator(".reply-findings .finding", has=reply.locator(".place", has_text="адресата"))
    row.locator(".offer").first.click()
    reply.click("#tab-messages")
    until(reply, f"{BUBBLES}.join(' ').includes('получателя')")
    assert len(reply.evaluate(BUBBLES)) == 3
    reply.wait_for_selector(".banner.ok")
    reply.click("#undo")
    assert "адресата" in " ".join(reply.evaluate(BUBBLES))


def test_the_reply_becomes_the_draft_and_back(reply):
    reply.click("#to-draft")
    assert reply.input_value("#draft").startswith("Здравствуйте, Ольга!")
    reply.click("#toast button")
    assert reply.input_value("#draft") == DRAFT


def test_a_new_dialogue_and_history_bring_the_old_one_back(reply):
    reply.keyboard.press("Alt+KeyN")
    assert reply.input_value("#draft") == ""
    assert reply.input_value("[name=client_name]") == ""
    assert reply.input_value("[name=operator_gender]") == "f"
    assert reply.locator(".empty").is_visible()
    write(reply, client="Когда приедет?", draft="Данная посылка приедет завтра.")
    rewritten(reply)
    reply.click("#open-history")
    entries = reply.locator(".entry")
    assert entries.count() == 2
    assert "извещение" in entries.nth(1).inner_text()
    entries.nth(1).click()
    assert reply.input_value("#draft") == DRAFT
    assert reply.input_value("[name=client_name]") == "Ольга"
    assert len(reply.evaluate(BUBBLES)) == 3
    reply.click("#undo")
    assert reply.input_value("#draft") == "Данная посылка приедет завтра."
    reply.click("#undo")
    reply.click("#open-history")
    reply.click("#history-clear")
    assert "Пока пусто" in reply.inner_text("#history-list")


def test_a_reload_keeps_the_reply_and_its_decisions(reply):
    reply.click("#tab-changes")
    change(reply, "адресата").focus()
    reply.keyboard.press("Delete")
    reply.reload()
    reply.wait_for_selector(".banner")
    assert "адресата" in " ".join(reply.evaluate(BUBBLES))
