// The operator points once at the client's message: in each frame of the tab a shield that takes the pointer, a frame around what would be taken.

import { el } from "../shared/dom.js";
import { short } from "../shared/words.js";
import { all, placeOf, textAt } from "./place.js";
import look from "../shared/look.css" with { type: "css" };
import sheet from "./picker.css" with { type: "css" };

const ASKED = "Щёлкните последнее сообщение клиента.";
const KEYS = "↑ ↓ — больше или меньше, Enter — взять, Esc — отмена";
const OWN = "Похоже, это Ваш ответ, а не сообщение клиента.";
const MOST_FRAMES = 40;
const SWALLOWED = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu", "touchstart", "touchend", "dragstart"];

function start() {
  const host = document.createElement("rewriter-picker");
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [look, sheet];
  const shield = el("div", { id: "shield" });
  const said = el("div", { id: "said" });
  const line = el("div", { id: "line", role: "dialog", "aria-label": "Где сообщение клиента", tabindex: -1, lang: "ru" }, el("div", { role: "status" }, ASKED), said, el("div", { id: "keys" }, KEYS));
  const frames = el("div", {});
  root.append(shield, frames, line);
  let going = null; // {home, others}
  let pointed = null;
  let higher = 0;
  let place = null;
  let drawing = 0;

  const tell = (found) => chrome.runtime.sendMessage({ kind: "picked", home: going.home, found }).catch(stop);

  /** What lies under the pointer, looked for through our shield and into open shadow roots. */
  function under(x, y) {
    let found = document.elementsFromPoint(x, y).find((one) => one !== host);
    for (let inner; found?.shadowRoot && (inner = found.shadowRoot.elementFromPoint(x, y)) && inner !== found; ) found = inner;
    return found ?? null;
  }

  /** A frame where we are, too, gets the pointer; any other stays behind the shield. */
  const isOurs = (element) => {
    if (!(element instanceof HTMLIFrameElement)) return false;
    try {
      return Boolean(element.contentDocument) || going.others.includes(new URL(element.src, location.href).origin);
    } catch {
      return false;
    }
  };

  function moved(event) {
    const found = under(event.clientX, event.clientY);
    shield.style.pointerEvents = isOurs(found) ? "none" : "auto";
    line.classList.toggle("below", event.clientY < innerHeight / 3); // never over what is pointed at
    if (found === pointed) return;
    pointed = found;
    higher = 0;
    chosen();
  }

  function chosen() {
    let at = pointed instanceof HTMLElement && !isOurs(pointed) ? pointed : null;
    for (let up = 0; at && up < higher && at.parentElement && at.parentElement !== document.body; up += 1) at = at.parentElement;
    place = at && at !== document.body && at !== document.documentElement ? placeOf(at) : null;
    if (place && textAt(place.element) === "") place = null;
    said.textContent = place ? (place.own ? OWN : `«${short(textAt(place.element), 90)}»`) : "";
    draw();
  }

  function draw() {
    const framed = (element, kind) => {
      const box = element.getBoundingClientRect();
      const one = el("div", { class: `frame ${kind}` });
      Object.assign(one.style, { left: `${box.left - 4}px`, top: `${box.top - 4}px`, width: `${box.width + 8}px`, height: `${box.height + 8}px` });
      return one;
    };
    const same = place?.selector ? all(place.selector).filter((one) => one !== place.element) : [];
    frames.replaceChildren(...same.slice(-MOST_FRAMES).map((one) => framed(one, "")), ...(place ? [framed(place.element, place.own ? "chosen own" : "chosen")] : []));
  }

  function drawSoon() {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(draw);
  }

  function take() {
    if (!place || place.own) return;
    tell({ text: textAt(place.element), selector: place.selector, order: place.order });
  }

  function swallowed(event) {
    if (event.type === "touchstart" || event.type === "touchend") moved(event.changedTouches[0]);
    if (event.cancelable) event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "click" && event.isTrusted && event.button === 0) take();
  }

  function pressed(event) {
    if (!event.isTrusted || event.ctrlKey || event.altKey || event.metaKey) return;
    event.stopImmediatePropagation();
    if (event.key !== "Tab") event.preventDefault();
    if (event.type !== "keydown") return;
    if (event.key === "Escape") tell(null);
    else if (event.key === "Enter") take();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      higher = Math.max(0, higher + (event.key === "ArrowUp" ? 1 : -1));
      chosen();
    }
  }

  /** The pointer went off to another frame. */
  function left(event) {
    if (event.relatedTarget) return;
    pointed = null;
    chosen();
  }

  /** The shield would keep a list of messages from being scrolled. */
  function wheeled(event) {
    let at = under(event.clientX, event.clientY);
    while (at && !(at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement;
    (at ?? document.scrollingElement)?.scrollBy(0, event.deltaY);
    drawSoon();
  }

  function listen(how) {
    for (const name of SWALLOWED) window[how](name, swallowed, { capture: true, passive: false });
    for (const name of ["keydown", "keyup", "keypress"]) window[how](name, pressed, true);
    window[how]("pointermove", moved, true);
    window[how]("pointerout", left, true);
    window[how]("wheel", wheeled, { capture: true, passive: true });
    window[how]("scroll", drawSoon, { capture: true, passive: true });
    window[how]("resize", drawSoon, { passive: true });
  }

  function stop() {
    if (!going) return;
    going = null;
    pointed = place = null;
    cancelAnimationFrame(drawing);
    listen("removeEventListener");
    frames.replaceChildren();
    host.remove();
  }

  const hears = {
    start({ home, others, here }) {
      stop();
      going = { home, others };
      higher = 0;
      said.textContent = "";
      line.hidden = !here;
      shield.style.pointerEvents = "auto";
      document.documentElement.append(host);
      listen("addEventListener");
      if (here) line.focus({ preventScroll: true });
    },
    stop,
  };
  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (message.to !== "picker" || sender.id !== chrome.runtime.id || !Object.hasOwn(hears, message.do)) return false;
    hears[message.do](message);
    answer(true);
    return false;
  });
  return { alive: () => Boolean(globalThis.chrome?.runtime?.id) };
}

if (!globalThis.rewriterPicker?.alive()) globalThis.rewriterPicker = start();
