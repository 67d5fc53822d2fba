// How the service is: asked seldom while all is well, often while something is missing.

import { readiness } from "./api.js";
import { byId } from "./dom.js";

const WELL_MS = 20_000;
const SOON_MS = 2_000;

const WORDS = {
  ready: ["good", "Модель готова"],
  opening: ["wait", "Модель загружается, пока отвечают правила"],
  warming: ["wait", "Модель загружается, пока отвечают правила"],
  "no-model": ["warn", "Модели нет: только правила"],
  stopping: ["warn", "Сервис останавливают"],
  off: ["bad", "Нет связи с сервисом"],
};

/** Watches the service; `changed(state)` hears each new state. */
export function watching(changed) {
  let state = "";
  let timer = 0;

  function show(now, detail) {
    const [kind, words] = WORDS[now] ?? WORDS.off;
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
      show(about.ready || about.state !== "ready" ? about.state : "stopping", about.detail ?? "");
    } catch {
      show("off", "");
    }
    timer = setTimeout(ask, state === "ready" || state === "no-model" ? WELL_MS : SOON_MS);
  }

  ask();
  return { ask, get state() { return state; } };
}
