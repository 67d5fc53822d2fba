// The page put together. `state` is plain data; everything that is shown is drawn from it.

import { fresh } from "./answer.js";
import * as api from "./api.js";
import { closeCard } from "./card.js";
import { byId } from "./dom.js";
import { drafting } from "./drafting.js";
import { caseOf, contextFields } from "./fields.js";
import { gate } from "./gate.js";
import { historyDialog } from "./history.js";
import { key, takeFromAddress } from "./key.js";
import { keyRows, listen } from "./keys.js";
import { say, toast } from "./live.js";
import { replying } from "./replying.js";
import { showRefusal } from "./refusal.js";
import { rewriting } from "./rewriting.js";
import { loadRules } from "./rulebook.js";
import { watching } from "./service.js";
import { addToHistory, loadOperator, loadTab, saveOperator, saveTab } from "./store.js";
import { undoing } from "./undo.js";

const state = { answer: null };
const clientArea = byId("client");
const replyBox = byId("reply-body");

// ── the texts, and that the tab keeps them ──

const draft = drafting({ read: () => (draft.text.trim() && key() ? theCase() : null), edited, troubled });
const fields = contextFields(() => {
  saveOperator(fields.values);
  loadRules(fields.values.pack);
  edited();
});
clientArea.addEventListener("input", edited);

const theCase = () => caseOf(clientArea.value, draft.text, fields.values);
const texts = () => ({ client: clientArea.value, draft: draft.text, ...fields.values });

function setTexts(values) {
  clientArea.value = values.client ?? "";
  fields.set(values);
  draft.reset(values.draft ?? "");
}

let saving = 0;
function save() {
  clearTimeout(saving);
  saveTab({ fields: texts(), answer: state.answer });
}
addEventListener("pagehide", save);

function edited() {
  closeCard();
  clearTimeout(saving);
  saving = setTimeout(save, 200);
  draft.check();
}

// ── undo ──

const undo = undoing({
  take: () => ({ texts: texts(), answer: state.answer }),
  put(snapshot) {
    if (JSON.stringify(texts()) !== JSON.stringify(snapshot.texts)) setTexts(snapshot.texts);
    reply.put(snapshot.answer);
    edited();
  },
  changed(label) {
    byId("undo").disabled = label === null;
    byId("undo").title = label === null ? "" : `Отменить: ${label}`;
  },
});

function back() {
  const label = undo.back();
  toast(label === null ? "Отменять нечего." : `Отменено: ${label}.`);
}

// ── rewriting and the reply ──

const work = rewriting(replyBox);
const reply = replying(replyBox, state, {
  mark: undo.mark,
  save,
  troubled,
  busy: () => work.running,
  toDraft(text) {
    undo.mark("ответ в черновик");
    draft.reset(text);
    edited();
    byId("draft").focus();
    toast("Ответ теперь в черновике.", { label: "Отменить", run: back });
  },
});

async function rewrite(rulesOnly = false) {
  if (work.running) return;
  if (!draft.text.trim()) {
    byId("draft").focus();
    toast("Черновик пуст: вставьте или напишите ответ.");
    return;
  }
  closeCard();
  save();
  const asked = texts();
  const one = theCase();
  const attention = watchAttention();
  busy(true);
  let outcome = () => {};
  try {
    const result = await work.start(one, rulesOnly);
    outcome = () => arrived(asked, one, result, attention.elsewhere());
  } catch (error) {
    outcome = () => refused(error, rulesOnly);
  } finally {
    busy(false);
    outcome();
    attention.end();
    save();
    service.ask();
  }
}

/** Whoever has typed or gone elsewhere meanwhile keeps the focus. */
function watchAttention() {
  const before = document.activeElement;
  let typed = false;
  const typing = () => { typed = true; };
  addEventListener("input", typing);
  return {
    elsewhere: () => typed || ![before, document.body].includes(document.activeElement),
    end: () => removeEventListener("input", typing),
  };
}

function arrived(asked, one, result, elsewhere) {
  if (state.answer) undo.mark("новый ответ");
  const answer = fresh(one, result);
  addToHistory({ at: Date.now(), fields: asked, answer });
  reply.put(answer);
  say(spoken(result));
  if (!elsewhere) reply.focus();
}

function spoken(result) {
  const head = { ok: "Готово, можно отправлять.", needs_review: "Готово, проверьте перед отправкой.", failed: "Не переписано." }[result.status];
  const facts = result.facts.length ? `Фактов сохранено: ${result.facts.filter((fact) => fact.kept).length} из ${result.facts.length}.` : "";
  return [head, result.reason, facts].filter(Boolean).join(" ");
}

function refused(error, rulesOnly) {
  if (error.code === "stopped") {
    reply.draw();
    if (draft.text.trim()) toast("Остановлено. Черновик на месте."); // a new dialogue stops it, too, and says so itself
    return;
  }
  troubled(error);
  showRefusal(replyBox, error, { again: () => rewrite(rulesOnly), byRules: () => rewrite(true), back: state.answer && reply.draw });
}

/** The buttons stay focusable, so that the place on the page is not lost; a second click does nothing. */
function busy(on) {
  byId("reply").setAttribute("aria-busy", String(on));
  for (const id of ["rewrite", "rules-only"]) byId(id).setAttribute("aria-disabled", String(on));
}

// ── history, a new dialogue ──

const openHistory = historyDialog((entry) => {
  undo.mark("возврат из истории");
  work.stop();
  setTexts(entry.fields);
  reply.put(entry.answer);
  edited();
  reply.focus();
});

function newDialogue() {
  undo.mark("новый диалог");
  work.stop();
  fields.clear();
  setTexts(fields.values);
  reply.put(null);
  edited();
  clientArea.focus();
  toast("Новый диалог.", { label: "Вернуть прежний", run: back });
}

// ── the service ──

const NOTICES = {
  off: () => "Сервис не отвечает. Черновик сохранён в этой вкладке. Запустите rewriter serve: страница соединится сама.",
  "no-model": (detail) => `Модели нет, ответы собирают правила. ${detail}`,
};

function notice(text) {
  const bar = byId("notice");
  if (bar.textContent !== text) bar.replaceChildren(text);
  bar.hidden = text === "";
}

/** An error of any request, shown where it belongs. */
function troubled(error) {
  if (error.code === "token" || error.code === "no_token") door.open(key() ? "token" : "no_token");
  else if (error.code === "off") service.ask();
  else if (!["stopped", "queue_full", "rate", "cut"].includes(error.code)) notice(error.message);
}

const service = watching((now, before, detail) => {
  notice(NOTICES[now]?.(detail) ?? "");
  if (before === "off") enter();
});

const door = gate(enter);

async function enter() {
  if (!key()) {
    door.open("no_token");
    return;
  }
  try {
    fields.offer(await api.packs());
    door.close();
    await loadRules(fields.values.pack);
    reply.draw();
    draft.checkNow();
  } catch (error) {
    troubled(error);
  }
}

// ── start ──

const withAnswer = (run) => (...given) => (state.answer && !work.running ? run(...given) : say("Ответа ещё нет"));
const help = () => byId("keys").showModal();

listen({
  rewrite: () => rewrite(false),
  rulesOnly: () => rewrite(true),
  escape: () => closeCard() || work.stop() || reply.unlight(),
  nextFinding: draft.next,
  useSuggestion: draft.useSuggestion,
  copyAll: withAnswer(reply.copyAll),
  copyMessage: withAnswer(reply.copyMessage),
  undo: back,
  newDialogue,
  help,
});
const clicks = { rewrite: () => rewrite(false), "rules-only": () => rewrite(true), new: newDialogue, undo: back, "open-history": openHistory, "open-keys": help };
for (const [id, run] of Object.entries(clicks)) byId(id).addEventListener("click", run);
for (const dialog of document.querySelectorAll("dialog")) dialog.querySelector(".close").addEventListener("click", () => dialog.close());
byId("keys-list").replaceChildren(...keyRows());

takeFromAddress();
addEventListener("hashchange", () => takeFromAddress() && enter());
const kept = loadTab();
setTexts({ ...loadOperator(), ...kept?.fields });
reply.put(kept?.answer ?? null);
enter();
