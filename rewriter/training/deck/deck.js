"use strict";
const cards = [...document.querySelectorAll(".card")];
const forward = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const back = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]);
let at = Math.max(0, cards.findIndex((card) => `#${card.id}` === decodeURIComponent(location.hash)));

function turn(to) {
  if (!cards.length) return;
  at = Math.min(Math.max(to, 0), cards.length - 1);
  cards.forEach((card, i) => card.classList.toggle("now", i === at));
  history.replaceState(null, "", `#${encodeURIComponent(cards[at].id)}`);
}

function fit() {
  document.documentElement.style.setProperty("--scale", Math.min(innerWidth / 1280, innerHeight / 720));
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const to = forward.has(event.key) ? at + 1 : back.has(event.key) ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? cards.length - 1 : null;
  if (to === null) return;
  event.preventDefault();
  turn(to);
});
addEventListener("click", (event) => {
  if (!String(getSelection())) turn(event.clientX < innerWidth / 3 ? at - 1 : at + 1);
});
addEventListener("resize", fit);
document.documentElement.classList.add("live");
fit();
turn(at);
