// Places in a text: violations of one place together, overlapping places flattened, places moved along with an edit. All in UTF-16 units.

const WEIGHT = { error: 3, warning: 2, info: 1 };

/** Violations of the same span as one group: `{start, end, text, severity, violations, suggestions}`. */
export function grouped(violations) {
  const groups = new Map();
  for (const violation of violations) {
    const place = `${violation.start}:${violation.end}`;
    const group = groups.get(place) ?? { place, start: violation.start, end: violation.end, text: violation.text, severity: "info", violations: [], suggestions: [] };
    group.violations.push(violation);
    if (WEIGHT[violation.severity] > WEIGHT[group.severity]) group.severity = violation.severity;
    if (violation.suggestion !== null && violation.suggestion !== violation.text && !group.suggestions.includes(violation.suggestion)) {
      group.suggestions.push(violation.suggestion);
    }
    groups.set(place, group);
  }
  for (const group of groups.values()) group.violations.sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity]);
  return [...groups.values()];
}

/** Errors first, then warnings, then hints; each in reading order. */
export const byWeight = (groups) => [...groups].sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity] || a.start - b.start || a.end - b.end);

/** Whether a place can be underlined: one that is empty or takes most of a long text stands in the list only. */
export const isUnderlined = (group, length) => group.end > group.start && (group.severity === "error" || group.end - group.start < Math.max(120, length * 0.5));

/** The text cut at every border of `places`: `{start, end, over}`, where `over` are the places that cover the piece. */
export function pieces(length, places) {
  const borders = [...new Set([0, length, ...places.flatMap((place) => [place.start, place.end])])].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
  const found = [];
  for (let index = 0; index + 1 < borders.length; index += 1) {
    const [start, end] = [borders[index], borders[index + 1]];
    found.push({ start, end, over: places.filter((place) => place.start <= start && place.end >= end) });
  }
  return found;
}

/** The heaviest severity of places; of one weight the shortest place is meant. */
export const heaviest = (places) => places.reduce((best, place) => (WEIGHT[place.severity] > WEIGHT[best.severity] ? place : best)).severity;
export const narrowest = (places) => places.reduce((best, place) => (place.end - place.start < best.end - best.start ? place : best));

/** Places of `before`, where they stand in `after`; those that the edit touched are gone. */
export function moved(places, before, after) {
  let head = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const changedTo = before.length - tail;
  const by = after.length - before.length;
  return places.flatMap((place) => {
    if (place.end <= head) return [place];
    if (place.start >= changedTo) return [{ ...place, start: place.start + by, end: place.end + by }];
    return [];
  });
}
