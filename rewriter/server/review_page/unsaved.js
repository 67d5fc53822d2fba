// Texts that are typed and not yet kept by the service: they outlive a reload, and a decision that was refused.

const PLACE = "rewriter.review.texts";
let memory = read();

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE)) ?? {};
  } catch {
    return {}; // a browser that keeps nothing, or somebody else's value
  }
}

function write() {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(memory));
  } catch {
    // Full or switched off: the texts serve until the tab is closed.
  }
}

const placeOf = (file, id) => `${file}|${id}`;

/** `{draft?, reply?}` of a candidate. */
export const unsaved = (file, id) => memory[placeOf(file, id)] ?? {};

/** Keeps what is given; an empty object forgets. */
export function keepUnsaved(file, id, texts) {
  const { [placeOf(file, id)]: _, ...rest } = memory;
  memory = Object.keys(texts).length ? { ...rest, [placeOf(file, id)]: texts } : rest;
  write();
}
