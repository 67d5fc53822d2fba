// In each frame: finds the editor, reads it, writes into it when it is told to. Draws nothing and asks the service nothing.

import { clientMessage, messageAt, selectedText } from "./client.js";
import { all, byId, editorAt, focused, idOf, isField, isOptedOut, isUsable, kindOf } from "./editors.js";
import { precious, textOf } from "./reading.js";
import { write } from "./writing.js";

const REST_MS = 150;

function start() {
  let lastUsed = null;
  let at = 0;
  let watched = null;
  let timer = 0;

  const describe = (editor) => ({ id: idOf(editor), kind: kindOf(editor), text: textOf(editor), precious: precious(editor) });
  const current = (id) => {
    const editor = byId(id);
    return editor && isUsable(editor) ? editor : null;
  };

  function used(event) {
    const editor = editorAt(event.composedPath()[0]);
    if (editor && isUsable(editor)) note(editor);
  }
  function note(editor) {
    lastUsed = new WeakRef(editor);
    at = Date.now();
  }
  document.addEventListener("focusin", used, true);

  function edited(event) {
    if (!watched || editorAt(event.composedPath()[0]) !== byId(watched.id)) return;
    clearTimeout(timer);
    timer = setTimeout(tell, REST_MS);
  }
  document.addEventListener("input", edited, true);

  function tell() {
    const editor = watched && byId(watched.id);
    if (!editor || !alive()) return;
    const message = { do: "edited", id: watched.id, text: textOf(editor), precious: precious(editor) };
    chrome.runtime.sendMessage({ kind: "panel", home: watched.home, message }).catch(() => {});
  }

  const answers = {
    find({ id }) {
      const element = focused();
      const inFocus = editorAt(element);
      const usable = all();
      if (inFocus && isUsable(inFocus)) note(inFocus); // it had the focus before we came
      const latest = lastUsed?.deref();
      const before = latest?.isConnected && isUsable(latest) ? latest : (usable[0] ?? null);
      const here = inFocus ? current(idOf(inFocus)) : before;
      const editor = id ? current(id) : here;
      return {
        editor: editor && describe(editor),
        focused: Boolean(inFocus && editor),
        hasFocus: document.hasFocus(),
        only: usable.length === 1,
        at: editor && editor === latest ? at : 0,
        optedOut: Boolean(inFocus && isOptedOut(inFocus)),
        inFrame: element instanceof HTMLIFrameElement,
        closed: element instanceof HTMLIFrameElement ? originOf(element) : null,
        selected: selectedText((node) => editorAt(node) !== null),
        client: clientMessage(),
        origin: self.origin,
      };
    },
    message({ place }) {
      return messageAt(place);
    },
    read({ id }) {
      const editor = current(id);
      return editor && describe(editor);
    },
    async write({ id, expected, text }) {
      const editor = current(id);
      return editor ? write(editor, expected, text) : "gone";
    },
    focus({ id }) {
      byId(id)?.focus({ preventScroll: true });
      return true;
    },
    /** A place of a form field is selected, so that it is seen; other editors count their text otherwise. */
    select({ id, start, end }) {
      const editor = byId(id);
      if (!editor || !isField(editor)) return false;
      editor.focus();
      editor.setSelectionRange(start, end);
      return true;
    },
    watch({ id, home }) {
      watched = { id, home };
      return true;
    },
  };

  chrome.runtime.onMessage.addListener((message, sender, reply) => {
    if (message.to !== "agent" || sender.id !== chrome.runtime.id || !Object.hasOwn(answers, message.do)) return false;
    Promise.resolve(answers[message.do](message)).then(reply);
    return true;
  });

  return { alive, idOf }; // the button names editors as we do
}

/** Where a frame of another site lies; null where its document can be reached from here. */
function originOf(frame) {
  try {
    if (frame.contentDocument) return null;
    return new URL(frame.src, location.href).origin;
  } catch {
    return null;
  }
}

const alive = () => Boolean(globalThis.chrome?.runtime?.id);

// Injected at each opening; once is enough, unless the plugin was replaced meanwhile.
if (!globalThis.rewriterAgent?.alive()) globalThis.rewriterAgent = start();
