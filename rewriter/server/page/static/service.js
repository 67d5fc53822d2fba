// How the service is: asked seldom while all is well, often while something is missing.

import { readiness } from "./api.js";
import { byId } from "./dom.js";
import { STATES, stateOf } from "./states.js";

const WELL_MS = 20_000;
const SOON_MS = 2_000;

/** Watches the service; `changed(state)` hears each new state. */
export function watching(changed) {
  let state = "";
  let timer = 0;

  function show(now, detail) {
    const [kind, words] = STATES[now] ?? STATES.off;
    const box = byId("service");
    box.className = `service ${kind}`;
    box.title = detail;
    // Each word that changes is read out; what stays is not said again.
    if (byId("service-text").textContent !== words) byId("service-text").textContent = words;
    if (now !== state) {
      const before = state;
      state = now;
      changed(now, before, detail);
    }
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const about = await readiness();
      show(stateOf(about), about.detail ?? "");
    } catch {
      show("off", "");
    }
    timer = setTimeout(ask, state === "ready" || state === "no-model" ? WELL_MS : SOON_MS);
  }

  ask();
  return { ask, get state() { return state; } };
}
