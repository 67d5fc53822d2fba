// The service worker: hears the toolbar button, the hotkey, panels and the options page. It keeps nothing between events.

import { answered, check, feedback, packs, readiness, rewriting, rules, tried } from "./asking.js";
import { open, toFrame } from "./opening.js";
import * as places from "./places.js";
import * as pointing from "./pointing.js";
import * as settings from "./settings.js";
import * as sites from "./sites.js";

settings.shut();

chrome.action.onClicked.addListener((tab) => open(tab.id));
chrome.runtime.onInstalled.addListener(async ({ reason }) => {
  await sites.register();
  if (reason === "install") chrome.runtime.openOptionsPage();
});
chrome.runtime.onStartup.addListener(sites.register);
chrome.permissions.onAdded.addListener(sites.register);
chrome.permissions.onRemoved.addListener(sites.register);

// What a panel or an editor's frame may ask for.
const FROM_TABS = {
  settings: () => settings.open(),
  check: ({ one }) => check(one),
  packs: () => packs(),
  rules: ({ pack }) => rules(pack),
  readiness: () => readiness(),
  feedback: ({ told }) => feedback(told),
  remember: ({ pack }) => settings.save({ pack: String(pack) }),
  open: ({ id }, { tab, frameId }) => open(tab.id, { frame: frameId, id }),
  editor: ({ frame, message }, { tab }) => toFrame(tab.id, frame, { ...message, to: "agent" }),
  panel: ({ home, message }, { tab, frameId }) => toFrame(tab.id, home, { ...message, to: "panel", frame: frameId }),
  point: (_, { tab, frameId }) => pointing.start(tab.id, frameId),
  picked: ({ home, found }, { tab, origin }) => pointing.picked(tab.id, origin, home, found),
  options: ({ site }) => chrome.tabs.create({ url: chrome.runtime.getURL(`options/options.html${site ? `#site=${encodeURIComponent(site)}` : ""}`) }).then(() => null),
};

// What only our own pages may.
const FROM_PAGES = {
  try: ({ address, token }) => tried({ address, token }),
  site: ({ origin, allowed }) => sites.set(origin, allowed),
  place: ({ origin, place }) => (place ? places.remember(origin, place) : places.forget(origin)),
};

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== chrome.runtime.id) return false;
  const own = sender.origin === location.origin;
  const work = Object.hasOwn(FROM_TABS, message.kind) && sender.tab ? FROM_TABS[message.kind] : own && Object.hasOwn(FROM_PAGES, message.kind) ? FROM_PAGES[message.kind] : null;
  if (!work) return false;
  answered(() => work(message, sender)).then(reply);
  return true;
});

chrome.runtime.onConnect.addListener((port) => {
  if (port.sender?.id === chrome.runtime.id && port.name === "rewrite") rewriting(port);
});
