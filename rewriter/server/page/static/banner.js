// The one line that tells an operator what to do with the reply.

import { el } from "./dom.js";
import { counted } from "./words.js";

const LOOK = {
  ok: ["✓", "Можно отправлять"],
  needs_review: ["!", "Проверьте перед отправкой"],
  failed: ["✗", "Не переписано: Ваш черновик без изменений"],
  checking: ["…", "Проверяю Вашу правку"],
};

/** `status` of answer.js, `verdict` or null, `reason` of the service, whether the reply was changed by hand. */
export function banner(status, verdict, reason, untouched, ...buttons) {
  const [sign, title] = LOOK[status];
  const errors = status === "needs_review" && verdict ? counted(verdict.violations.filter((violation) => violation.severity === "error")) : "";
  const details = [errors, reason, !untouched && status !== "checking" && "проверено после Вашей правки"].filter(Boolean).join(" · ");
  return el(
    "div",
    { class: `banner ${status}`, "data-status": status },
    el("span", { class: "sign", "aria-hidden": "true" }, sign),
    el("div", { class: "verdict" }, el("p", { class: "title" }, title), details && el("p", { class: "reason" }, details)),
    ...buttons,
  );
}
