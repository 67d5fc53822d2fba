// What the rewrite changed, word by word; each change can be kept or taken back.

import { el, focusedNear } from "./dom.js";
import { changeKey, isChange } from "./diff.js";

/** Number of changes, and how many were decided. */
export function tally(answer, parts) {
  const changes = parts.filter(isChange);
  const decided = changes.filter((part) => answer.kept.includes(changeKey(part)) || answer.rejected.includes(changeKey(part))).length;
  return { all: changes.length, decided };
}

/** `decide(keys, decision)`: decision is `kept`, `rejected` or null; `open(key)`: the change whose buttons are shown. */
export function changeView(answer, parts, { decide, open, opened }) {
  const changes = parts.filter(isChange);
  const keys = changes.map(changeKey);
  return [
    el(
      "div",
      { class: "tools" },
      el("button", { type: "button", class: "quiet", id: "keep-all", onclick: () => decide(keys, "kept") }, "Принять все"),
      el("button", { type: "button", class: "quiet", id: "reject-all", onclick: () => decide(keys, "rejected") }, "Вернуть всё как было"),
      el("span", { class: "soft hint" }, el("kbd", {}, "←"), el("kbd", {}, "→"), " ", el("kbd", {}, "Enter"), " принять ", el("kbd", {}, "Delete"), " вернуть"),
    ),
    el("div", { class: "diff", role: "group", "aria-label": "Изменения в черновике", onkeydown: walk }, ...parts.flatMap((part) => shown(answer, part, { decide, open, opened }))),
  ];
}

function shown(answer, part, { decide, open, opened }) {
  if (part.same) return [part.text];
  if (!isChange(part)) return [part.new];
  const key = changeKey(part);
  const state = answer.rejected.includes(key) ? "rejected" : answer.kept.includes(key) ? "kept" : "fresh";
  const words = { fresh: "", kept: " Принято.", rejected: " Возвращено как было." }[state];
  const change = el(
    "span",
    {
      class: `change ${state}`,
      tabindex: 0,
      role: "button",
      "data-change": key,
      "aria-expanded": String(opened === key),
      "aria-label": `${said(part)}${words} Enter — принять, Delete — вернуть.`,
      onclick: () => open(opened === key ? null : key),
      onkeydown: (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const decision = { Enter: "kept", " ": "kept", Delete: "rejected", Backspace: "rejected" }[event.key];
        if (!decision) return;
        event.preventDefault();
        decide([key], state === decision ? null : decision);
      },
    },
    ...(part.old && state !== "kept" ? coloured(state === "rejected" ? "span" : "del", part.old) : []),
    ...(part.new && state !== "rejected" ? coloured(state === "kept" ? "span" : "ins", part.new) : []),
    // A deletion that was accepted and an addition that was taken back leave a mark to come back to.
    ((state === "kept" && !part.new.trim()) || (state === "rejected" && !part.old.trim())) && el("span", { class: "trace", "aria-hidden": "true" }, "·"),
  );
  if (opened !== key) return [change];
  const button = (decision, label) =>
    el("button", { type: "button", class: "decision", "data-decision": decision, "aria-pressed": String(state === decision), onclick: () => decide([key], state === decision ? null : decision) }, label);
  return [change, el("span", { class: "decisions" }, button("kept", "Принять"), button("rejected", "Вернуть"))];
}

/** The words in their colour; blanks at the edges stay plain. */
function coloured(tag, text) {
  const [, head, core, tail] = /^(\s*)([^]*?)(\s*)$/.exec(text);
  return [head, core && el(tag, { class: tag === "ins" && !head ? "tight" : false }, core), tail];
}

function said(part) {
  const [old, now] = [part.old.trim(), part.new.trim()];
  return !old ? `Добавлено «${now}».` : !now ? `Убрано «${old}».` : `Было «${old}», стало «${now}».`;
}

/** Arrows go from change to change. */
function walk(event) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const all = [...event.currentTarget.querySelectorAll(".change")];
  const next = all[all.indexOf(focusedNear(event.currentTarget)) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
