// A text field whose violations are underlined: behind the field lies a mirror with the same text, and the lines are the mirror's.
// The field stays a plain <textarea>: caret, selection, undo, spelling and screen readers work as everywhere.

import { el } from "./dom.js";
import { heaviest, isUnderlined, moved, narrowest, pieces } from "./spans.js";

/** `changed()` after each change of the text, `pointed(group | null, rect)` when the mouse comes to a violation. */
export function editor(area, mirror, { changed, pointed }) {
  let groups = [];
  let drawn = area.value;

  function draw() {
    const places = groups.filter((group) => isUnderlined(group, drawn.length));
    const nodes = pieces(drawn.length, places).map(({ start, end, over }) => {
      const text = drawn.slice(start, end);
      return over.length === 0 ? text : el("span", { class: `under ${heaviest(over)}`, "data-place": narrowest(over).place }, text);
    });
    mirror.replaceChildren(...nodes, "\n"); // a last line that is empty has its height, too
  }

  function follow() {
    if (area.value === drawn) return;
    groups = moved(groups, drawn, area.value);
    drawn = area.value;
    draw();
  }

  area.addEventListener("input", () => {
    follow();
    changed();
  });

  function under(x, y) {
    for (const span of mirror.querySelectorAll(".under")) {
      for (const rect of span.getClientRects()) {
        if (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom + 3) {
          return { group: groups.find((group) => group.place === span.dataset.place) ?? null, rect };
        }
      }
    }
    return { group: null, rect: null };
  }
  let last = null;
  area.addEventListener("mousemove", (event) => {
    const { group, rect } = event.buttons ? { group: null, rect: null } : under(event.clientX, event.clientY);
    if (group !== last) pointed(group, rect);
    last = group;
  });
  area.addEventListener("mouseleave", () => {
    if (last) pointed(null, null);
    last = null;
  });
  draw();

  return {
    get text() {
      return area.value;
    },
    get groups() {
      return groups;
    },
    /** Another text altogether, without a word to `changed`. */
    reset(text) {
      area.value = text;
      groups = [];
      drawn = area.value;
      draw();
    },
    mark(found) {
      groups = found;
      drawn = area.value;
      draw();
    },
    /** Selects a place and brings it into view. */
    reveal(group) {
      area.focus({ preventScroll: true });
      area.setSelectionRange(group.start, group.end);
      (this.spanOf(group) ?? area).scrollIntoView({ block: "nearest" });
    },
    spanOf: (group) => mirror.querySelector(`[data-place="${group.place}"]`),
    /** Replaces a place as typing would, so that Ctrl+Z takes it back; false where the text there is another by now. */
    replace(group, suggestion) {
      if (area.value.slice(group.start, group.end) !== group.text) return false;
      area.focus({ preventScroll: true });
      area.setSelectionRange(group.start, group.end);
      const done = suggestion === "" ? group.start === group.end || document.execCommand("delete") : document.execCommand("insertText", false, suggestion);
      if (!done) {
        area.setRangeText(suggestion, group.start, group.end, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return true;
    },
  };
}
