// Sites where the operator has pointed out the client's message: seen, mended, forgotten.

import { load } from "../background/settings.js";
import { byId, el } from "../shared/dom.js";

function state(kind, text) {
  byId("places-state").className = kind;
  byId("places-state").textContent = text;
}

/** Draws the list; `ask` is the way to the worker, which alone writes it. */
export async function listPlaces(ask) {
  const { places } = await load();
  byId("places-none").hidden = Object.keys(places).length > 0;
  byId("places").replaceChildren(...Object.entries(places).map(([origin, place]) => row(ask, origin, place)));
}

function row(ask, origin, place) {
  const selector = el("input", { value: place.selector, "aria-label": `Селектор: ${origin}`, autocomplete: "off", spellcheck: "false" });
  const order = el("select", { "aria-label": `Какое из них: ${origin}` }, el("option", { value: "last" }, "последнее на странице"), el("option", { value: "first" }, "первое на странице"));
  order.value = place.order;
  const keep = async () => {
    const wanted = selector.value.trim();
    if (!wanted || !CSS.supports(`selector(${wanted})`)) {
      state("bad", "Это не селектор CSS: оставлено как было. Пример: .message.client .text");
      return;
    }
    await ask("place", { origin, place: { selector: wanted, order: order.value } });
    state("soft", "Сохранено.");
  };
  selector.addEventListener("change", keep);
  order.addEventListener("change", keep);
  const forget = async () => {
    await ask("place", { origin, place: null });
    state("soft", `Забыто: ${origin}`);
    await listPlaces(ask);
  };
  return el("li", {}, el("span", { class: "site" }, origin), selector, order, el("button", { type: "button", class: "quiet", "aria-label": `Забыть ${origin}`, onclick: forget }, "Забыть"));
}
