// What is said once: to a screen reader, or as a short line at the bottom that goes by itself.

import { byId, el } from "./dom.js";

let gone = 0;

/** Says it to a screen reader. */
export function say(text) {
  const region = byId("live");
  // The same words twice in a row are heard twice only when the region changes.
  region.textContent = region.textContent === text ? `${text}\u00A0` : text;
}

/** Shows and says it; `action`: `{label, run}`. */
export function toast(text, action = null) {
  const box = byId("toast");
  const button = action && el("button", { type: "button", class: "quiet", onclick: () => { hide(); action.run(); } }, action.label);
  box.replaceChildren(el("span", {}, text), ...(button ? [button] : []));
  box.hidden = false;
  clearTimeout(gone);
  gone = setTimeout(hide, action ? 8000 : 2500);
  say(text);
}

function hide() {
  byId("toast").hidden = true;
}
