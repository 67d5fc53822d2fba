// What the operator has set. Only our own pages and this worker read it: a site's process never holds the key.

const DEFAULTS = { address: "http://127.0.0.1:8017", token: "", pack: "", operator_name: "", operator_gender: "", channel: "chat", sites: [], places: {} };

/** Shuts content scripts out of the storage; on every start, since nothing says that a browser remembers it. */
export const shut = () => chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });

export const load = () => chrome.storage.local.get(DEFAULTS);
export const save = (values) => chrome.storage.local.set(values);

/** What a panel may know: everything but the key. */
export async function open() {
  const { token, sites, places, ...rest } = await load();
  return { ...rest, paired: token !== "" };
}
