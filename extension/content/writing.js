// Text into an editor, the way a person's typing goes in: so that undo, the framework and the site's own code see it. Once, never twice: a second try
// into an editor that was only slow triples the text.

import { isField, kindOf } from "./editors.js";
import { same, textOf } from "./reading.js";

// These take their text from `beforeinput`, draw it themselves and fall over a DOM that changed behind their back.
const BY_EVENT = new Set(["lexical", "slate", "ckeditor"]);
// An editor sees a new selection one turn later, and Lexical draws one turn after it was told.
const SETTLE_MS = 60;
const DRAWN_MS = 1500;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** `ok`, or why not: `changed` (nothing was written), `long` (nothing was written), `unsure` (the editor made something else of it). */
export async function write(editor, expected, text) {
  if (textOf(editor) !== expected) return "changed";
  if (isField(editor)) return intoField(editor, text);
  return intoEditable(editor, expected, text);
}

function intoField(field, given) {
  const text = field instanceof HTMLInputElement ? given.replace(/\s*\n\s*/g, " ") : given;
  if (field.maxLength >= 0 && text.length > field.maxLength) return "long";
  field.focus({ preventScroll: true });
  field.setSelectionRange(0, field.value.length);
  document.execCommand("insertText", false, text);
  return field.value === text ? "ok" : "unsure";
}

async function intoEditable(editor, expected, text) {
  editor.focus({ preventScroll: true });
  selectAll(editor);
  await pause(SETTLE_MS);
  // Somebody may have typed in that moment, or the editor moved the selection.
  if (textOf(editor) !== expected) return "changed";
  if (!isAllSelected(editor)) selectAll(editor);
  if (!BY_EVENT.has(kindOf(editor)) || !offered(editor, text)) document.execCommand("insertText", false, text);
  for (let waited = 0; waited < DRAWN_MS; waited += SETTLE_MS) {
    await pause(SETTLE_MS);
    if (same(textOf(editor), text)) return "ok";
  }
  return "unsure";
}

/** Whether the editor took the text from an event. */
function offered(editor, text) {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", text);
  const event = new InputEvent("beforeinput", { inputType: "insertReplacementText", data: null, dataTransfer, bubbles: true, cancelable: true, composed: true });
  return !editor.dispatchEvent(event);
}

function selectAll(editor) {
  const range = document.createRange();
  range.selectNodeContents(editor);
  const selection = selectionOf(editor);
  selection.removeAllRanges();
  selection.addRange(range);
}

const selectionOf = (editor) => editor.getRootNode().getSelection?.() ?? document.getSelection();

function isAllSelected(editor) {
  const selected = selectionOf(editor).toString();
  return same(selected, textOf(editor));
}
