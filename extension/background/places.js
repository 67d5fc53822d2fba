// Where the client's message stands on sites that the operator has pointed it out on: `{origin: {selector, order}}`. No text of a message is among it.

import { load, save } from "./settings.js";

const LONGEST = 400;
const MOST = 100; // sites: the one that was pointed out longest ago goes

export async function remember(origin, { selector, order }) {
  const { places } = await load();
  const { [origin]: _, ...others } = places;
  const kept = Object.entries(others).slice(1 - MOST);
  await save({ places: { ...Object.fromEntries(kept), [origin]: { selector: String(selector).slice(0, LONGEST), order: order === "first" ? "first" : "last" } } });
}

export async function forget(origin) {
  const { places } = await load();
  const { [origin]: _, ...others } = places;
  await save({ places: others });
}

/** `{text, lost}`: what the remembered places of these frames say; `lost` where there is a place and nothing stands there any more. */
export async function said(frames, ask) {
  const { places } = await load();
  const known = frames.filter((one) => Object.hasOwn(places, one.origin ?? ""));
  const texts = await Promise.all(known.map((one) => ask(one.frame, { to: "agent", do: "message", place: places[one.origin] })));
  const text = texts.find(Boolean) ?? "";
  return { text, lost: known.length > 0 && !text };
}
