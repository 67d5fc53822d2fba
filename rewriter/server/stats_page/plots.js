// Plots as SVG. All text is put in as text nodes; colours come from classes, so that light and dark need no drawing anew.

const SVG = "http://www.w3.org/2000/svg";
const LEFT = 50;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 24;
const GAP = 1.5;

function node(name, attributes = {}, ...inside) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

const titled = (text) => node("title", {}, text);

/** A round step that gives about `count` ticks up to `most`. */
function stepFor(most, count, whole) {
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw || 1));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? power;
  return whole ? Math.max(1, step) : step;
}

function frame(box, height, label) {
  const width = Math.max(240, box.clientWidth);
  const svg = node("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  box.replaceChildren(svg);
  return { svg, width, height, right: width - RIGHT, bottom: height - BOTTOM };
}

/** Ticks and grid of the vertical axis; gives back value → y. */
function vertical({ svg, right, bottom }, most, { whole = false, show = String } = {}) {
  const step = stepFor(most || 1, 4, whole);
  const top = Math.max(step, Math.ceil((most || 0) / step - 1e-9) * step);
  const y = (value) => bottom - (value / top) * (bottom - TOP);
  for (let value = 0; value <= top + step / 1e6; value += step) {
    const at = Math.round(y(value)) + 0.5;
    svg.append(node("line", { class: value === 0 ? "base" : "grid", x1: LEFT, x2: right, y1: at, y2: at }));
    svg.append(node("text", { class: "tick", x: LEFT - 6, y: at + 4, "text-anchor": "end" }, show(value)));
  }
  return y;
}

/** Days under the plot, as many as there is room for, the last one always; gives back index → middle of its place. */
function horizontal({ svg, right, bottom }, days) {
  const room = (right - LEFT) / days.length;
  const every = Math.max(1, Math.ceil(46 / room));
  const x = (index) => LEFT + room * (index + 0.5);
  days.forEach((day, index) => {
    if ((days.length - 1 - index) % every !== 0) return;
    const at = Math.min(x(index), right - 14);
    svg.append(node("text", { class: "tick", x: at, y: bottom + 16, "text-anchor": "middle" }, shortDay(day)));
  });
  return { x, room };
}

export const shortDay = (day) => `${day.slice(8)}.${day.slice(5, 7)}`;

/** Columns of parts on each other: `series` [{name, class, values}], one value a day. */
export function columns(box, days, series, label) {
  const area = frame(box, 220, label);
  const totals = days.map((_, i) => series.reduce((sum, s) => sum + s.values[i], 0));
  const y = vertical(area, Math.max(0, ...totals), { whole: true });
  const { x, room } = horizontal(area, days);
  const wide = Math.min(28, Math.max(1, room * 0.72));
  days.forEach((day, i) => {
    const told = series.filter((s) => s.values[i]).map((s) => `${s.name}: ${s.values[i]}`);
    const group = node("g", { class: "column" }, titled([`${shortDay(day)} — ${totals[i]}`, ...told].join("\n")));
    group.append(node("rect", { class: "hit", x: x(i) - room / 2, y: TOP, width: room, height: area.bottom - TOP }));
    let sum = 0;
    for (const part of series) {
      if (!part.values[i]) continue;
      const [from, to] = [y(sum), y(sum + part.values[i])];
      const gap = sum > 0 && from - to > 3 ? GAP : 0;
      group.append(node("rect", { class: part.class, x: x(i) - wide / 2, y: to, width: wide, height: Math.max(0.5, from - to - gap) }));
      sum += part.values[i];
    }
    area.svg.append(group);
  });
}

/** A line through the days that have a value; days without one break it. */
export function line(box, days, values, { label, most, show, axis = show, whole = false }) {
  const area = frame(box, 190, label);
  const known = values.filter((v) => v !== null);
  const y = vertical(area, most ?? Math.max(0, ...known), { show: axis, whole });
  const { x, room } = horizontal(area, days);
  let path = "";
  values.forEach((value, i) => {
    if (value !== null) path += `${path && values[i - 1] !== null ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  area.svg.append(node("path", { class: "line", d: path }));
  values.forEach((value, i) => {
    if (value === null) return;
    const group = node("g", { class: "column" }, titled(`${shortDay(days[i])} — ${show(value)}`));
    group.append(node("rect", { class: "hit", x: x(i) - room / 2, y: TOP, width: room, height: area.bottom - TOP }));
    group.append(node("circle", { class: "dot", cx: x(i), cy: y(value), r: days.length > 45 ? 2 : 3.5 }));
    area.svg.append(group);
  });
}

/** Two bars a row: `rows` [{name, values: [a, b]}], `series` [{name, class}] of the two. */
export function bars(box, rows, series, label) {
  const tall = 30;
  const area = frame(box, rows.length * tall + 8, label);
  const names = Math.min(190, Math.max(140, area.width * 0.42));
  const most = Math.max(1, ...rows.flatMap((row) => row.values));
  const wide = area.width - names - 60;
  rows.forEach((row, i) => {
    const top = i * tall + 6;
    const told = series.map((s, n) => `${s.name}: ${row.values[n]}`).join("\n");
    const group = node("g", { class: "column" }, titled(`${row.name}\n${told}`));
    group.append(node("rect", { class: "hit", x: 0, y: top - 3, width: area.width, height: tall }));
    group.append(node("text", { class: "name", x: names - 8, y: top + 15, "text-anchor": "end" }, row.name));
    row.values.forEach((value, n) => {
      const length = value ? Math.max(2, (value / most) * wide) : 0;
      group.append(node("rect", { class: series[n].class, x: names, y: top + n * 11, width: length, height: 9, rx: 2 }));
      group.append(node("text", { class: "tick", x: names + length + 5, y: top + n * 11 + 8.5 }, String(value)));
    });
    area.svg.append(group);
  });
}
