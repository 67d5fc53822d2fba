// Asks for the numbers and shows them. Nothing that comes in is ever read as HTML.

import { key, keep, keyIn, takeFromAddress } from "../key.js";
import { bars, columns, line, shortDay } from "./plots.js";

const $ = (id) => document.getElementById(id);
const OUTCOMES = [
  { name: "Принято как есть", class: "c-accepted", of: (n) => n.accepted },
  { name: "Исправлено", class: "c-edited", of: (n) => n.edited },
  { name: "Отклонено", class: "c-rejected", of: (n) => n.rejected },
  { name: "Решения нет", class: "c-none", of: (n) => n.unanswered },
];
const PLACES = [
  { name: "В черновиках", class: "c-draft" },
  { name: "Осталось в ответах", class: "c-rejected" },
];
const whole = new Intl.NumberFormat("ru");
const one = new Intl.NumberFormat("ru", { maximumFractionDigits: 1 });
const NONE = "—";
let shown = null;
let asked = 0;

const percent = (share) => (share === null ? NONE : `${Math.round(share * 100)} %`);

function time(seconds) {
  if (seconds === null) return NONE;
  if (seconds < 100) return `${one.format(seconds)} с`;
  return seconds < 6000 ? `${Math.floor(seconds / 60)} мин ${Math.round(seconds % 60)} с` : `${one.format(seconds / 3600)} ч`;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function legend(list, parts) {
  list.replaceChildren(
    ...parts.map((part) => {
      const item = element("li");
      item.append(element("span", "", `swatch ${part.class}`), part.name);
      return item;
    }),
  );
}

function tiles(numbers) {
  const decided = numbers.rewrites - numbers.unanswered;
  const rows = [
    ["Ответов", whole.format(numbers.rewrites), `все правила соблюдены: ${percent(numbers.rewrites ? numbers.ok / numbers.rewrites : null)}`],
    ["Принято без правок", percent(numbers.accepted_unchanged), `решений: ${whole.format(decided)}`],
    ["До решения", time(numbers.seconds_to_accept), `9 из 10: до ${time(numbers.seconds_to_accept_p90)}`],
    ["Время ответа", time(ms(numbers.total_ms)), `9 из 10: до ${time(ms(numbers.total_ms_p90))}`],
    ["Оценки", `👍 ${whole.format(numbers.thumbs_up)}  👎 ${whole.format(numbers.thumbs_down)}`, ""],
  ];
  $("tiles").replaceChildren(
    ...rows.map(([name, value, note]) => {
      const tile = element("div", undefined, "tile");
      tile.append(element("dt", name), element("dd", value, "value"), element("dd", note, "soft"));
      return tile;
    }),
  );
}

const ms = (value) => (value === null ? null : value / 1000);

function table(box, first, rows) {
  const made = element("table");
  const head = element("tr");
  for (const name of [first, "Ответов", "Принято", "Исправлено", "Отклонено", "Без правок", "До решения", "Время ответа"]) {
    const cell = element("th", name);
    cell.scope = "col";
    head.append(cell);
  }
  const body = element("tbody");
  for (const [name, n] of rows) {
    const row = element("tr");
    const title = element("th", name);
    title.scope = "row";
    row.append(title);
    for (const text of [n.rewrites, n.accepted, n.edited, n.rejected].map((v) => whole.format(v))) row.append(element("td", text));
    for (const text of [percent(n.accepted_unchanged), time(n.seconds_to_accept), time(ms(n.total_ms))]) row.append(element("td", text));
    body.append(row);
  }
  const top = element("thead");
  top.append(head);
  made.append(top, body);
  box.replaceChildren(made);
}

function draw() {
  if (!shown) return;
  const days = shown.by_day.map((d) => d.day);
  const numbers = shown.by_day.map((d) => d.numbers);
  columns($("plot-days"), days, OUTCOMES.map((o) => ({ ...o, values: numbers.map(o.of) })), "Ответы по дням и тому, что с ними стало");
  line($("plot-share"), days, numbers.map((n) => (n.accepted_unchanged === null ? null : n.accepted_unchanged * 100)), {
    label: "Доля принятых без правок по дням",
    most: 100,
    whole: true,
    show: (v) => `${Math.round(v)} %`,
  });
  line($("plot-time"), days, numbers.map((n) => n.seconds_to_accept), {
    label: "Медиана времени до решения по дням",
    show: time,
    axis: (seconds) => (seconds < 100 ? `${one.format(seconds)} с` : `${one.format(seconds / 60)} мин`),
  });
  bars($("plot-rules"), shown.rules.map((r) => ({ name: r.rule, values: [r.drafts, r.replies] })), PLACES, "Правила, которые нарушают чаще всего");
}

function show(stats) {
  shown = stats;
  $("numbers").hidden = stats.all.rewrites === 0;
  $("said").textContent = stats.all.rewrites === 0 ? "За эти дни ничего не переписывали." : "";
  if (stats.all.rewrites === 0) return;
  tiles(stats.all);
  legend($("key-days"), OUTCOMES);
  legend($("key-rules"), PLACES);
  $("t-rules").parentElement.hidden = stats.rules.length === 0;
  table($("packs"), "Пакет", stats.by_pack.map((p) => [p.pack, p.numbers]));
  table($("table-days"), "День", [...stats.by_day].reverse().map((d) => [shortDay(d.day), d.numbers]));
  offer(stats);
  draw();
}

/** The packs there are: learnt while all are shown. */
function offer(stats) {
  const known = new Set([...$("pack").options].map((o) => o.value));
  for (const { pack } of stats.by_pack) if (!known.has(pack)) $("pack").append(new Option(pack, pack));
}

function gate(text) {
  $("gate").hidden = false;
  $("numbers").hidden = true;
  $("said").textContent = "";
  $("gate-text").textContent = text;
  $("gate-key").focus();
}

async function ask() {
  if (!key()) {
    gate("Числа показывают только тем, у кого есть ключ сервиса.");
    return;
  }
  const mine = (asked += 1);
  const query = new URLSearchParams({ days: $("days").value });
  if ($("pack").value) query.set("pack", $("pack").value);
  let answer;
  try {
    answer = await fetch(`/v1/stats?${query}`, { headers: { Authorization: `Bearer ${key()}` } });
  } catch {
    $("said").textContent = "Сервис не отвечает. Запущен ли он?";
    return;
  }
  const body = await answer.json().catch(() => null);
  if (mine !== asked) return;
  if (answer.status === 401) gate("Ключ не подошёл.");
  else if (!answer.ok) $("said").textContent = body?.error?.message ?? `Сервис ответил ${answer.status}.`;
  else {
    $("gate").hidden = true;
    show(body);
  }
}

$("choice").addEventListener("change", ask);
$("choice").addEventListener("submit", (event) => event.preventDefault());
$("gate-form").addEventListener("submit", (event) => {
  event.preventDefault();
  keep(keyIn($("gate-key").value));
  $("gate-key").value = "";
  ask();
});
let width = 0;
new ResizeObserver(() => {
  if (width !== document.body.clientWidth) {
    width = document.body.clientWidth;
    draw();
  }
}).observe(document.body);
addEventListener("hashchange", () => {
  takeFromAddress();
  ask();
});
takeFromAddress();
ask();
