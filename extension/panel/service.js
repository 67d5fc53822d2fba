// The service, through our worker.

import { Refused } from "../shared/refused.js";

const PING_MS = 10_000;
const GONE = "Плагин обновили или выключили. Обновите страницу.";

const value = (answer) => {
  if (!answer) throw new Refused("off", GONE);
  if (answer.refused) throw new Refused(answer.refused.code, answer.refused.message, answer.refused.wait);
  return answer.value;
};

/** Asks the worker; what the service refuses is thrown as Refused. */
export async function ask(kind, more = {}) {
  let answer;
  try {
    answer = await chrome.runtime.sendMessage({ kind, ...more });
  } catch {
    throw new Refused("off", GONE);
  }
  return value(answer);
}

/** A rewrite; `told` hears of each stage, aborting `signal` stops the model. */
export function rewrite(one, { rulesOnly, signal, told }) {
  return new Promise((resolve, reject) => {
    let port;
    try {
      port = chrome.runtime.connect({ name: "rewrite" });
    } catch {
      reject(new Refused("off", GONE));
      return;
    }
    // A worker that hears nothing for half a minute is ended by the browser, and the rewrite with it.
    const ping = setInterval(() => port.postMessage({ kind: "ping" }), PING_MS);
    const end = (finish) => {
      clearInterval(ping);
      port.disconnect();
      finish();
    };
    signal.addEventListener("abort", () => end(() => reject(new Refused("stopped", "Остановлено."))));
    port.onDisconnect.addListener(() => end(() => reject(new Refused("cut", "Связь с плагином оборвалась."))));
    port.onMessage.addListener((message) => {
      if (message.progress) told(message.progress);
      else end(() => new Promise((done) => done(value(message))).then(resolve, reject));
    });
    port.postMessage({ kind: "rewrite", one, rulesOnly });
  });
}
