// Elements. Whatever comes from people or a model goes in as text nodes, never as HTML: this is the only place that makes elements.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} attributes `on…` are listeners, `class` and everything else attributes; false, null and undefined are left out
 * @param {...(Node | string | null | false | undefined)} children strings become text nodes
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

let root = document;

/** The browser plugin draws in a shadow root: ids are looked for there. */
export function rootedIn(node) {
  root = node;
}

/** @param {string} id */
export const byId = (id) => root.getElementById(id);

/** What has the focus in the tree where `node` is. */
export const focusedNear = (node) => node.getRootNode().activeElement ?? null;

/** Whether keys typed here are text. */
export const isTextField = (element) => element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
