// The list of violations: errors and warnings in full, hints folded. Drawn anew only when it has changed, so that focus stays where it is.

import { el, focusedNear } from "./dom.js";
import { messages, offers } from "./finding.js";
import { byWeight } from "./spans.js";
import { plural, short } from "./words.js";

/** Draws groups into `box`; `show(group)` shows the place, `use(group, suggestion)` applies. */
export function findingsList(box, { show, use }) {
  let drawn = "";
  return (groups) => {
    const now = JSON.stringify(groups);
    if (now === drawn) return;
    drawn = now;
    const active = focusedNear(box);
    const focused = active && box.contains(active) ? active.dataset.id : null;
    const open = box.querySelector("details")?.open ?? false;
    const sorted = byWeight(groups);
    const row = (group) =>
      el(
        "li",
        { class: `finding ${group.severity}` },
        el("button", { type: "button", class: "place", "data-id": group.place, onclick: () => show(group) }, group.text ? short(group.text, 34) : "весь текст"),
        el("div", { class: "about" }, ...messages(group)),
        el("div", { class: "offers" }, ...offers(group, use)),
      );
    const grave = sorted.filter((group) => group.severity !== "info");
    const hints = sorted.filter((group) => group.severity === "info");
    box.replaceChildren(
      ...(grave.length ? [el("ul", {}, ...grave.map(row))] : []),
      ...(hints.length
        ? [el("details", { open: open || grave.length === 0 }, el("summary", {}, plural(hints.length, "подсказка", "подсказки", "подсказок")), el("ul", {}, ...hints.map(row)))]
        : []),
    );
    if (focused) box.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
}
