// The small button at the editor in use, on sites that the operator has allowed.

import { editorAt, isUsable } from "./editors.js";
import { el } from "../shared/dom.js";
import sheet from "./button.css" with { type: "css" };

const EDGE = 6;
const SIZE = 28;
const LINGER_MS = 250;

function start() {
  const host = document.createElement("rewriter-button");
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [sheet];
  const button = el("button", { type: "button", title: "Проверить и переписать ответ (Alt R)", "aria-label": "Проверить и переписать ответ" });
  root.append(button);
  let editor = null;
  let leaving = 0;

  // The editor keeps the focus and its caret while the button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    if (editor && event.isTrusted) chrome.runtime.sendMessage({ kind: "open", id: globalThis.rewriterAgent.idOf(editor) }).catch(hide);
  });

  function place() {
    if (!editor) return;
    const box = editor.getBoundingClientRect();
    if (!editor.isConnected || box.bottom < SIZE || box.top > innerHeight - SIZE || !isUsable(editor)) {
      button.hidden = true;
      return;
    }
    button.hidden = false;
    const top = Math.min(box.bottom, innerHeight) - SIZE - EDGE;
    button.style.transform = `translate(${Math.round(box.right - SIZE - EDGE - 14)}px, ${Math.round(Math.max(box.top, top))}px)`;
  }

  function show(found) {
    clearTimeout(leaving);
    editor = found;
    resized.disconnect();
    resized.observe(editor);
    if (!host.isConnected) document.documentElement.append(host);
    place();
  }

  function hide() {
    editor = null;
    resized.disconnect();
    host.remove();
  }

  const resized = new ResizeObserver(place);
  document.addEventListener("focusin", (event) => {
    const found = editorAt(event.composedPath()[0]);
    if (found && !(found instanceof HTMLInputElement) && isUsable(found)) show(found);
  }, true);
  document.addEventListener("focusout", () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => document.hasFocus() && editorAt(document.activeElement) !== editor && !editor?.matches(":focus") && hide(), LINGER_MS);
  }, true);
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place, { passive: true });
  const already = editorAt(document.activeElement);
  if (already && !(already instanceof HTMLInputElement) && isUsable(already)) show(already);
  return { alive: () => Boolean(globalThis.chrome?.runtime?.id) };
}

if (!globalThis.rewriterButton?.alive()) globalThis.rewriterButton = start();
