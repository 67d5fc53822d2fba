// What the rules say of a pair: whether it may go into its pack, what it teaches, facts, questions, plainness; and word by word what differs.

import { isChange, diff } from "../diff.js";
import { byId, el } from "../dom.js";
import { facts, plainness, questions, section } from "../evidence.js";

/** `show(place)` selects a place of the reply. */
export function drawVerdict(judgement, reply, show, instead = "Проверяю…") {
  if (!judgement) {
    byId("verdict").replaceChildren(el("p", { class: "soft" }, instead));
    return;
  }
  const { after, lesson, problems } = judgement;
  byId("verdict").replaceChildren(
    problems.length
      ? el("div", { class: "banner needs_review" }, el("span", { class: "sign", "aria-hidden": "true" }, "!"), el("div", { class: "verdict" }, el("p", { class: "title" }, "В пакет так не возьмут"), el("ul", { class: "problems" }, ...problems.map((text) => el("li", {}, text)))))
      : el("div", { class: "banner ok" }, el("span", { class: "sign", "aria-hidden": "true" }, "✓"), el("div", { class: "verdict" }, el("p", { class: "title" }, "По правилам пара годится"), el("p", { class: "reason" }, "По-русски ли это и помогает ли клиенту, решаете Вы."))),
    el("div", { class: "evidence" }, lessonOf(lesson), facts(after.facts, reply, show), questions(after.questions, reply, show), plainness(after.readability)),
  );
}

function lessonOf(lesson) {
  if (!lesson.length) return section("bad", "Учить нечему: черновик не нарушает ничего, что исправил бы ответ");
  const good = lesson.every((one) => one.broken || one.shown);
  const words = (one) => (one.broken ? "черновик нарушает, ответ исправляет" : one.shown ? "ответ показывает, как надо" : "черновик этого не нарушает");
  return section(
    good ? "good" : "bad",
    "Чему учит",
    el(
      "ul",
      { class: "lesson" },
      ...lesson.map((one) =>
        el("li", { class: one.broken || one.shown ? "taught" : "missed" }, el("span", { "aria-hidden": "true" }, one.broken || one.shown ? "✓ " : "✗ "), one.title, el("span", { class: "soft" }, ` ${one.rule} — ${words(one)}${one.claimed ? "" : "; в паре не названо"}`)),
      ),
    ),
  );
}

/** Both texts in one, what was removed and what was added in their colours. */
export function drawDiff(box, before, after) {
  box.replaceChildren(...diff(before, after).flatMap((part) => (!isChange(part) ? [part.same ? part.text : part.new] : [part.old && el("del", {}, part.old), part.new && el("ins", {}, part.new)].filter(Boolean))));
}
