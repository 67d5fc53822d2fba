// Without a key nothing works, and the page says so and takes one.

import { byId } from "./dom.js";
import { keep, keyIn } from "./key.js";

const words = (safe) => ({
  no_token: ["Нужен ключ", "Откройте ссылку, которую показал rewriter serve, или вставьте ключ сюда."],
  token: ["Ключ не подошёл", `Сервис его не узнал: наверно, ключ сменили. Вставьте новый. ${safe}`],
});

/** `opened()` is called with a new key in place; `safe` says what is not lost. */
export function gate(opened, safe = "Черновик на месте.") {
  byId("gate-form").addEventListener("submit", (event) => {
    event.preventDefault();
    keep(keyIn(byId("gate-key").value));
    byId("gate-key").value = "";
    close();
    opened();
  });

  function close() {
    byId("gate").hidden = true;
    document.body.classList.remove("locked");
  }

  return {
    open(code) {
      const [title, text] = words(safe)[code];
      byId("gate-title").textContent = title;
      byId("gate-text").textContent = text;
      byId("gate").hidden = false;
      // A key that fails while one works must not hide the draft.
      document.body.classList.toggle("locked", code === "no_token");
      byId("gate-key").focus();
    },
    close,
  };
}
