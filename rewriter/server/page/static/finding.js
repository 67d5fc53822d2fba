// One place with what is wrong there, for the list and for the card.

import { el } from "./dom.js";
import { SEVERITY, short } from "./words.js";

/** What a button that applies a suggestion shows, and what a screen reader says. */
export function offer(group, suggestion) {
  // «В соответствии с п. 34 о…» → «О»: what is left is but the next word's letter.
  if (suggestion.length < 2 && group.end - group.start > 2) return { shown: "Убрать", said: `Убрать «${short(group.text)}»` };
  const words = short(suggestion, 48);
  return group.start === group.end ? { shown: `+ ${words}`, said: `Вставить «${words}»` } : { shown: `→ ${words}`, said: `Заменить на «${words}»` };
}

/** Buttons, one for each suggestion; `use(group, suggestion)`. */
export function offers(group, use) {
  return group.suggestions.map((suggestion) => {
    const { shown, said } = offer(group, suggestion);
    return el("button", { type: "button", class: "offer", "aria-label": said, title: suggestion.length > 48 ? suggestion : said, onclick: () => use(group, suggestion) }, shown);
  });
}

/** What is wrong, each in a line; `why(rule)` gives a rule's reason or nothing. */
export function messages(group, why = () => "") {
  return group.violations.map((violation) => {
    const reason = why(violation.rule);
    return el(
      "p",
      { class: `said ${violation.severity}` },
      el("span", { class: "unseen" }, `${SEVERITY[violation.severity]}. `),
      violation.message,
      reason && el("span", { class: "why soft" }, ` ${reason}`),
    );
  });
}
