// A rewrite that did not come: what is wrong, that the draft is safe, what to do now.

import { el } from "./dom.js";
import { say } from "./live.js";
import { refusedReply } from "./reply.js";

const SAFE = "Черновик на месте.";
const LATER = "Когда сервис вернётся, повторите.";
const TITLES = { queue_full: "Очередь полна", rate: "Слишком много запросов подряд", off: "Сервис не отвечает", cut: "Связь оборвалась" };

/** `again()`, `byRules()`, and `back()` where there is an earlier answer, else null. */
export function showRefusal(box, error, { again, byRules, back }) {
  const button = (label, run, more = {}) => el("button", { type: "button", onclick: run, ...more }, label);
  const repeat = button("Повторить", again, { id: "again", class: "main" });
  const title = TITLES[error.code] ?? "Не получилось";
  const text = error.code === "off" || error.code === "cut" ? `${SAFE} ${LATER}` : `${error.message} ${SAFE}`;
  const others = [error.code === "queue_full" && button("Только правила", byRules), back && button("Прежний ответ", back, { class: "quiet" })];
  refusedReply(box, title, text, repeat, ...others.filter(Boolean));
  if (error.wait) countdown(repeat, error.wait);
  say(`${title}. ${text}`);
}

function countdown(button, wait) {
  let left = Math.ceil(wait);
  button.disabled = true;
  const tick = () => {
    button.textContent = left > 0 ? `Повторить через ${left} с` : "Повторить";
    button.disabled = left > 0;
    if (left > 0 && button.isConnected) setTimeout(tick, 1000);
    left -= 1;
  };
  tick();
}
