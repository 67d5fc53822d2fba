// A rewrite while it goes on: stage, attempt, seconds; from the service's events.

import { el } from "./dom.js";
import { say } from "./live.js";
import { plural, seconds } from "./words.js";

const STEPS = ["Очередь", "Правила", "Модель", "Проверка"];
const STAGES = {
  queue: [0, "Жду очереди"],
  fix: [1, "Исправляю по правилам"],
  prompt: [2, "Готовлю запрос к модели"],
  model: [2, "Модель пишет"],
  compose: [3, "Собираю ответ"],
  check: [3, "Проверяю правилами"],
  verdict: [3, "Проверено"],
};

/** Shows it in `box`; `cancel()` is the button's. */
export function progress(box, cancel) {
  const began = performance.now();
  const what = el("span", { class: "stage" }, "Отправляю черновик");
  const attempt = el("span", { class: "attempt soft" });
  const clock = el("span", { class: "clock" }, seconds(0));
  const steps = STEPS.map((name) => el("li", {}, name));
  box.replaceChildren(
    el(
      "div",
      { class: "progress" },
      el("div", { class: "running", role: "progressbar", "aria-label": "Ответ переписывается" }),
      el("ol", { class: "steps", "aria-hidden": "true" }, ...steps),
      el("p", { class: "now" }, what, attempt, clock),
      el("button", { type: "button", id: "cancel", onclick: cancel, "aria-keyshortcuts": "Escape" }, "Остановить ", el("kbd", {}, "Esc")),
    ),
  );
  const ticking = setInterval(() => clock.replaceChildren(seconds(performance.now() - began)), 100);
  let asked = false;
  return {
    told({ stage, attempt: number, errors }) {
      const [step, words] = STAGES[stage] ?? [1, stage];
      asked ||= step === 2;
      // Before the model is asked, what is judged is what the rules have made of the draft.
      const at = step === 3 && !asked ? 1 : step;
      for (const [index, item] of steps.entries()) item.className = index === at ? "on" : index < at ? "done" : "";
      const verdict = errors === undefined ? words : errors === 0 ? "Проверено: ошибок нет" : `Осталось ${plural(errors, "ошибка", "ошибки", "ошибок")}`;
      if (what.textContent !== verdict) say(verdict);
      what.replaceChildren(verdict);
      attempt.replaceChildren(number > 1 ? `попытка ${number}` : "");
    },
    ended() {
      clearInterval(ticking);
      return performance.now() - began;
    },
  };
}
