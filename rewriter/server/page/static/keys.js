// The keyboard. Letters are told by their place: on a Russian layout Ctrl+С is no «c».

import { el, isTextField } from "./dom.js";

/** For the list of keys: what is pressed, and what it does. */
export const KEYS = [
  ["Ctrl Enter", "Переписать"],
  ["Ctrl Shift Enter", "Переписать по правилам, без модели"],
  ["Esc", "Остановить; закрыть подсказку"],
  ["F8, Shift F8", "Следующее, предыдущее замечание в черновике"],
  ["Alt Enter", "Заменить на предложенное"],
  ["Ctrl Shift C", "Копировать весь ответ"],
  ["Ctrl Shift 1…9", "Копировать сообщение с этим номером"],
  ["1…9, C", "То же одной клавишей, когда курсор не в поле"],
  ["Ctrl Z", "Отменить; в поле — последнюю правку текста"],
  ["Alt N", "Новый диалог"],
  ["?", "Эта подсказка"],
];

/** `actions` by name; each is called without arguments but `copyMessage(index)` and `nextFinding(by)`. */
export function listen(actions) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const run = meaning(event, actions);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function meaning(event, actions) {
  const command = event.ctrlKey || event.metaKey;
  const { code, shiftKey, altKey } = event;
  const digit = /^Digit([1-9])$/.exec(code);
  const enter = code === "Enter" || code === "NumpadEnter";
  if (enter && command && !altKey) return shiftKey ? actions.rulesOnly : actions.rewrite;
  if (enter && altKey && !command) return actions.useSuggestion;
  if (code === "Escape") return actions.escape;
  if (code === "F8" && !command) return () => actions.nextFinding(shiftKey ? -1 : 1);
  if (command && shiftKey && !altKey && code === "KeyC") return actions.copyAll;
  if (command && shiftKey && !altKey && digit) return () => actions.copyMessage(Number(digit[1]) - 1);
  if (altKey && !command && code === "KeyN") return actions.newDialogue;
  if (isTextField(event.target)) return null;
  if (command && !shiftKey && code === "KeyZ") return actions.undo;
  if (command || altKey) return null;
  if (event.key === "?") return actions.help;
  if (code === "KeyC" && !shiftKey) return actions.copyAll;
  if (digit && !shiftKey) return () => actions.copyMessage(Number(digit[1]) - 1);
  return null;
}

export const keyRows = (rows = KEYS) => rows.flatMap(([keys, does]) => [el("dt", {}, ...keys.split(", ").flatMap((one, index) => [index ? " или " : "", ...one.split(" ").map((key) => el("kbd", {}, key))]).filter(Boolean)), el("dd", {}, does)]);
