// How the service is, while the panel is open; and what it offers.

import { byId, el } from "../shared/dom.js";
import { STATES } from "../shared/states.js";
import { ask } from "./service.js";

const WELL_MS = 20_000;
const SOON_MS = 3_000;

/** `{ask(), say(state)}`; asks again by itself while `wanted()`. */
export function watching(wanted) {
  let timer = 0;

  function say(state, detail = "") {
    const [kind, words] = STATES[state] ?? STATES.off;
    byId("service").className = `service ${kind}`;
    byId("service").title = detail;
    if (byId("service-text").textContent !== words) byId("service-text").textContent = words;
    return kind;
  }

  async function now() {
    clearTimeout(timer);
    const kind = await ask("readiness").then(({ state, detail }) => say(state, detail), () => say("off"));
    clearTimeout(timer);
    if (wanted()) timer = setTimeout(now, kind === "good" ? WELL_MS : SOON_MS);
  }

  return { ask: now, say };
}

/** Fills the list of packs and the titles of rules. */
export async function offerPacks(settings, titles) {
  const packs = await ask("packs");
  const chosen = byId("pack").value || settings.pack;
  byId("pack").replaceChildren(...packs.map((pack) => el("option", { value: pack.name }, pack.title || pack.name)));
  byId("pack").value = (packs.find((pack) => pack.name === chosen) ?? packs.find((pack) => pack.name === "base") ?? packs[0]).name;
  if (!titles.size) for (const rule of await ask("rules", { pack: byId("pack").value })) titles.set(rule.id, rule.title);
}
