// The reply's panel: empty, refused, or an answer with its messages, changes and evidence.

import { messagesOf, partsOf, statusOf, textOf, isUntouched, verdictOf } from "./answer.js";
import { banner } from "./banner.js";
import { changeView, tally } from "./changes.js";
import { byId, el, focusedNear } from "./dom.js";
import { evidence } from "./evidence.js";
import { findingsList } from "./findings.js";
import { messageList } from "./messages.js";
import { inUnits } from "./points.js";
import { grouped } from "./spans.js";

/** Draws into `box` and puts the focus back to where it was, though the elements are new. */
export function keepingFocus(box, draw) {
  const active = focusedNear(box);
  const focused = active && box.contains(active) ? active : null;
  const mark = focused && ["id", "data-change", "data-id", "data-copy", "data-decision"].find((name) => focused.hasAttribute(name));
  const place = mark && `[${mark}="${CSS.escape(focused.getAttribute(mark))}"]`;
  draw();
  if (place) box.querySelector(place)?.focus({ preventScroll: true });
}

export function emptyReply(box) {
  box.replaceChildren(
    el(
      "div",
      { class: "empty" },
      el("p", {}, "Здесь появится ответ: сообщениями, как их увидит клиент, и с проверкой."),
      el("ol", { class: "steps-of-work" }, el("li", {}, "Сообщение клиента"), el("li", {}, "Черновик, как привыкли"), el("li", {}, el("kbd", {}, "Ctrl"), " ", el("kbd", {}, "Enter"))),
    ),
  );
}

/** What went wrong, what is safe, what can be done. */
export function refusedReply(box, title, text, ...buttons) {
  box.replaceChildren(
    el("div", { class: "banner refused", "data-status": "refused" }, el("span", { class: "sign", "aria-hidden": "true" }, "!"), el("div", { class: "verdict" }, el("p", { class: "title" }, title), el("p", { class: "reason" }, text))),
    buttons.length > 0 && el("div", { class: "tools" }, ...buttons),
  );
}

/** `view`: `{tab, lit, opened}`; `told`: what the operator does; `told.buttons(status)` puts other buttons into the banner. */
export function shownReply(box, answer, view, told) {
  const text = textOf(answer);
  const parts = partsOf(answer);
  const verdict = verdictOf(answer);
  const status = statusOf(answer);
  const groups = verdict ? grouped(inUnits(text, verdict.violations)) : [];
  const messages = messagesOf(answer);
  const { all, decided } = tally(answer, parts);
  const copyAll = el("button", { type: "button", id: "copy-all", class: status === "ok" ? "main" : "", onclick: told.copyAll, "aria-keyshortcuts": "Control+Shift+C" }, messages.length > 1 ? "Копировать всё " : "Копировать ", el("kbd", {}, "Ctrl Shift C"));
  const edit = el("button", { type: "button", id: "to-draft", class: "quiet", onclick: told.toDraft, title: "Ответ станет черновиком: его можно править и проверять дальше" }, "Править");
  const list = el("div", { class: "reply-findings" });
  findingsList(list, { show: told.showGroup, use: told.use })(groups);
  keepingFocus(box, () =>
    box.replaceChildren(
      banner(status, verdict, answer.result.reason, isUntouched(answer), el("div", { class: "banner-buttons" }, ...(told.buttons?.(status) ?? [edit, copyAll]))),
      tabs(view.tab, [["messages", messages.length > 1 ? `Сообщения: ${messages.length}` : "Сообщение"], ["changes", all ? `Изменения: ${decided ? `${decided} из ${all}` : all}` : "Изменений нет"]], told.tab),
      el(
        "div",
        { id: "view", class: "view", role: "tabpanel", "aria-labelledby": `tab-${view.tab}` },
        ...(view.tab === "messages" ? [messageList(messages, groups, view.lit, { copy: told.copyMessage, pointed: told.pointed })] : changeView(answer, parts, { decide: told.decide, open: told.open, opened: view.opened })),
      ),
      groups.length ? list : "",
      verdict && answer.result.status !== "failed" ? evidence(verdict, text, answer.result, { show: told.show, title: told.title }) : "",
    ),
  );
}

function tabs(chosen, names, choose) {
  const onkeydown = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    choose(names.find(([name]) => name !== chosen)[0]);
    byId(`tab-${names.find(([name]) => name !== chosen)[0]}`)?.focus();
  };
  return el(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "Как показать ответ", onkeydown },
    ...names.map(([name, label]) =>
      el(
        "button",
        { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === chosen), "aria-controls": "view", tabindex: name === chosen ? 0 : -1, onclick: () => choose(name) },
        label,
      ),
    ),
  );
}
