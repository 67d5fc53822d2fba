// What comes after looking: the command by which a person at the machine writes accepted pairs into their packs.

import { copyText } from "../clipboard.js";
import { byId, el } from "../dom.js";
import { toast } from "../live.js";

async function copy(command) {
  toast((await copyText(command)) ? "Команда скопирована." : "Браузер не дал скопировать: выделите команду и нажмите Ctrl C.");
}

/** The panel when all is decided; before that a line under the list. */
export function drawFinish({ counts, command, rows }) {
  const done = rows.length > 0 && counts.open === 0;
  byId("finish").hidden = !done;
  byId("writing").hidden = done || counts.accepted === 0;
  const tell = counts.accepted > 0;
  if (done) {
    byId("finish").replaceChildren(
      el("h2", {}, "Всё просмотрено"),
      el("p", {}, tell ? "Со страницы в пакет не попадает ничего. Принятое записывает человек за компьютером, в папке с этим файлом:" : "Принятых и ещё не записанных нет."),
      tell && el("div", { class: "command" }, el("code", {}, command), el("button", { type: "button", id: "copy-command", onclick: () => copy(command) }, "Копировать")),
    );
  } else if (tell) {
    byId("writing").replaceChildren("Принятое запишет в пакет команда ", el("code", {}, command));
  }
}
