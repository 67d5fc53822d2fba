// The small card at a place of a text: what is wrong there and what can be done. One at a time.

import { byId } from "./dom.js";

const LINGER_MS = 250;
let closing = 0;

/** Opens it under `rect` (of the window), above where there is no room. */
export function openCard(rect, ...nodes) {
  const card = byId("card");
  clearTimeout(closing);
  card.replaceChildren(...nodes);
  card.hidden = false;
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(rect.left, document.documentElement.clientWidth - width - 8));
  const below = rect.bottom + 6;
  const top = below + height > innerHeight - 8 && rect.top - height - 6 > 8 ? rect.top - height - 6 : below;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

export function closeCard() {
  clearTimeout(closing);
  const card = byId("card");
  if (card.hidden) return false;
  card.hidden = true;
  return true;
}

/** Closes it unless the mouse comes to it in time. */
export function closeCardSoon() {
  clearTimeout(closing);
  closing = setTimeout(closeCard, LINGER_MS);
}

byId("card").addEventListener("mouseenter", () => clearTimeout(closing));
byId("card").addEventListener("mouseleave", closeCardSoon);
// With the page the card scrolls along; inside a list its place would run away under it.
addEventListener("scroll", (event) => event.target !== document && closeCard(), { passive: true, capture: true });
