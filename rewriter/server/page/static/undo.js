// Undo of what the page does: decisions on changes, replacements in a reply, a dialogue cleared, one taken from history. Typing is the browser's own undo.

const MOST = 50;

/** `take()` gives a snapshot of everything, `put(snapshot)` restores it, `changed(label | null)` hears what would be undone next. */
export function undoing({ take, put, changed }) {
  const past = [];
  const tell = () => changed(past.at(-1)?.label ?? null);
  return {
    /** Call it before the change. */
    mark(label) {
      past.push({ label, snapshot: structuredClone(take()) });
      if (past.length > MOST) past.shift();
      tell();
    },
    /** What was undone, or null. */
    back() {
      const last = past.pop();
      if (!last) return null;
      put(last.snapshot);
      tell();
      return last.label;
    },
  };
}
