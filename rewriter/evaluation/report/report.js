"use strict";
// Filters and search over cases that are all in the page already. Nothing is fetched, nothing is read as HTML.
(() => {
  const $ = (id) => document.getElementById(id);
  const cases = [...document.querySelectorAll(".case")];
  const filters = ["outcome", "pack", "rule", "tag", "flip"].filter((name) => $(`f-${name}`));
  const folded = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ");
  const texts = new Map();

  /** All words of a case, read when they are first searched. */
  function textOf(one) {
    if (!texts.has(one)) texts.set(one, folded(`${one.textContent} ${one.dataset.tag}`));
    return texts.get(one);
  }

  function fits(one, words, chosen) {
    return chosen.every(([name, value]) => one.dataset[name].split(" ").includes(value)) && words.every((word) => textOf(one).includes(word));
  }

  function apply() {
    const words = folded($("f-text").value).split(" ").filter(Boolean);
    const chosen = filters.map((name) => [name, $(`f-${name}`).value]).filter(([, value]) => value);
    let shown = 0;
    for (const one of cases) {
      one.hidden = !fits(one, words, chosen);
      shown += one.hidden ? 0 : 1;
    }
    $("count").textContent = shown ? `Показано ${shown} из ${cases.length}` : "Ничего не нашлось: смягчите условия";
  }

  function reset() {
    $("filters").reset();
    apply();
  }

  /** A link to a case opens it, whatever the filters hide. */
  function follow() {
    const target = location.hash.length > 1 ? $(location.hash.slice(1)) : null;
    if (!target?.matches(".case")) return;
    if (target.hidden) reset();
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }

  function step(by) {
    const shown = cases.filter((one) => !one.hidden);
    const here = shown.indexOf(document.activeElement?.closest(".case"));
    const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(here + by, 0), shown.length - 1)];
    next?.querySelector("summary").focus();
  }

  let waiting = 0;
  $("filters").addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.id === "f-text") waiting = setTimeout(apply, 120);
    else apply();
  });
  $("filters").addEventListener("reset", () => setTimeout(apply));
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("open-all").addEventListener("click", () => cases.forEach((one) => (one.open = one.open || !one.hidden)));
  $("close-all").addEventListener("click", () => cases.forEach((one) => (one.open = false)));

  // A bar of a plot and a tile filter by what they show.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-set]");
    if (!link) return;
    $("filters").reset();
    const field = $(`f-${link.dataset.set}`);
    if (field) field.value = link.dataset.value;
    apply();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && event.target.matches("#f-text")) {
      reset();
      return;
    }
    if (event.target.matches("input, select, textarea")) return;
    if (event.code === "Slash") {
      event.preventDefault();
      $("f-text").focus();
    } else if (event.code === "KeyJ") step(1);
    else if (event.code === "KeyK") step(-1);
  });

  // On paper the first ten are open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = cases.filter((one) => !one.hidden && !one.open).slice(0, 10);
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#c"]');
    if (link && link.hash === location.hash) follow();
  });
  apply();
  follow();
})();
