// Where the client's messages stand on a site nobody has described to us: learnt from one message that the operator points at. A wrong guess is worse than none, so that a place
// is only remembered where something tells the client's messages from the operator's; else the message is taken this once.

import { featuresOf, kindOf } from "./features.js";

const DEEPEST = 12;
const ALONE = 5; // how far around a message that stands alone its own marks are looked for
const NEAR = 30; // of a long talk so many messages before and behind are compared
const MOST = 6000;
const EDITORS = 'textarea, [contenteditable]:not([contenteditable="false"])';

export const textAt = (element) => element.innerText.trim().slice(0, MOST);
const isMessage = (element) => element.checkVisibility({ visibilityProperty: true }) && element.innerText.trim() !== "";
export const all = (selector) => [...document.querySelectorAll(selector)].filter(isMessage);

/** The element that a remembered place means now; null where there is none, or the place is no selector. */
export function elementAt({ selector, order }) {
  try {
    return (order === "first" ? all(selector)[0] : all(selector).at(-1)) ?? null;
  } catch {
    return null;
  }
}

/** `{element, selector, order}` of the message that `pointed` belongs to; `selector` is "" where nothing tells the client's from others', `own`: it looks like the operator's. */
export function placeOf(pointed) {
  let first = null;
  for (let element = block(pointed), depth = 0; element && element !== document.body && depth < DEEPEST; element = element.parentElement, depth += 1) {
    const kind = kindOf(element);
    if (!kind) continue;
    first ??= { element, kind, size: element.innerText.length };
    const tooMuch = element.querySelector(EDITORS) || element.innerText.length > 4 * first.size + 300 || [...element.querySelectorAll(first.kind)].filter(isMessage).length > 1;
    if (tooMuch && element !== first.element) break;
    const found = learnt(element, kind);
    if (found) return { element, ...found };
  }
  const around = block(pointed);
  return { element: first?.element ?? (around === document.body ? pointed : around), selector: "", order: "last", own: false };
}

/** A word in bold is not the message: the first ancestor that is a block of its own. */
function block(element) {
  let at = element;
  while (at.parentElement && at !== document.body && /^(?:inline|contents|ruby)$/.test(getComputedStyle(at).display)) at = at.parentElement;
  return at;
}

function learnt(element, kind) {
  const list = listAround(element, kind);
  const scope = list && featuresOf(list).find((one) => one.neutral && !one.utility)?.css;
  const base = scope ? `${scope} ${kind}` : kind;
  const alike = list ? near(all(base), element) : [element];
  const rows = new Map(alike.map((one) => [one, marks(one, alike)]));
  const mine = rows.get(element);
  if (!mine) return null;
  const others = alike.filter((one) => one !== element);
  const telling = [...mine.values()].filter((one) => others.some((other) => !rows.get(other).has(key(one))));
  const foreign = [...new Map(others.flatMap((one) => [...rows.get(one)])).values()].filter((one) => !mine.has(key(one)));
  if (telling.some((one) => one.operator) && !telling.some((one) => one.client)) return { selector: "", order: "last", own: true };
  const seen = LOOKS.map((look) => alike.map((one) => look(one, alike) === look(element, alike)));
  const looks = (one) => (has) => seen.some((same) => alike.every((other, index) => same[index] === (has === rows.get(other).has(key(one)))));
  const yes =
    telling.find((one) => one.client) ??
    (others.some((one) => differs(rows.get(one), mine)) ? null : [...mine.values()].find((one) => one.client)) ??
    telling.find((one) => one.clientPerhaps && looks(one)(true)) ??
    telling.find((one) => looks(one)(true));
  const not = foreign.filter((one) => one.operator || (!yes && (one.operatorPerhaps || one.neutral) && looks(one)(false)));
  if (!yes && !not.length) return null;
  const selector = written(base, scope, kind, yes, not.slice(0, 6));
  const found = all(selector);
  if (!found.includes(element)) return null;
  return { selector, order: found.length > 1 && found[0] === element ? "first" : "last", own: false };
}

function near(found, element) {
  const at = found.indexOf(element);
  return found.slice(Math.max(0, at - NEAR), at + NEAR + 1);
}

const key = (one) => `${one.level > 0 ? 1 : 0}${one.css}`;
const differs = (theirs, mine) => [...theirs.values()].some((one) => one.operator && !mine.has(key(one)));

/** The list of messages: the nearest element around that has more than one of the kind. */
function listAround(element, kind) {
  let at = element.parentElement;
  while (at && [...at.querySelectorAll(kind)].filter(isMessage).length < 2) at = at.parentElement;
  return at;
}

/** Features of a message and of what is around it alone, up to where other messages or a field begin. */
function marks(element, alike) {
  const found = new Map();
  for (let at = element, level = 0; at && at !== document.body && level < (alike.length > 1 ? DEEPEST : ALONE); at = at.parentElement, level += 1) {
    if (alike.some((one) => one !== element && at.contains(one)) || (level && at.querySelector(EDITORS))) break;
    for (const one of featuresOf(at)) found.set(key({ ...one, level }), { ...one, level });
  }
  return found;
}

const ground = (element, alike) => {
  for (let at = element; at && !alike.some((one) => one !== element && at.contains(one)); at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== "rgba(0, 0, 0, 0)") return colour;
  }
  return "";
};
// By what the eye tells one side from the other.
const LOOKS = [ground, (one) => Math.round(one.getBoundingClientRect().left), (one) => Math.round(one.getBoundingClientRect().right), (one) => getComputedStyle(one).color];

function written(base, scope, kind, yes, not) {
  const without = not.map((one) => `:not(${one.css}${one.level ? " *" : ""})`).join("");
  if (!yes) return base + without;
  if (!yes.level) return (kind.endsWith(yes.css) ? base : base + yes.css) + without;
  return `${scope ? `${scope} ` : ""}${yes.css} ${kind}${without}`;
}
