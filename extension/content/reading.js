// The text of an editor as its writer sees it: one line a block, no placeholders, no zero-width helpers.

import { isField } from "./editors.js";

const INVISIBLE = /[\u200B\uFEFF]/g;
const SKIPPED = "script, style, [hidden], [data-slate-placeholder], .ql-ui, .ProseMirror-separator, .ProseMirror-widget";

export function textOf(editor) {
  if (isField(editor)) return editor.value;
  const lines = { text: "", blank: true };
  walk(editor, lines, false);
  return lines.text.replace(INVISIBLE, "").replace(/\u00A0/g, " ").replace(/\n+$/, "");
}

function newLine(lines) {
  if (lines.text && !lines.text.endsWith("\n")) lines.text += "\n";
}

function walk(parent, lines, keepsSpaces) {
  for (const node of parent.childNodes) {
    if (node instanceof Text) lines.text += keepsSpaces ? node.data : collapsed(node.data, lines.text);
    else if (node instanceof HTMLBRElement) lines.text += "\n";
    else if (node instanceof HTMLElement && !node.matches(SKIPPED)) {
      const style = getComputedStyle(node);
      if (style.display === "none") continue;
      const block = !/^(inline|contents|ruby)/.test(style.display);
      if (block) newLine(lines);
      walk(node, lines, style.whiteSpaceCollapse === "preserve" || style.whiteSpace.startsWith("pre"));
      if (block) newLine(lines);
    }
  }
}

/** White space as a browser draws it: one blank, none at the start of a line. */
function collapsed(data, before) {
  const one = data.replace(/[ \t\r\n]+/g, " ");
  return before === "" || /\s$/.test(before) ? one.replace(/^ /, "") : one;
}

/** Texts that differ only in blanks and empty lines: editors disagree about those. */
export function same(one, other) {
  const bare = (text) => text.replace(INVISIBLE, "").split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
  return bare(one) === bare(other);
}

const PRECIOUS = [
  ["картинка", "img:not(.ProseMirror-separator), picture, video"],
  ["таблица", "table"],
  ["цитата", "blockquote, .gmail_quote"],
];

/** What plain text cannot carry and would be lost, in Russian. */
export function precious(editor) {
  if (isField(editor)) return [];
  const found = PRECIOUS.filter(([, selector]) => editor.querySelector(selector)).map(([name]) => name);
  const linked = [...editor.querySelectorAll("a[href]")].some((link) => !link.href.includes(link.textContent.trim()));
  return linked ? [...found, "ссылка"] : found;
}
