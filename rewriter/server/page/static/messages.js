// The reply as it would be sent: messages with their lines and copy buttons.

import { el } from "./dom.js";
import { heaviest, isUnderlined, narrowest, pieces } from "./spans.js";

/**
 * @param {{start: number, text: string}[]} messages
 * @param {object[]} groups violations of the whole reply
 * @param {{start: number, end: number} | null} lit a place to be shown
 * @param {{copy: (index: number) => void, pointed: (group: object | null, rect: DOMRect | null) => void}} told
 */
export function messageList(messages, groups, lit, { copy, pointed }) {
  return el(
    "ol",
    { class: "messages" },
    ...messages.map((message, index) =>
      el(
        "li",
        { class: "message" },
        el("div", { class: "bubble" }, ...words(message, groups, lit, pointed)),
        messages.length > 1 &&
          el(
            "button",
            { type: "button", class: "quiet copy", "data-copy": index, "aria-label": `Копировать сообщение ${index + 1}`, onclick: () => copy(index) },
            "Копировать ",
            index < 9 && el("kbd", {}, String(index + 1)),
          ),
      ),
    ),
  );
}

function words({ start, text }, groups, lit, pointed) {
  const inside = (place) => ({ ...place, start: Math.max(0, place.start - start), end: Math.min(text.length, place.end - start), whole: place });
  const places = groups.filter((group) => isUnderlined(group, Infinity) && group.start < start + text.length && group.end > start).map(inside);
  const shown = lit && lit.start < start + text.length && lit.end > start ? [{ ...inside(lit), lit: true }] : [];
  return pieces(text.length, [...places, ...shown]).map((piece) => {
    const words = text.slice(piece.start, piece.end);
    const wrong = piece.over.filter((place) => !place.lit);
    const mark = piece.over.length > wrong.length;
    if (!wrong.length) return mark ? el("mark", {}, words) : words;
    const group = narrowest(wrong).whole;
    const span = el(
      "span",
      {
        class: `under ${heaviest(wrong)}`,
        "data-place": group.place,
        onmouseenter: (event) => pointed(group, event.target.getBoundingClientRect()),
        onmouseleave: () => pointed(null, null),
      },
      words,
    );
    return mark ? el("mark", {}, span) : span;
  });
}
