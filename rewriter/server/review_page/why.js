// Why a candidate is rejected: by a number, a click, or in one's own words.

import { byId, el } from "../dom.js";

/** Opens with `ask(reasons)`; `told(reason)` hears the answer, nothing is heard of a dialog that was closed. */
export function whyDialog(told) {
  const dialog = byId("why");
  let reasons = [];

  function answer(reason) {
    if (!reason.trim()) {
      byId("why-own").focus();
      return;
    }
    dialog.close();
    told(reason.trim());
  }

  dialog.addEventListener("keydown", (event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (!digit || event.target.id === "why-own" || event.ctrlKey || event.altKey || event.metaKey || !reasons[digit[1] - 1]) return;
    event.preventDefault();
    answer(reasons[digit[1] - 1]);
  });
  byId("why-form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer(byId("why-own").value);
  });

  return (offered) => {
    reasons = offered;
    byId("why-own").value = "";
    byId("why-list").replaceChildren(
      ...reasons.map((reason, index) => el("li", {}, el("button", { type: "button", class: "quiet reason-button", onclick: () => answer(reason) }, el("kbd", {}, String(index + 1)), ` ${reason}`))),
    );
    dialog.showModal();
    byId("why-list").querySelector("button")?.focus();
  };
}
