// The operator points at the client's message: the picker runs in every frame of the tab that we may look into, and ends in all of them at once.

import { inject, toFrame } from "./opening.js";
import * as places from "./places.js";

const FILE = "picker.js";

/** Ends it wherever it runs. */
export const stop = (tabId) => chrome.tabs.sendMessage(tabId, { to: "picker", do: "stop" }).catch(() => null);

/** `home`: the frame of the panel, where it is said what to do. */
export async function start(tabId, home) {
  let frames;
  try {
    frames = (await inject({ tabId, allFrames: true }, FILE)).map((result) => result.frameId);
  } catch {
    await inject({ tabId, frameIds: [home] }, FILE);
    frames = [home]; // the page around is not allowed, the frame is
  }
  const asked = await Promise.all(frames.map((frame) => toFrame(tabId, frame, { to: "agent", do: "find", id: null })));
  const others = asked.map((one) => one?.origin).filter((origin) => origin && origin !== "null");
  await Promise.all(frames.filter((frame) => frame !== home).map((frame) => toFrame(tabId, frame, { to: "picker", do: "start", home, others, here: false })));
  await toFrame(tabId, home, { to: "picker", do: "start", home, others, here: true }); // last, for it takes the focus
  return true;
}

/** A frame's answer: remembered for its site, told to the panel; `found` null where the operator gave up. */
export async function picked(tabId, origin, home, found) {
  await stop(tabId);
  const kept = Boolean(found?.selector) && origin !== "null";
  if (kept) await places.remember(origin, found);
  await toFrame(tabId, home, { to: "panel", do: "picked", text: found ? String(found.text) : null, kept });
  return kept;
}
