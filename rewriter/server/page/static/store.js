// What a tab remembers. Texts live in sessionStorage, which goes with the tab; who the operator is, in localStorage, for the next tab.

const TAB = "rewriter.tab";
const HISTORY = "rewriter.history";
const OPERATOR = "rewriter.operator";
const MOST = 20;
/** What stays from dialogue to dialogue. */
export const LASTING = ["pack", "channel", "operator_name", "operator_gender"];

function read(storage, place, otherwise) {
  try {
    return JSON.parse(storage.getItem(place)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(storage, place, value) {
  try {
    storage.setItem(place, JSON.stringify(value));
    return true;
  } catch {
    return false; // full, or switched off in this browser: the page works on without
  }
}

export const loadTab = () => read(sessionStorage, TAB, null);
export const saveTab = (state) => write(sessionStorage, TAB, state);
export const loadOperator = () => read(localStorage, OPERATOR, {});
export const saveOperator = (fields) => write(localStorage, OPERATOR, Object.fromEntries(LASTING.map((name) => [name, fields[name]])));

export const loadHistory = () => read(sessionStorage, HISTORY, []);
export const clearHistory = () => write(sessionStorage, HISTORY, []);

/** Puts an entry first; the oldest go when there are many or the storage is full. */
export function addToHistory(entry) {
  const entries = [entry, ...loadHistory()].slice(0, MOST);
  while (entries.length > 0 && !write(sessionStorage, HISTORY, entries)) entries.pop();
}
