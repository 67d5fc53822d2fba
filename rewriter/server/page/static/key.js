// The key: arrives behind `#`, which a browser sends to nobody, is kept in this browser and taken out of the address bar.

const PLACE = "rewriter.key";

/** The key in a link, or the text itself where it is no link. */
export function keyIn(text) {
  const match = /#key=([^&\s]+)/.exec(text);
  try {
    return match ? decodeURIComponent(match[1]) : text.trim();
  } catch {
    return match[1];
  }
}

/** Takes a key out of the address; whether there was one. */
export function takeFromAddress() {
  if (!location.hash.startsWith("#key=")) return false;
  keep(keyIn(location.hash));
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}

export function keep(key) {
  memory = key;
  try {
    localStorage.setItem(PLACE, key);
  } catch {
    // A browser that keeps nothing: the key serves until the tab is closed.
  }
}

let memory = "";

export function key() {
  try {
    return localStorage.getItem(PLACE) ?? memory;
  } catch {
    return memory;
  }
}
