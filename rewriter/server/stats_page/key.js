// The service's key, where the operator's page keeps it, too. It arrives behind `#`, which a browser sends to nobody.

const PLACE = "rewriter.key";
let memory = "";

/** The key in a link, or the text itself where it is no link. */
export function keyIn(text) {
  const match = /#key=([^&\s]+)/.exec(text);
  if (!match) return text.trim();
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1];
  }
}

export function keep(key) {
  memory = key;
  try {
    localStorage.setItem(PLACE, key);
  } catch {
    // A browser that keeps nothing: the key serves until the tab is closed.
  }
}

export function key() {
  try {
    return localStorage.getItem(PLACE) ?? memory;
  } catch {
    return memory;
  }
}

/** Takes a key out of the address bar. */
export function takeFromAddress() {
  if (!location.hash.startsWith("#key=")) return;
  keep(keyIn(location.hash));
  history.replaceState(null, "", location.pathname + location.search);
}
