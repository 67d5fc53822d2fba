// The list of candidates and its filters.

import { byId, el } from "../dom.js";
import { title } from "../rulebook.js";
import { plural } from "../words.js";

export const STATUS = { open: ["·", "не решено"], accepted: ["✓", "принят"], rejected: ["✗", "отклонён"], written: ["■", "в пакете"] };

const FILTERS = ["of-status", "of-pack", "of-rule"];

/** `choose(id)`, `turn(file)` to another file, `filtered()` when a filter has changed. */
export function candidateList({ choose, turn, filtered }) {
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const id of FILTERS) byId(id).addEventListener("change", filtered);
  byId("file").addEventListener("change", () => turn(Number(byId("file").value)));

  const wanted = (row) => {
    const [status, pack, rule] = FILTERS.map((id) => byId(id).value);
    return (!status || row.status === status) && (!pack || row.pack === pack) && (!rule || row.teaches.includes(rule));
  };

  function offer(id, values, name) {
    const select = byId(id);
    const [first] = select.options;
    const chosen = select.value;
    select.replaceChildren(first, ...values.map((value) => el("option", { value }, name(value))));
    select.value = values.includes(chosen) ? chosen : "";
  }

  return {
    wanted,
    /** What can be chosen among these rows. */
    offer(listing) {
      const of = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b));
      offer("of-pack", of(listing.rows.map((row) => row.pack).filter(Boolean)), (pack) => pack);
      offer("of-rule", of(listing.rows.flatMap((row) => row.teaches)), title);
      byId("of-file").hidden = listing.files.length < 2;
      byId("file").replaceChildren(...listing.files.map((file) => el("option", { value: file.number }, file.name)));
      byId("file").value = String(listing.file);
    },
    draw(rows, current) {
      const shown = rows.filter(wanted);
      byId("listing-title").textContent = `Кандидаты: ${shown.length === rows.length ? rows.length : `${shown.length} из ${rows.length}`}`;
      byId("rows-empty").hidden = shown.length > 0;
      const focused = byId("rows").contains(document.activeElement) ? document.activeElement.dataset.row : null;
      byId("rows").replaceChildren(...shown.map((row) => el("li", {}, line(row, row.id === current, choose))));
      const [now] = byId("rows").querySelectorAll("[aria-current]");
      if (now && byId("listing").open) keepInView(byId("rows"), now);
      if (focused) byId("rows").querySelector(`[data-row="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    },
  };
}

/** Within the list only: the page itself does not move. */
function keepInView(box, element) {
  const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + 8;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 8;
}

function line(row, current, choose) {
  const [sign, words] = STATUS[row.status];
  return el(
    "button",
    { type: "button", class: `row-button ${row.status}`, "data-row": row.id, "aria-current": current ? "true" : false, onclick: () => choose(row.id), title: row.id },
    el("span", { class: "sign", "aria-hidden": "true" }, sign),
    el(
      "span",
      { class: "row-words" },
      el("span", { class: "unseen" }, `${words}. `),
      el("span", { class: "row-opening" }, row.opening || row.id),
      el("span", { class: "row-about soft" }, [row.pack, row.situation, row.edited && "с правкой", row.reason].filter(Boolean).join(" · ")),
    ),
  );
}

/** «7 кандидатов: не решено 4, принято 2, отклонено 1». */
export function countsInWords(counts) {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  const parts = [counts.open && `не решено ${counts.open}`, counts.accepted && `принято ${counts.accepted}`, counts.rejected && `отклонено ${counts.rejected}`, counts.written && `в пакете ${counts.written}`];
  return `${plural(all, "кандидат", "кандидата", "кандидатов")}: ${parts.filter(Boolean).join(", ")}`;
}
