// The draft: its field, what is wrong in it, the card at a place, suggestions taken with the mouse or a key.

import { check } from "./api.js";
import { closeCard, closeCardSoon, openCard } from "./card.js";
import { checking } from "./checking.js";
import { byId, el } from "./dom.js";
import { editor } from "./editor.js";
import { messages, offers } from "./finding.js";
import { findingsList } from "./findings.js";
import { say, toast } from "./live.js";
import { inUnits } from "./points.js";
import { why } from "./rulebook.js";
import { grouped } from "./spans.js";
import { counted, plural } from "./words.js";

const REST_MS = 1500;

/** The card of a place. */
export const cardAt = (rect, group, use) => openCard(rect, ...messages(group, why), el("div", { class: "offers" }, ...offers(group, use)));

/** Opens and closes the card as the mouse comes and goes. */
export const pointing = (use) => (group, rect) => (group ? cardAt(rect, group, use) : closeCardSoon());

/** `read()` gives the case to be checked or null; `edited()` hears of each change, `troubled(error)` of a check that failed. */
export function drafting({ read, edited, troubled }) {
  const area = byId("draft");
  const field = editor(area, byId("mirror"), { changed: edited, pointed: pointing(use) });
  const list = findingsList(byId("findings-list"), { show, use });
  const checks = checking({ ask: check, read, show: shown, failed: troubled });
  let current = null;
  let announcing = 0;

  for (const event of ["input", "pointerdown"]) area.addEventListener(event, () => { current = null; });
  area.addEventListener("blur", () => setTimeout(() => document.activeElement !== area && closeCardSoon(), 0));

  function shown(result, one) {
    const groups = result ? grouped(inUnits(one.draft, result.violations)) : [];
    field.mark(groups);
    list(groups);
    byId("findings").hidden = groups.length === 0;
    byId("draft-summary").textContent = result ? summary(field.text, result) : "";
    clearTimeout(announcing);
    // While one types nobody wants to be told; after a rest the counts are.
    if (result && document.activeElement === area) announcing = setTimeout(() => say(summary(field.text, result)), REST_MS);
  }

  function show(group) {
    current = group;
    field.reveal(group);
    cardAt((field.spanOf(group) ?? area).getBoundingClientRect(), group, use);
    say(group.violations.map((violation) => violation.message).join(" "));
  }

  function use(group, suggestion) {
    closeCard();
    current = null;
    if (field.replace(group, suggestion)) say("Заменено. Отменить: Ctrl Z");
    else toast("Текст уже изменился: замена не к месту.");
    checks.now();
  }

  return {
    get text() {
      return field.text;
    },
    reset: (text) => field.reset(text),
    check: checks.soon,
    checkNow: checks.now,
    /** Goes to the next or the previous place. */
    next(by) {
      const groups = [...field.groups].sort((a, b) => a.start - b.start || a.end - b.end);
      if (!groups.length) return say("Замечаний нет");
      const at = groups.findIndex((group) => group.place === current?.place);
      return show(groups[at < 0 ? (by > 0 ? 0 : groups.length - 1) : (at + by + groups.length) % groups.length]);
    },
    /** Takes the first suggestion of the place that is shown, or of the one at the caret. */
    useSuggestion() {
      const caret = area.selectionStart;
      const here = field.groups.filter((group) => group.start <= caret && group.end >= caret && group.suggestions.length);
      const group = current ?? here.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
      if (group?.suggestions.length) use(group, group.suggestions[0]);
      else say("Здесь нечего заменить");
    },
  };
}

function summary(text, result) {
  const words = plural(text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)?.length ?? 0, "слово", "слова", "слов");
  const answered = result.questions.filter((question) => question.answered).length;
  const questions = result.questions.length ? `ответов: ${answered} из ${result.questions.length}` : "";
  return [words, counted(result.violations) || "замечаний нет", questions].filter(Boolean).join(" · ");
}
