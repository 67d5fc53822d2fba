// Draft and reply side by side, each a field with its violations underlined, judged by the service while one types.

import { closeCard } from "../card.js";
import { checking } from "../checking.js";
import { byId } from "../dom.js";
import { cardAt, pointing } from "../drafting.js";
import { editor } from "../editor.js";
import { findingsList } from "../findings.js";
import { toast } from "../live.js";
import { inUnits } from "../points.js";
import { grouped } from "../spans.js";
import { counted, plural } from "../words.js";

const NAMES = ["draft", "reply"];

/** `ask(texts)` judges, `judged(judgement | null)` hears of it, `failed(error)`; `edited()` after each change, `left()` when the hands go elsewhere. */
export function textPair({ ask, judged, failed, edited, left }) {
  let open = false;
  const sides = Object.fromEntries(NAMES.map((name) => [name, side(name, { changed, use: name === "reply", checkNow: () => checks.now() })]));
  const checks = checking({ ask, read: () => (open ? texts() : null), show, failed });

  function changed() {
    closeCard();
    edited();
    checks.soon();
  }

  function show(judgement) {
    sides.draft.mark(judgement?.before ?? null);
    sides.reply.mark(judgement?.after ?? null);
    judged(judgement);
  }

  const texts = () => Object.fromEntries(NAMES.map((name) => [name, sides[name].text.trim()]));
  for (const name of NAMES) sides[name].area.addEventListener("blur", left);

  return {
    get texts() {
      return texts();
    },
    /** Other texts altogether. */
    put({ draft, reply }, { locked }) {
      closeCard();
      open = true;
      sides.draft.put(draft, locked);
      sides.reply.put(reply, locked);
      judged(null);
      checks.now();
    },
    close() {
      open = false;
    },
    focus(name) {
      sides[name].area.focus();
    },
    /** The place of a piece of the reply, selected. */
    select(start, end) {
      sides.reply.select(start, end);
    },
  };
}

function side(name, { changed, use, checkNow }) {
  const area = byId(`${name}-area`);
  const take = (group, suggestion) => {
    closeCard();
    if (area.readOnly || !field.replace(group, suggestion)) toast("Текст уже другой: замена не к месту.");
    checkNow();
  };
  const field = editor(area, byId(`${name}-mirror`), { changed, pointed: pointing(take) });
  const show = (group) => {
    field.reveal(group);
    cardAt((field.spanOf(group) ?? area).getBoundingClientRect(), group, take);
  };
  const list = findingsList(byId(`${name}-findings`), { show, use: take });
  return {
    area,
    get text() {
      return field.text;
    },
    put(text, locked) {
      field.reset(text);
      area.readOnly = locked;
      list([]);
      byId(`${name}-summary`).textContent = "";
    },
    select(start, end) {
      area.focus({ preventScroll: true });
      const lead = field.text.length - field.text.trimStart().length;
      area.setSelectionRange(start + lead, end + lead);
    },
    /** The service has judged the text without blanks at its ends. */
    mark(result) {
      const text = field.text.trim();
      const lead = field.text.length - field.text.trimStart().length;
      const moved = inUnits(text, result?.violations ?? []).map((v) => ({ ...v, start: v.start + lead, end: v.end + lead }));
      // A draft is to stay as bad as it is: nobody is offered to mend it.
      const groups = grouped(use ? moved : moved.map((v) => ({ ...v, suggestion: null })));
      field.mark(groups);
      list(groups);
      const words = plural(text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)?.length ?? 0, "слово", "слова", "слов");
      byId(`${name}-summary`).textContent = result ? `${words} · ${counted(result.violations) || "замечаний нет"}` : "";
    },
  };
}
