// The reply on the page: what the service gave, and what the operator made of it. Plain data, so that it can be kept, undone and restored.

import { carried, composed, diff } from "./diff.js";

/** A fresh answer: `one` is the case as it was sent. */
export function fresh(one, result) {
  const { attempts, ...rest } = result; // attempts are for those who write rules, and large
  return { one, result: { ...rest, tries: attempts.length }, text: result.reply, ends: endsIn(result.reply, result.messages), kept: [], rejected: [], verdict: null };
}

/** Where each message but the last ends in the reply, in UTF-16 units: messages are the reply with other white space. */
function endsIn(reply, messages) {
  const ends = [];
  let at = 0;
  for (const message of messages.slice(0, -1)) {
    for (const character of message.replace(/\s/g, "")) {
      const found = reply.indexOf(character, at);
      if (found < 0) return [];
      at = found + character.length;
    }
    ends.push(at);
  }
  return ends;
}

export const partsOf = (answer) => diff(answer.one.draft, answer.text);

/** The reply as it stands, after what was taken back. */
export const textOf = (answer) => composed(partsOf(answer), new Set(answer.rejected));

/** Whether it is still word for word what the service has judged. */
export const isUntouched = (answer) => textOf(answer) === answer.result.reply;

/** The reply with other words: decisions so far become part of it. */
export function withText(answer, text) {
  return { ...answer, ends: carried(endsNow(answer), textOf(answer), text), text, kept: [], rejected: [], verdict: null };
}

const endsNow = (answer) => carried(answer.ends, answer.text, textOf(answer));

/** The messages as they would be sent: `{start, text}`, `start` in UTF-16 units of the reply as it stands. */
export function messagesOf(answer) {
  const text = textOf(answer);
  const borders = [0, ...endsNow(answer), text.length];
  const found = [];
  for (let index = 0; index + 1 < borders.length; index += 1) {
    const piece = text.slice(borders[index], borders[index + 1]);
    const trimmed = piece.trim();
    if (trimmed) found.push({ start: borders[index] + piece.indexOf(trimmed), text: asSent(trimmed, answer.result.messages) });
  }
  return found;
}

/** The service joins a greeting to its message by a space where the whole reply has a line break: its own form is what is sent. */
function asSent(piece, messages) {
  const bare = (text) => text.replace(/\s/g, " ");
  return messages.find((message) => message.length === piece.length && bare(message) === bare(piece)) ?? piece;
}

/** The judgement of the reply as it stands; null while it is being judged anew. */
export const verdictOf = (answer) => (isUntouched(answer) ? answer.result : answer.verdict);

/** ok, needs_review, failed, or `checking`. A doubt that no rule holds stays until somebody has looked. */
export function statusOf(answer) {
  const { result } = answer;
  if (isUntouched(answer)) return result.status;
  const verdict = answer.verdict;
  if (verdict === null) return "checking";
  if (verdict.verdict !== "pass" || (result.status === "needs_review" && result.verdict === "pass")) return "needs_review";
  return result.status === "failed" ? "needs_review" : "ok";
}
