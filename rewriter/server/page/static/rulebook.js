// What rules are called and why they are there, for the pack in use. Without it the page works, with ids for titles.

import { rules } from "./api.js";

const known = new Map();
let pack = "";

export const why = (rule) => known.get(rule)?.why ?? "";
export const title = (rule) => known.get(rule)?.title ?? rule;

/** Loads the rules of a pack once. */
export async function loadRules(wanted) {
  if (!wanted || wanted === pack) return;
  pack = wanted;
  try {
    for (const rule of await rules(wanted)) known.set(rule.id, rule);
  } catch {
    pack = ""; // asked for again the next time
  }
}
