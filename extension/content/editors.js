// The fields an operator writes in: which elements are such, of what kind, and what the site wants left alone.

const KINDS = [
  ["prosemirror", ".ProseMirror"],
  ["lexical", "[data-lexical-editor]"],
  ["quill", ".ql-editor"],
  ["draft", ".public-DraftEditor-content"],
  ["slate", "[data-slate-editor]"],
  ["ckeditor", ".ck-editor__editable"],
];
const OPTED_OUT = '[data-enable-grammarly="false"], [data-gramm="false"]';
const CANDIDATES = 'textarea, input[type="text"], input:not([type]), [contenteditable]:not([contenteditable="false"])';

const ids = new WeakMap();
const known = new Map();
let last = 0;

/** A name for an element that survives a message; the element itself is not kept alive. */
export function idOf(element) {
  if (!ids.has(element)) {
    last += 1;
    ids.set(element, last);
    known.set(last, new WeakRef(element));
  }
  return ids.get(element);
}

/** The element of a name, while it stands in a page. */
export function byId(id) {
  const element = known.get(id)?.deref();
  return element?.isConnected ? element : null;
}

export const isField = (element) => element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;

/** The editor that `element` is or lies in, of whatever state; null where there is none. */
export function editorAt(element) {
  if (!(element instanceof HTMLElement)) return null;
  if (isField(element)) return element.matches(CANDIDATES) ? element : null;
  if (!element.isContentEditable) return null;
  let top = element;
  while (top.parentElement?.isContentEditable) top = top.parentElement;
  return top === document.documentElement ? document.body : top; // a document that is edited as a whole
}

/** Sites say so of fields where nobody should help: code, secrets. */
export const isOptedOut = (editor) => editor.spellcheck === false || editor.closest(OPTED_OUT) !== null;

export const isUsable = (editor) => !editor.disabled && !editor.readOnly && editor.checkVisibility({ visibilityProperty: true }) && !isOptedOut(editor);

export function kindOf(editor) {
  if (isField(editor)) return "plain";
  return KINDS.find(([, selector]) => editor.matches(selector))?.[0] ?? "rich";
}

/** The element with the focus, looked for in open shadow roots, too. */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** All editors of this document outside of shadow roots that can be used and are meant for more than a line. */
export function all() {
  const found = new Set([...document.querySelectorAll(CANDIDATES)].map(editorAt));
  return [...found].filter((editor) => editor && !(editor instanceof HTMLInputElement) && isUsable(editor));
}
