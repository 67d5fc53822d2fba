// What a rewrite changed, word by word. Myers' algorithm over tokens; changes that hang together are one, so that each can be judged at a glance.

const TOKEN =
  /\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*|[\p{L}\p{N}]+(?:[-.:,/@_][\p{L}\p{N}]+)*|\s+|./gsu;
const BLANK = /^\s*$/;
const FILLING = /^[^\p{L}\p{N}]*(?:[\p{L}\p{N}]{1,2})?[^\p{L}\p{N}]*$/u;

const tokens = (text) => text.match(TOKEN) ?? [];

/**
 * Parts in order: `{same: true, text}` or `{same: false, old, new, at}`; `at` is where `old` stands in `before`, in UTF-16 units.
 * @param {string} before
 * @param {string} after
 */
export function diff(before, after) {
  return joined(runs(tokens(before), tokens(after)));
}

/** Runs of equal, removed and added tokens. */
function runs(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = steps(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...a.slice(0, head).map((token) => ["same", token]), ...middle, ...a.slice(a.length - tail).map((token) => ["same", token])];
}

/** The shortest edit: `["same" | "old" | "new", token]` in order. */
function steps(a, b) {
  const most = a.length + b.length;
  const furthest = new Int32Array(2 * most + 3);
  const trail = [];
  for (let distance = 0; distance <= most; distance += 1) {
    trail.push(furthest.slice(most - distance, most + distance + 3));
    for (let k = -distance; k <= distance; k += 2) {
      const down = k === -distance || (k !== distance && furthest[most + k] < furthest[most + k + 2]);
      let x = down ? furthest[most + k + 2] : furthest[most + k] + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[most + k + 1] = x;
      if (x >= a.length && x - k >= b.length) return walked(a, b, trail);
    }
  }
  return [];
}

function walked(a, b, trail) {
  const found = [];
  let [x, y] = [a.length, b.length];
  for (let distance = trail.length - 1; distance >= 0; distance -= 1) {
    const furthest = trail[distance];
    const at = (k) => furthest[k + distance + 1];
    const k = x - y;
    const before = k === -distance || (k !== distance && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
    const fromX = distance === 0 ? 0 : at(before);
    const fromY = distance === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      found.push(["same", a[x - 1]]);
      [x, y] = [x - 1, y - 1];
    }
    if (distance > 0) found.push(x === fromX ? ["new", b[y - 1]] : ["old", a[x - 1]]);
    [x, y] = [fromX, fromY];
  }
  return found.reverse();
}

/** Runs as parts; equal text between two changes that is but a mark, a blank or a tiny word belongs to them. */
function joined(run) {
  const parts = [];
  const put = (kind, token) => {
    const last = parts.at(-1);
    if (kind === "same") {
      if (last?.same) last.text += token;
      else parts.push({ same: true, text: token });
      return;
    }
    if (last && !last.same) last[kind] += token;
    else parts.push({ same: false, old: "", new: "", [kind]: token });
  };
  for (const [kind, token] of run) put(kind, token);
  const merged = [];
  for (const [index, part] of parts.entries()) {
    const last = merged.at(-1);
    const between = part.same && last && !last.same && index + 1 < parts.length && FILLING.test(part.text) && !part.text.includes("\n");
    if (between) {
      last.old += part.text;
      last.new += part.text;
    } else if (!part.same && last && !last.same) {
      last.old += part.old;
      last.new += part.new;
    } else merged.push({ ...part });
  }
  let at = 0;
  for (const part of merged) {
    part.at = at;
    at += (part.same ? part.text : part.old).length;
  }
  return merged;
}

/** What tells a change from the others of the same draft, whatever else is edited. */
export const changeKey = (part) => `${part.at}|${part.old}|${part.new}`;

/** Whether there is anything to judge: line breaks alone are not. */
export const isChange = (part) => !part.same && !(BLANK.test(part.old) && BLANK.test(part.new));

/** The text with the changes of `rejected` taken back. */
export const composed = (parts, rejected) => parts.map((part) => (part.same ? part.text : rejected.has(changeKey(part)) ? part.old : part.new)).join("");

const SENTENCE_END = /[.!?…]["»)]*(?=\s|$)|\n/gu;

/** The last end of a sentence between `from` and `to`, else the first one after. */
function sentenceEnd(text, from, to) {
  const ends = [...text.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length);
  return ends.findLast((end) => end >= from && end <= to) ?? ends.find((end) => end > to) ?? text.length;
}

/** Where borders of sentences in `before` (UTF-16 units) stand in `after`; one inside a change goes to the end of a sentence there. */
export function carried(places, before, after) {
  if (before === after) return places;
  const parts = diff(before, after);
  return places.map((place) => {
    let [old, now] = [0, 0];
    for (const part of parts) {
      const was = (part.same ? part.text : part.old).length;
      const is = (part.same ? part.text : part.new).length;
      if (place <= old + was) return part.same ? now + place - old : sentenceEnd(after, now, now + is);
      [old, now] = [old + was, now + is];
    }
    return now;
  });
}
