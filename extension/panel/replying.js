// The reply: drawn as on the operator's page; decisions are judged anew; put into the editor when the operator says so.

import * as answers from "../shared/answer.js";
import { copyText } from "../shared/clipboard.js";
import { byId, el } from "../shared/dom.js";
import { toast } from "../shared/live.js";
import { shownReply } from "../shared/reply.js";
import { ask } from "./service.js";

const WHY = {
  changed: "Текст в поле изменился, пока готовился ответ. Ничего не вставлено: перепишите ещё раз или скопируйте ответ.",
  gone: "Этого поля на странице больше нет. Ничего не вставлено: скопируйте ответ.",
  long: "Ответ длиннее, чем принимает поле. Ничего не вставлено: скопируйте ответ и сократите.",
  unsure: "Поле приняло текст не так, как ожидалось. Проверьте его; вернуть как было — Ctrl Z в поле.",
  cut: "Страница не отвечает: обновите её. Ответ можно скопировать.",
};

/** `insert(draft, text)` puts the text into the editor and gives `ok` or a key of WHY; `done()` after it went in. */
export function replying(box, { insert, done, titles }) {
  const view = { tab: "changes", lit: null, opened: null };
  let answer = null;
  let inserting = false;
  let precious = [];

  function note(text) {
    byId("note").replaceChildren(...(text ? [text] : []));
    if (text) byId("note").scrollIntoView({ block: "nearest" });
  }

  function draw() {
    byId("work").classList.toggle("has-reply", answer !== null);
    if (!answer) {
      box.replaceChildren();
      return;
    }
    shownReply(box, answer, view, told);
    if (answers.verdictOf(answer) === null) judge();
  }

  async function judge() {
    const judged = answer;
    try {
      const verdict = await ask("check", { one: { ...judged.one, reply: answers.textOf(judged) } });
      if (answer !== judged) return;
      answer = { ...judged, verdict };
      draw();
    } catch (error) {
      note(error.message);
    }
  }

  function change(changed) {
    answer = changed;
    Object.assign(view, { lit: null, opened: null });
    draw();
  }

  async function put() {
    if (inserting || !answer) return;
    inserting = true;
    note("");
    const code = await insert(answer.one.draft, answers.textOf(answer)).catch(() => "cut");
    inserting = false;
    if (code !== "ok") {
      note(WHY[code] ?? WHY.cut);
      return;
    }
    const text = answers.textOf(answer);
    tell(text === answer.result.reply ? { outcome: "accepted" } : { outcome: "edited", text });
    done();
  }

  function tell(outcome) {
    const { request_id } = answer.result;
    if (request_id && answer.result.status !== "failed") ask("feedback", { told: { request_id, ...outcome } }).catch(() => {});
  }

  const told = {
    title: (rule) => titles.get(rule) ?? rule,
    buttons(status) {
      const lost = precious.length ? `Вставка заменит всё поле текстом: пропадёт ${precious.join(", ")}.` : "";
      if (lost) note(lost);
      const drop = el("button", { type: "button", id: "drop", class: "quiet", onclick: () => told.drop() }, status === "failed" ? "Понятно" : "Отклонить");
      if (status === "failed") return [drop]; // what came back is the draft that stands in the field
      const label = lost ? "Всё равно вставить" : "Вставить";
      return [
        el("button", { type: "button", id: "insert", class: status === "ok" && !lost ? "main" : "", onclick: put, title: lost }, label),
        el("button", { type: "button", id: "copy", class: "quiet", onclick: copy }, "Копировать"),
        drop,
      ];
    },
    drop() {
      tell({ outcome: "rejected" });
      answer = null;
      note("");
      draw();
      byId("rewrite").focus();
    },
    tab(name) {
      view.tab = name;
      draw();
    },
    open(changeKey) {
      view.opened = changeKey;
      draw();
    },
    decide(keys, decision) {
      const without = (list) => list.filter((one) => !keys.includes(one));
      const { kept, rejected } = answer;
      change({
        ...answer,
        kept: decision === "kept" ? [...without(kept), ...keys] : without(kept),
        rejected: decision === "rejected" ? [...without(rejected), ...keys] : without(rejected),
        verdict: null,
      });
    },
    use(group, suggestion) {
      const text = answers.textOf(answer);
      change(answers.withText(answer, text.slice(0, group.start) + suggestion + text.slice(group.end)));
    },
    show(place) {
      Object.assign(view, { tab: "messages", lit: place });
      draw();
      box.querySelector("mark")?.scrollIntoView({ block: "nearest" });
    },
    showGroup: (group) => told.show(group.start === group.end ? { start: 0, end: answers.textOf(answer).length } : group),
    pointed: () => {},
    copyAll: () => copy(),
    copyMessage: (index) => copyOne(answers.messagesOf(answer)[index].text),
    toDraft: () => {},
  };

  async function copyOne(text) {
    toast((await copyText(text)) ? "Скопировано." : "Браузер не дал скопировать: выделите текст и нажмите Ctrl C.");
  }
  const copy = () => copyOne(answers.textOf(answer));

  return {
    put(one, result, lost) {
      precious = lost;
      answer = answers.fresh(one, result);
      view.tab = result.status === "failed" ? "messages" : "changes";
      change(answer);
      (byId("insert") ?? byId("drop")).focus({ preventScroll: true });
    },
    clear() {
      answer = null;
      note("");
      draw();
    },
    /** The text in the editor is another one now. */
    edited(text, lost) {
      precious = lost;
      if (answer && text !== answer.one.draft) note(WHY.changed.replace("Ничего не вставлено: п", "П"));
    },
  };
}
