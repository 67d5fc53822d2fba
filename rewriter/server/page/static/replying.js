// The reply and what the operator does with it: decisions, replacements, copying. Each is judged anew and can be undone.

import * as answers from "./answer.js";
import { check } from "./api.js";
import { closeCard } from "./card.js";
import { copyText } from "./clipboard.js";
import { byId } from "./dom.js";
import { pointing } from "./drafting.js";
import { say, toast } from "./live.js";
import { emptyReply, shownReply } from "./reply.js";
import { title } from "./rulebook.js";

/**
 * `state.answer` is the answer; `mark(label)` remembers for undo, `save()` keeps the tab, `troubled(error)` hears of a failed check,
 * `toDraft(text)` makes the reply the draft; nothing is drawn while `busy()`.
 */
export function replying(box, state, { mark, save, troubled, toDraft, busy }) {
  const view = { tab: "messages", lit: null, opened: null };

  function draw() {
    if (busy()) return;
    if (!state.answer) {
      emptyReply(box);
      return;
    }
    shownReply(box, state.answer, view, told);
    if (answers.verdictOf(state.answer) === null) judge();
  }

  /** What the operator made of the reply is judged as the service's own was. */
  async function judge() {
    const answer = state.answer;
    try {
      const verdict = await check({ ...answer.one, reply: answers.textOf(answer) });
      if (state.answer !== answer) return;
      state.answer = { ...answer, verdict };
      draw();
      save();
    } catch (error) {
      troubled(error);
    }
  }

  function change(label, answer) {
    mark(label);
    state.answer = answer;
    Object.assign(view, { lit: null, opened: null });
    closeCard();
    draw();
    save();
  }

  function use(group, suggestion) {
    const text = answers.textOf(state.answer);
    change("замена в ответе", answers.withText(state.answer, text.slice(0, group.start) + suggestion + text.slice(group.end)));
  }

  async function copy(text, button, words) {
    if (!(await copyText(text))) {
      toast("Браузер не дал скопировать: выделите текст и нажмите Ctrl C.");
      return;
    }
    button?.classList.add("copied");
    setTimeout(() => button?.classList.remove("copied"), 1500);
    toast(answers.statusOf(state.answer) === "ok" ? `${words}.` : `${words}. Перед отправкой проверьте отмеченное.`);
  }

  const told = {
    title,
    use,
    pointed: pointing(use),
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
      const { kept, rejected } = state.answer;
      change(decision === "rejected" ? "возврат слов черновика" : "решение о правке", {
        ...state.answer,
        kept: decision === "kept" ? [...without(kept), ...keys] : without(kept),
        rejected: decision === "rejected" ? [...without(rejected), ...keys] : without(rejected),
        verdict: null,
      });
      if (keys.length === 1) box.querySelector(`[data-change="${CSS.escape(keys[0])}"]`)?.focus({ preventScroll: true });
    },
    show(place) {
      Object.assign(view, { tab: "messages", lit: place });
      draw();
      box.querySelector("mark")?.scrollIntoView({ block: "nearest" });
      say(`Место в ответе: ${answers.textOf(state.answer).slice(place.start, place.end)}`);
    },
    showGroup: (group) => told.show(group.start === group.end ? { start: 0, end: answers.textOf(state.answer).length } : group),
    copyAll: () => copy(answers.textOf(state.answer), byId("copy-all"), "Скопирован весь ответ"),
    copyMessage(index) {
      const message = answers.messagesOf(state.answer)[index];
      if (message) copy(message.text, box.querySelector(`[data-copy="${index}"]`) ?? byId("copy-all"), `Скопировано сообщение ${index + 1}`);
    },
    toDraft: () => toDraft(answers.textOf(state.answer)),
  };

  return {
    draw,
    copyAll: told.copyAll,
    copyMessage: told.copyMessage,
    /** Another answer, or none. */
    put(answer) {
      state.answer = answer;
      Object.assign(view, { lit: null, opened: null });
      if (answer?.result.status === "failed") view.tab = "messages";
      draw();
    },
    /** Takes the light off a place that was shown; whether there was one. */
    unlight() {
      if (!view.lit) return false;
      view.lit = null;
      draw();
      return true;
    },
    /** Where the next key goes: to the copy button of a reply that can be sent, else to the reply's heading. */
    focus() {
      const ready = state.answer && answers.statusOf(state.answer) === "ok";
      byId(ready ? "copy-all" : "reply-title").focus({ preventScroll: true });
      if (byId("reply").getBoundingClientRect().top > innerHeight * 0.6) byId("reply").scrollIntoView({ block: "start" });
    },
  };
}
