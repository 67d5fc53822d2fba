// The client's message in the panel: what the page gave, what the operator typed, and pointing at the message once where the site is not known.

import { byId } from "../shared/dom.js";
import { say } from "../shared/live.js";
import { short } from "../shared/words.js";
import { ask } from "./service.js";

const LOST = "Там, где Вы показывали, сообщения нет. Выделите его или покажите снова.";
const KEPT = "Запомнено: на этом сайте дальше возьмётся само.";
const ONCE = "Взято на этот раз. Не запомнено: не видно, чем сообщения клиента отличаются от Ваших. Покажите ещё раз в диалоге, где есть и те и другие.";

/** `edited()` when the operator types, `away()` and `back()` around the pointing. */
export function clientField({ edited, away, back }) {
  const tell = (text) => {
    byId("where-said").textContent = text;
    byId("where").classList.toggle("told", text !== "");
    if (text) say(text);
  };

  let typed = false;

  function put(text) {
    typed = false;
    byId("client").value = text;
    byId("client-short").textContent = text ? `— ${short(text, 40)}` : "— не найдено, можно вставить";
    byId("where").classList.toggle("wanted", !text);
  }

  byId("client").addEventListener("input", () => {
    typed = true;
    byId("client-short").textContent = "";
    tell("");
    edited();
  });

  return {
    get value() {
      return byId("client").value;
    },
    /** As the page gave it; `lost`: the place that was pointed out is empty. */
    show(text, lost) {
      put(text);
      tell(lost ? LOST : "");
    },
    /** What the operator typed stays; what was taken from the page may be another client's by now. */
    lost() {
      if (!typed) put("");
      tell(LOST);
    },
    async point() {
      away();
      await ask("point").catch(() => back(false));
    },
    /** `text` null: the operator gave up. */
    picked({ text, kept }) {
      back(true);
      byId("point").focus({ preventScroll: true });
      if (text === null) return;
      put(text);
      tell(kept ? KEPT : ONCE);
      byId("rewrite").focus({ preventScroll: true });
      edited();
    },
  };
}
