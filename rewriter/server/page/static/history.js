// The dialogues of this tab: what was asked, what came of it. Choosing one brings it back.

import { byId, el } from "./dom.js";
import { clearHistory, loadHistory } from "./store.js";
import { short } from "./words.js";

const SIGNS = { ok: ["✓", "готово"], needs_review: ["!", "проверить"], failed: ["✗", "не переписано"] };

/** `choose(entry)` brings an entry back. */
export function historyDialog(choose) {
  const dialog = byId("history");

  function draw() {
    const entries = loadHistory();
    byId("history-clear").disabled = entries.length === 0;
    byId("history-list").replaceChildren(
      ...(entries.length ? entries.map(row) : [el("li", { class: "soft" }, "Пока пусто: здесь появится каждый переписанный ответ.")]),
    );
  }

  function row(entry) {
    const [sign, words] = SIGNS[entry.answer.result.status];
    const time = new Date(entry.at).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "entry", onclick: () => { dialog.close(); choose(entry); } },
        el("span", { class: `sign ${entry.answer.result.status}` }, el("span", { "aria-hidden": "true" }, sign), el("span", { class: "unseen" }, words)),
        el("span", { class: "when soft" }, `${time} · ${entry.fields.pack}`),
        el("span", { class: "what" }, short(entry.fields.client || entry.fields.draft, 90)),
        el("span", { class: "what soft" }, short(entry.answer.result.reply, 110)),
      ),
    );
  }

  byId("history-clear").addEventListener("click", () => {
    clearHistory();
    draw();
  });
  return () => {
    draw();
    dialog.showModal();
  };
}
