// The page put together. `state` is plain data: the list as the service gave it, and the candidate that is looked at.

import { closeCard } from "../card.js";
import { byId, el } from "../dom.js";
import { gate } from "../gate.js";
import { key, takeFromAddress } from "../key.js";
import { keyRows } from "../keys.js";
import { say, toast } from "../live.js";
import { loadRules } from "../rulebook.js";
import * as api from "./api.js";
import { drawFinish } from "./finish.js";
import { KEYS, listen } from "./keys.js";
import { STATUS, candidateList, countsInWords } from "./list.js";
import { textPair } from "./texts.js";
import { keepUnsaved, unsaved } from "./unsaved.js";
import { drawDiff, drawVerdict } from "./verdict.js";
import { whyDialog } from "./why.js";

const AGAIN_MS = 10_000;
const MOODS = { upset: "клиент расстроен", joyful: "клиент рад", neutral: "клиент спокоен" };
const WAYS = { bureaucratise: "испорченный хороший ответ", rewrite: "переписанный черновик" };
const SAID = { accept: "Принят.", reject: "Отклонён.", edit: "Правка сохранена." };

const state = { file: 0, listing: null, shown: null, wanted: null, judgement: null, mine: [] };
const list = candidateList({ choose: (id) => open(id), turn: (file) => turn(file), filtered: () => drawList() });
const pair = textPair({ ask: judge, judged, failed: notJudged, edited: keepTyped, left: () => save() });

// ── what is shown ──

const rows = () => state.listing.rows;
const nameOf = () => state.listing.files[state.file].name;
const current = () => state.shown?.row.id ?? null;

function drawList() {
  list.draw(rows(), current());
  byId("counts").textContent = countsInWords(state.listing.counts);
  drawFinish(state.listing);
}

function draw() {
  const { row, mood, client, origin } = state.shown;
  const number = rows().findIndex((one) => one.id === row.id) + 1;
  const [sign, words] = STATUS[row.status];
  byId("candidate-title").replaceChildren(`${number} из ${rows().length} `, el("span", { class: `status ${row.status}` }, `${sign} ${words}${row.reason ? `: ${row.reason}` : ""}${row.edited ? ", с правкой" : ""}`));
  byId("candidate-about").textContent = [row.pack, row.situation, MOODS[mood], origin && WAYS[origin.way], row.id].filter(Boolean).join(" · ");
  byId("client-text").replaceChildren(el("span", { class: "soft" }, "Клиент: "), client || "письма нет");
  const locked = row.status === "written";
  for (const id of ["accept", "reject", "undo"]) byId(id).setAttribute("aria-disabled", String(locked));
  drawWords();
  drawList();
}

/** What differs from what, as it stands in the fields. */
function drawWords() {
  const { draft, reply } = pair.texts;
  const [, came] = state.shown.was;
  drawDiff(byId("changes-diff"), draft, reply);
  byId("mended").hidden = came === reply;
  drawDiff(byId("mended-diff"), came, reply);
}

async function open(id, { focus = false } = {}) {
  await save();
  state.wanted = id;
  try {
    const [shown] = await Promise.all([api.one(state.file, id), loadRules(rows().find((row) => row.id === id)?.pack || "base")]);
    if (state.wanted !== id) return;
    notice("list", "");
    put(shown);
    if (focus) byId("candidate-title").focus({ preventScroll: true });
    say(`${byId("candidate-title").textContent}. ${shown.row.opening}`);
    remember();
  } catch (error) {
    troubled(error);
  }
}

function put(shown) {
  state.shown = shown;
  byId("candidate").hidden = byId("decide").hidden = false;
  pair.put({ draft: shown.draft, reply: shown.reply, ...(shown.row.status === "written" ? {} : unsaved(nameOf(), shown.row.id)) }, { locked: shown.row.status === "written" });
  draw();
}

function nothingShown() {
  Object.assign(state, { shown: null, wanted: null });
  pair.close();
  byId("candidate").hidden = byId("decide").hidden = true;
}

// ── the rules' word ──

function judge(texts) {
  return api.judge({ file: state.file, id: current(), ...texts });
}

function judged(judgement) {
  state.judgement = judgement;
  drawVerdict(judgement, pair.texts.reply, (place) => pair.select(place.start, place.end));
  if (!judgement) return;
  notice("verdict", "");
  drawWords();
}

function notJudged(error) {
  drawVerdict(null, "", () => {}, "Проверить не удалось.");
  troubled(error, "verdict");
}

// ── edits ──

/** What stands in the fields and is not kept yet. */
function typed() {
  if (!state.shown || state.shown.row.status === "written") return {};
  return Object.fromEntries(Object.entries(pair.texts).filter(([name, text]) => text !== state.shown[name]));
}

function keepTyped() {
  keepUnsaved(nameOf(), current(), typed());
}

async function save() {
  const texts = typed();
  if (!Object.keys(texts).length) return;
  if (Object.values(texts).some((text) => !text)) {
    keepUnsaved(nameOf(), current(), {});
    put(state.shown);
    toast("Пустой текст не сохранён: вернулся прежний.");
    return;
  }
  await decide("edit");
}

// ── deciding: one after another, so that each knows of the one before ──

let queue = Promise.resolve();
let concluding = false;

function next(work) {
  queue = queue.then(work).catch((error) => troubled(error, "decision"));
  return queue;
}

const decide = (action, more = {}, id = current()) => next(() => decided(action, id, more));

/** A decision that goes on to the next candidate; a key pressed meanwhile is not meant for either of them. */
async function conclude(action, more) {
  if (concluding) return;
  concluding = true;
  try {
    const id = current();
    if (await decide(action, more)) {
      const following = onwards(id);
      if (following) await open(following, { focus: true });
    }
  } finally {
    concluding = false;
  }
}

/** Whether it was decided. */
async function decided(action, id, more) {
  if (!id || current() !== id) return false;
  const texts = typed();
  if (action === "edit" && !Object.keys(texts).length) return false;
  const asked = { file: state.file, id, action, mark: state.shown.row.mark, ...texts, ...more };
  let answer;
  try {
    answer = await api.decide(asked);
  } catch (error) {
    if (error.code === "changed") await seenAnew(id);
    throw error;
  }
  notice("decision", "");
  keepUnsaved(nameOf(), id, {});
  if (Object.keys(texts).length) state.mine.push({ file: state.file, id });
  if (action !== "edit") state.mine.push({ file: state.file, id });
  took(answer);
  if (action === "edit") {
    say(SAID.edit);
    return true;
  }
  const problems = action === "accept" ? (state.judgement?.problems ?? []) : [];
  toast(problems.length ? `Принят, но в пакет так не возьмут: ${problems[0]}` : SAID[action], { label: "Отменить", run: undo });
  return true;
}

/** The row and the numbers after a decision; the candidate itself, where it is still looked at and nobody types on. */
function took({ shown, counts }) {
  const { row } = shown;
  state.listing = { ...state.listing, counts, rows: rows().map((one) => (one.id === row.id ? row : one)) };
  if (current() === row.id) {
    state.shown = shown;
    draw();
    keepTyped(); // what was typed while the decision was on its way
  } else drawList();
}

async function seenAnew(id) {
  const shown = await api.one(state.file, id);
  if (current() === id) put(shown);
}

/** The next one that nobody has decided of, among those in the list; behind the last it begins anew. */
function onwards(id) {
  const all = rows();
  const at = all.findIndex((row) => row.id === id);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((row) => row.status === "open" && list.wanted(row))?.id ?? null;
}

const may = () => {
  if (state.shown?.row.status !== "written") return state.shown !== null;
  toast("Эта пара уже в пакете: правьте её там, в pairs.yaml.");
  return false;
};

function accept() {
  if (!may()) return;
  if (Object.values(pair.texts).some((text) => !text)) toast("Пустой текст принять нельзя.");
  else conclude("accept");
}

const askWhy = whyDialog((reason) => conclude("reject", { reason }));
const reject = () => may() && askWhy(state.listing.reasons);

/** Takes back this tab's last decision, wherever it was; without one, the last about the candidate on the screen. */
async function undo() {
  if (concluding) return;
  await save();
  const last = state.mine.at(-1) ?? (state.shown && { file: state.file, id: current() });
  if (!last) return;
  if (last.file !== state.file) await turn(last.file);
  await next(() => undone(last));
}

async function undone(last) {
  const mark = state.mine.length ? {} : { mark: state.shown.row.mark };
  try {
    const answer = await api.decide({ file: last.file, id: last.id, action: "undo", ...mark });
    keepUnsaved(nameOf(), last.id, {});
    state.wanted = last.id;
    state.listing = { ...state.listing, counts: answer.counts, rows: rows().map((one) => (one.id === last.id ? answer.shown.row : one)) };
    put(answer.shown);
    toast("Отменено.");
  } catch (error) {
    if (error.code !== "nothing_to_undo") throw error;
    toast(error.message);
  }
  state.mine.pop();
}

function step(by) {
  const shown = rows().filter(list.wanted);
  const at = shown.findIndex((row) => row.id === current());
  const next = at < 0 ? shown[0] : shown[at + by];
  if (next) open(next.id, { focus: true });
  else toast(by > 0 ? "Это последний." : "Это первый.");
}

// ── the service ──

const door = gate(enter, "Несохранённое на месте.");

const notices = { list: "", decision: "", verdict: "" };

/** What is wrong now, of each kind but one thing; the empty text ends it. */
function notice(kind, text) {
  notices[kind] = text;
  const all = [...new Set(Object.values(notices).filter(Boolean))].join(" ");
  if (byId("notice").textContent !== all) byId("notice").textContent = all;
  byId("notice").hidden = all === "";
}

/** An error of any request, shown where it belongs. */
function troubled(error, kind = "list") {
  if (error.code === "token" || error.code === "no_token") {
    byId("work").hidden = error.code === "no_token";
    door.open(key() ? "token" : "no_token");
  } else if (error.code === undefined) throw error; // a mistake of the page's own
  else if (["changed", "written", "nothing_to_undo"].includes(error.code)) toast(error.message);
  else notice(kind, error.code === "off" ? "Сервис не отвечает. Текст сохранён в этой вкладке: запустите rewriter serve и повторите." : error.message);
}

async function turn(file) {
  await save();
  state.file = file;
  nothingShown();
  await enter();
}

function remember() {
  try {
    sessionStorage.setItem("rewriter.review.at", JSON.stringify({ file: state.file, id: current() }));
  } catch {
    // Next time it begins with the first open one.
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem("rewriter.review.at")) ?? {};
  } catch {
    return {};
  }
}

/** The list, and a candidate where none is shown yet. */
async function enter() {
  if (!key()) {
    door.open("no_token");
    return;
  }
  try {
    const listing = await api.listing(state.file);
    door.close();
    byId("work").hidden = listing.files.length === 0;
    const problem = listing.files[listing.file]?.problem || (listing.files.length && !listing.rows.length ? `${listing.files[listing.file].name}: здесь нет ни одного кандидата.` : "");
    byId("none").hidden = listing.files.length > 0;
    byId("none-text").textContent = listing.none;
    notice("list", problem);
    if (!listing.files.length) return;
    state.listing = listing;
    list.offer(listing);
    drawList();
    const at = remembered();
    const first = listing.rows.find((row) => at.file === state.file && row.id === at.id) ?? listing.rows.find((row) => row.status === "open") ?? listing.rows[0];
    if (!state.shown && first) await open(first.id);
    if (!first) nothingShown();
    list.offer(listing); // with the rules' names, known by now
  } catch (error) {
    if (error.code === "unknown_candidates" && state.file > 0) turn(0); // remembered from another start of the service
    else troubled(error);
  }
}

/** What others have decided meanwhile, here or in a terminal. */
async function refresh() {
  if (document.hidden || !key() || !state.listing) return;
  try {
    const listing = await api.listing(state.file);
    if (listing.file !== state.file || JSON.stringify(listing) === JSON.stringify(state.listing)) return;
    state.listing = listing;
    list.offer(listing);
    const row = listing.rows.find((one) => one.id === current());
    if (state.shown && row && row.mark !== state.shown.row.mark && !Object.keys(typed()).length) await seenAnew(row.id);
    else drawList();
  } catch (error) {
    if (error.code !== "off") troubled(error);
  }
}
setInterval(refresh, AGAIN_MS);
addEventListener("focus", refresh);
addEventListener("pagehide", () => {
  const texts = typed();
  if (Object.values(texts).some(Boolean)) api.decide({ file: state.file, id: current(), action: "edit", mark: state.shown.row.mark, ...texts }, { keepalive: true }).catch(() => {});
});

// ── start ──

const toTitle = () => byId("candidate-title").focus({ preventScroll: true });
const help = () => byId("keys").showModal();
listen({
  accept,
  reject,
  undo,
  help,
  next: () => step(1),
  previous: () => step(-1),
  editReply: () => pair.focus("reply"),
  editDraft: () => pair.focus("draft"),
  leave: () => closeCard() || toTitle(), // leaving the field keeps the edit
  acceptFromText() {
    toTitle();
    accept();
  },
});
const clicks = { accept, reject, undo, next: () => step(1), previous: () => step(-1), "open-keys": help };
for (const [id, run] of Object.entries(clicks)) byId(id).addEventListener("click", run);
for (const dialog of document.querySelectorAll("dialog")) dialog.querySelector(".close").addEventListener("click", () => dialog.close());
byId("keys-list").replaceChildren(...keyRows(KEYS));
if (matchMedia("(max-width: 60rem)").matches) byId("listing").open = false;
nothingShown();
takeFromAddress();
addEventListener("hashchange", () => takeFromAddress() && enter());
state.file = Number.isInteger(remembered().file) ? remembered().file : 0;
enter();
