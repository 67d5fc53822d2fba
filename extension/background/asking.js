// All requests to the service start here: a content script's would carry the site's origin.

import { client } from "../shared/client.js";
import { Refused } from "../shared/refused.js";
import { stateOf } from "../shared/states.js";
import { load } from "./settings.js";

const service = async () => {
  const { address, token } = await load();
  return client(address, () => token);
};

const plain = (error) =>
  error instanceof Refused ? { code: error.code, message: error.message, wait: error.wait } : { code: "internal", message: "Ошибка в самом плагине.", wait: 0 };

/** `{value}` or `{refused: {code, message, wait}}`: an error's class does not survive a message. */
export async function answered(work) {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof Refused)) console.error(error);
    return { refused: plain(error) };
  }
}

export const check = async (one) => (await service()).check(one);
export const packs = async () => (await service()).packs();
export const rules = async (pack) => (await service()).rules(pack);

/** Feedback is for the team's numbers: a service without it, or one that is busy, is nothing to bother an operator with. */
export const feedback = async (told) => (await service()).feedback(told).then(() => true, () => false);

export async function readiness() {
  const about = await (await service()).readiness();
  return { state: stateOf(about), detail: about.detail ?? "" };
}

/** Whether an address answers and takes a key, before they are kept: the packs there. */
export async function tried({ address, token }) {
  const there = client(address, () => token);
  const about = await there.readiness();
  return { packs: await there.packs(), state: stateOf(about), detail: about.detail ?? "" };
}

/** A rewrite over a port: progress as it comes; closing the port stops the model. */
export function rewriting(port) {
  const going = new AbortController();
  port.onDisconnect.addListener(() => going.abort());
  port.onMessage.addListener(async (message) => {
    if (message.kind !== "rewrite") return; // pings keep this worker alive, and that is all they do
    const told = (progress) => port.postMessage({ progress });
    const work = async () => (await service()).rewrite(message.one, { rulesOnly: message.rulesOnly, signal: going.signal, told });
    const answer = await answered(work);
    if (!going.signal.aborted) port.postMessage(answer);
  });
}
