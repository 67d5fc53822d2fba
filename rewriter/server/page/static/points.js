// The service counts code points, a browser UTF-16 units: «😊» is one there and two here.

const ASTRAL = /[\u{10000}-\u{10FFFF}]/u;

/** A function from code points of `text` to its UTF-16 units. */
export function toUnits(text) {
  if (!ASTRAL.test(text)) return (point) => point;
  const at = [];
  let unit = 0;
  for (const character of text) {
    at.push(unit);
    unit += character.length;
  }
  at.push(unit);
  return (point) => at[Math.min(Math.max(point, 0), at.length - 1)];
}

/** `items` with `start` and `end` in UTF-16 units of `text`. */
export function inUnits(text, items) {
  const units = toUnits(text);
  return items.map((item) => ({ ...item, start: units(item.start), end: units(item.end) }));
}
