// The panel: opened on an editor by the worker, in the tab's top frame where it may be there.

import { byId } from "../shared/dom.js";
import { caseOf } from "../shared/fields.js";
import { toast } from "../shared/live.js";
import { progress } from "../shared/progress.js";
import { showRefusal } from "../shared/refusal.js";
import { clientField } from "./client.js";
import { drafting } from "./drafting.js";
import { replying } from "./replying.js";
import { ask, rewrite } from "./service.js";
import { trouble } from "./trouble.js";
import { view } from "./view.js";
import { offerPacks, watching } from "./watching.js";

const INSERTED = "Вставлено. Вернуть как было — Ctrl Z в поле.";
const BYE_MS = 3000;

function start() {
  const state = { editor: null, settings: {}, going: null };
  const titles = new Map();
  const panel = view({ close, escape, rewrite: run, options: () => ask("options"), pack: changedPack, point: () => client.point() });
  const reply = replying(byId("reply"), { insert, done, titles });
  const draft = drafting({ read: () => (state.editor?.text.trim() ? current() : null), show: point, use, failed: unheard });
  const service = watching(() => panel.shown);
  const client = clientField({ edited: () => draft.soon(), away: panel.remove, back: panel.show });
  byId("first").addEventListener("change", () => draft.soon());

  const current = () =>
    caseOf(client.value, state.editor.text, {
      ...state.settings,
      pack: byId("pack").value || state.settings.pack,
      first_contact: byId("first").checked ? "yes" : "",
    });

  async function show({ editor, client: said, lost, closed, optedOut }) {
    if (state.going) {
      panel.show(); // a rewrite that goes on is not thrown away by a second press
      return;
    }
    const other = editor?.frame !== state.editor?.frame || editor?.id !== state.editor?.id;
    state.editor = editor;
    panel.show();
    reply.clear();
    state.settings = await ask("settings");
    if (trouble(!state.settings.paired ? "unpaired" : editor ? null : closed ? "closed" : optedOut ? "optedOut" : "none", closed)) {
      byId("title").focus();
      return;
    }
    byId("panel").classList.toggle("rich", editor.kind !== "plain");
    if (said || other) {
      client.show(said, lost);
      if (other) byId("first").checked = false;
    } else if (lost) client.lost();
    byId("rewrite").focus({ preventScroll: true });
    service.ask();
    await offerPacks(state.settings, titles).catch(unheard);
    draft.now();
  }

  async function run(rulesOnly) {
    if (state.going) return;
    const now = await toEditor({ do: "read" }).catch(() => null);
    if (!now) {
      trouble("none");
      return;
    }
    Object.assign(state.editor, now);
    if (!now.text.trim()) {
      draft.now();
      return;
    }
    const one = current();
    const box = byId("reply");
    reply.clear();
    state.going = new AbortController();
    byId("work").classList.add("has-reply");
    busy(true);
    const shown = progress(box, stop);
    byId("cancel").focus({ preventScroll: true });
    try {
      const result = await rewrite(one, { rulesOnly, signal: state.going.signal, told: shown.told });
      ended(shown);
      reply.put(one, result, state.editor.precious);
    } catch (error) {
      ended(shown);
      refused(error, rulesOnly);
    }
  }

  function ended(shown) {
    shown.ended();
    state.going = null;
    busy(false);
  }

  function refused(error, rulesOnly) {
    reply.clear();
    if (error.code === "stopped") {
      byId("note").textContent = "Остановлено. Текст в поле на месте.";
      byId("rewrite").focus();
    } else if (!trouble(error.code)) {
      showRefusal(byId("reply"), error, { again: () => run(rulesOnly), byRules: () => run(true), back: null });
    }
  }

  function busy(now) {
    for (const id of ["rewrite", "rules-only", "pack", "point"]) byId(id).disabled = now;
  }

  function stop() {
    state.going?.abort();
  }

  function toEditor(message) {
    return ask("editor", { frame: state.editor.frame, message: { id: state.editor.id, ...message } });
  }

  function insert(expected, text) {
    return toEditor({ do: "write", expected, text });
  }

  function done() {
    reply.clear();
    toast(INSERTED);
    panel.hide();
    setTimeout(() => byId("panel").hidden && panel.remove(), BYE_MS);
  }

  /** A suggestion for the draft: its words alone change. */
  async function use(group, suggestion) {
    const { text } = state.editor;
    const code = await insert(text, text.slice(0, group.start) + suggestion + text.slice(group.end)).catch(() => "cut");
    if (code !== "ok") toast("Текст уже изменился: замена не к месту.");
  }

  /** The words of a finding, selected in the field where that can be done. */
  function point(group) {
    toEditor({ do: "select", start: group.start, end: group.end }).catch(() => {});
  }

  function unheard(error) {
    if (trouble(error.code)) return;
    if (error.code === "off") service.say("off");
    byId("draft-summary").textContent = error.code === "off" ? "Сервис не отвечает. Запустите его: rewriter serve" : error.message;
  }

  function changedPack() {
    ask("remember", { pack: byId("pack").value }).catch(() => {});
    draft.soon();
  }

  function escape(event) {
    event.preventDefault();
    if (state.going) stop();
    else close();
  }

  function close() {
    stop();
    panel.remove();
    if (state.editor) toEditor({ do: "focus" }).catch(() => {});
  }

  const hears = {
    show,
    picked: client.picked,
    edited({ id, text, precious, frame }) {
      if (id !== state.editor?.id || frame !== state.editor.frame) return;
      Object.assign(state.editor, { text, precious });
      if (!panel.shown) return;
      draft.soon();
      reply.edited(text, precious);
    },
  };
  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (message.to !== "panel" || sender.id !== chrome.runtime.id || !Object.hasOwn(hears, message.do)) return false;
    hears[message.do](message);
    answer(true);
    return false;
  });
  return { alive: () => Boolean(globalThis.chrome?.runtime?.id) };
}

if (!globalThis.rewriterPanel?.alive()) globalThis.rewriterPanel = start();
