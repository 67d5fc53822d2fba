// The panel's frame: what is always there. Everything below it is drawn by those who know what to say.

import { byId, el, rootedIn } from "../shared/dom.js";
import { movable } from "./moving.js";
import findings from "../shared/writing.css" with { type: "css" };
import look from "../shared/look.css" with { type: "css" };
import reply from "../shared/reply.css" with { type: "css" };
import own from "./panel.css" with { type: "css" };

const KEPT_IN = ["keydown", "keyup", "keypress", "input", "beforeinput", "paste", "copy", "cut", "click", "mousedown", "mouseup", "pointerdown", "pointerup"];

/** Builds it once; `told`: `{close, escape(event), rewrite(rulesOnly), options, pack, point}`. */
export function view(told) {
  const host = document.createElement("rewriter-panel");
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [look, findings, reply, own];
  rootedIn(root);
  // The site's hotkeys are not for what is typed here.
  for (const name of KEPT_IN) host.addEventListener(name, (event) => event.stopPropagation());
  root.append(frame(told));
  movable(byId("panel"), root.querySelector("header"));
  return {
    get shown() {
      return host.isConnected;
    },
    show() {
      if (!host.isConnected) document.documentElement.append(host);
      byId("panel").hidden = false;
      byId("toast").hidden = true; // of what was done before
    },
    hide() {
      byId("panel").hidden = true;
      if (byId("toast").hidden) host.remove();
    },
    remove: () => host.remove(),
  };
}

function frame(told) {
  const button = (id, label, run, more = {}) => el("button", { type: "button", id, onclick: run, ...more }, label);
  return el(
    "div",
    { id: "all", lang: "ru" },
    el(
      "section",
      { id: "panel", role: "dialog", "aria-labelledby": "title", onkeydown: (event) => event.key === "Escape" && told.escape(event) },
      el(
        "header",
        {},
        el("h2", { id: "title", tabindex: -1 }, "rewriter"),
        el("span", { id: "service", class: "service", role: "status" }, el("span", { id: "service-text" })),
        button("options", "Настройки", told.options, { class: "quiet" }),
        button("close", "✕", told.close, { class: "quiet", "aria-label": "Закрыть (Esc)", title: "Закрыть (Esc)" }),
      ),
      el("div", { id: "trouble", hidden: true }),
      el(
        "div",
        { id: "work" },
        el(
          "details",
          { id: "client-box" },
          el("summary", {}, "Сообщение клиента ", el("span", { id: "client-short", class: "soft" })),
          el("textarea", { id: "client", rows: 4, "aria-label": "Сообщение клиента", placeholder: "Выделите его на странице перед открытием или вставьте сюда" }),
        ),
        el("div", { id: "where" }, button("point", "Показать, где сообщение клиента", told.point, { class: "quiet", title: "Один раз на этом сайте: дальше сообщение будет браться само" }), el("span", { id: "where-said", class: "soft" })),
        el(
          "div",
          { class: "line" },
          el("select", { id: "pack", "aria-label": "Пакет стиля", onchange: told.pack }),
          el("label", { class: "check" }, el("input", { type: "checkbox", id: "first" }), " пишет впервые"),
        ),
        el("div", { id: "findings" }, el("p", { id: "draft-summary", class: "summary" }), el("div", { id: "findings-list" })),
        el(
          "div",
          { class: "actions" },
          button("rewrite", "Переписать", () => told.rewrite(false), { class: "main" }),
          button("rules-only", "Только правила", () => told.rewrite(true), { title: "Без модели: меньше секунды" }),
        ),
        el("div", { id: "note", role: "alert" }),
        el("div", { id: "reply" }),
      ),
    ),
    el("div", { id: "live", class: "unseen", "aria-live": "polite" }),
    el("div", { id: "toast", hidden: true }),
  );
}
