// Sites where the button stands at the editor: those that the operator has allowed, one by one.

import { load, save } from "./settings.js";

const ID = "button";

let turn = Promise.resolve();

/** One at a time: a permission and the list change together, and two at once would lose a site or register the button twice. */
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

/** Registers the button for what is allowed now. */
export const register = () => inTurn(anew);

/** Adds a site or takes it off the list. */
export const set = (origin, allowed) =>
  inTurn(async () => {
    const { sites } = await load();
    const others = sites.filter((one) => one !== origin);
    await save({ sites: allowed ? [...others, origin] : others });
    await anew();
  });

/** A permission taken back in the browser's own pages counts, too. */
async function anew() {
  const { sites } = await load();
  const held = await Promise.all(sites.map((origin) => chrome.permissions.contains({ origins: [`${origin}/*`] })));
  const matches = sites.filter((_, index) => held[index]).map((origin) => `${origin}/*`);
  const known = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (known.length) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
  if (!matches.length) return;
  const script = { id: ID, js: ["agent.js", "button.js"], matches, allFrames: true, matchOriginAsFallback: true, runAt: "document_idle" };
  await chrome.scripting.registerContentScripts([script]);
}
