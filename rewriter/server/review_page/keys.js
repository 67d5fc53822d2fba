// The keyboard: the terminal screen's letters, by their place, so that a Russian layout will do. While one types, letters are letters.

import { isTextField } from "../dom.js";

export const KEYS = [
  ["A", "Принять и дальше"],
  ["E", "Исправить «как стало»"],
  ["B", "Исправить «как было»"],
  ["Esc", "Из текста: правка сохранена, буквы снова команды"],
  ["Ctrl Enter", "Из текста: сохранить правку и принять"],
  ["R", "Отклонить с причиной; 1…6 — причина из списка"],
  ["U", "Отменить своё последнее решение"],
  ["J, K", "Следующий, предыдущий кандидат; как в терминале — N, P"],
  ["?", "Эта подсказка"],
];
const LETTERS = { KeyA: "accept", KeyE: "editReply", KeyB: "editDraft", KeyR: "reject", KeyU: "undo", KeyJ: "next", KeyN: "next", KeyK: "previous", KeyP: "previous" };

/** `actions` by the names above, and `leave` (out of a text), `acceptFromText`, `help`. */
export function listen(actions) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.repeat || document.querySelector("dialog[open]")) return;
    const run = meaning(event, actions);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function meaning(event, actions) {
  const { code, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (event.target instanceof HTMLTextAreaElement) {
    if (code === "Escape") return actions.leave;
    return command && !altKey && !shiftKey && (code === "Enter" || code === "NumpadEnter") ? actions.acceptFromText : null;
  }
  if (isTextField(event.target) || command || altKey) return null;
  if (event.key === "?") return actions.help;
  return shiftKey ? null : actions[LETTERS[code]];
}
