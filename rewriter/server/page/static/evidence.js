// What the reply was judged by: facts, questions, rules, promises, plainness.

import { el } from "./dom.js";
import { inUnits } from "./points.js";
import { plural, seconds, short } from "./words.js";

const KINDS = { ok: "good", warn: "bad", soft: "soft" };

/**
 * @param {object} verdict the check output for the reply
 * @param {string} text the reply
 * @param {object} result the rewrite's result
 * @param {{show: (place: {start: number, end: number}) => void, title: (rule: string) => string}} told
 */
export function evidence(verdict, text, result, { show, title }) {
  return el(
    "div",
    { class: "evidence" },
    facts(verdict.facts, text, show),
    questions(verdict.questions, text, show),
    promises(result.commitments, text, show),
    plainness(verdict.readability),
    rules(verdict.rules, title),
    origin(result),
  );
}

export function section(kind, head, ...rest) {
  return el("div", { class: `proof ${kind}` }, el("p", { class: "proof-head" }, head), ...rest);
}

const link = (text, run, more = {}) => el("button", { type: "button", class: "link", onclick: run, ...more }, text);

export function facts(found, text, show) {
  if (!found.length) return section(KINDS.soft, "Фактов в черновике нет");
  const kept = found.filter((fact) => fact.kept);
  const item = (fact) => {
    const at = text.indexOf(fact.text);
    const place = { start: at, end: at + fact.text.length };
    return el(
      "li",
      { class: fact.kept ? "kept" : "lost" },
      el("span", { class: "unseen" }, fact.kept ? "сохранено: " : "потеряно: "),
      fact.kept && at >= 0 ? link(fact.text, () => show(place)) : fact.text,
    );
  };
  return section(kept.length === found.length ? KINDS.ok : KINDS.warn, `Факты: ${kept.length} из ${found.length}`, el("ul", { class: "chips" }, ...found.map(item)));
}

export function questions(found, text, show) {
  if (!found.length) return section(KINDS.soft, "Вопросов клиента не найдено");
  const answered = found.filter((question) => question.answered);
  const item = (question) => {
    const [place] = question.span ? inUnits(text, [{ start: question.span[0], end: question.span[1] }]) : [null];
    const words = place ? short(text.slice(place.start, place.end), 70) : "";
    return el(
      "li",
      { class: question.answered ? "kept" : "unsure" },
      el("span", { class: "question" }, question.text),
      place ? link(`${question.answered ? "→" : "→ возможно:"} «${words}»`, () => show(place), { class: "link where" }) : el("span", { class: "where" }, "не ясно, есть ли ответ"),
    );
  };
  return section(
    answered.length === found.length ? KINDS.ok : KINDS.warn,
    `Вопросы: ответ есть на ${answered.length} из ${found.length}`,
    el("ol", { class: "questions" }, ...found.map(item)),
  );
}

function promises(found, text, show) {
  if (!found.length) return null;
  const item = (promise) => {
    const at = text.indexOf(promise);
    return el("li", {}, at < 0 ? promise : link(promise, () => show({ start: at, end: at + promise.length })));
  };
  return section(KINDS.soft, "Обещано — сдержим?", el("ul", { class: "promises" }, ...found.map(item)));
}

export function plainness({ draft, reply }) {
  if (draft === null || reply === null) return null;
  return section(reply <= 15 ? KINDS.ok : KINDS.warn, `Канцелярит: было ${Math.round(draft)}, стало ${Math.round(reply)}`, el("p", { class: "soft" }, "от 0 до 100, меньше — проще"));
}

function rules({ checked, skipped }, title) {
  const names = Object.entries(skipped);
  const broken = names.some(([, reason]) => reason.startsWith("правило не сработало"));
  return el(
    "details",
    { class: `proof ${broken ? KINDS.warn : KINDS.ok}` },
    el("summary", { class: "proof-head" }, `Правила: проверено ${checked.length}, пропущено ${names.length}`),
    el(
      "ul",
      { class: "rules" },
      ...names.map(([rule, reason]) => el("li", {}, el("span", {}, `○ ${title(rule)}`), el("span", { class: "soft" }, ` — ${reason}`))),
      ...checked.map((rule) => el("li", {}, `✓ ${title(rule)}`)),
    ),
  );
}

function origin(result) {
  const who = result.backend === "none" ? "без модели, по правилам" : result.usage.completion_tokens ? `модель ${result.model}` : "модель не понадобилась";
  const tries = plural(result.tries, "попытка", "попытки", "попыток");
  return el("p", { class: "origin soft" }, `${seconds(result.timing_ms.total)} · ${tries} · ${who}`);
}
