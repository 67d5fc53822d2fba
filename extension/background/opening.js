// The panel is opened on the editor that the operator writes in, whichever frame of the tab that is.

import { said } from "./places.js";

/** Sends to one frame; null where nobody listens any more. */
export const toFrame = (tabId, frameId, message) => chrome.tabs.sendMessage(tabId, message, { frameId }).catch(() => null);

export const inject = (target, file) => chrome.scripting.executeScript({ target, files: [file] });

/** `wanted`: `{frame, id}` of an editor whose button was pressed; else the one in use is looked for. */
export async function open(tabId, wanted = null) {
  await chrome.tabs.sendMessage(tabId, { to: "picker", do: "stop" }).catch(() => null); // whoever opens the panel points no more
  let frames;
  try {
    frames = (await inject({ tabId, allFrames: true }, "agent.js")).map((result) => result.frameId);
  } catch {
    if (!wanted) return cannot(tabId);
    frames = [wanted.frame]; // the page around is not allowed, the frame is
  }
  const asked = await Promise.all(frames.map(async (frame) => ({ frame, ...(await toFrame(tabId, frame, { to: "agent", do: "find", id: wanted?.frame === frame ? wanted.id : null })) })));
  const editor = wanted ? asked.find((answer) => answer.frame === wanted.frame)?.editor && { ...asked.find((answer) => answer.frame === wanted.frame) } : inUse(asked);
  const home = await panelIn(tabId, [0, editor?.frame ?? 0]);
  if (home === null) return cannot(tabId);
  const found = editor ? { frame: editor.frame, ...editor.editor } : null;
  const top = asked.find((answer) => answer.frame === 0);
  const { client, lost } = await clientOf(tabId, asked, editor?.frame);
  await toFrame(tabId, home, { to: "panel", do: "show", editor: found, client, lost, closed: found ? null : (top?.closed ?? null), optedOut: asked.some((answer) => answer.optedOut) });
  if (found) await toFrame(tabId, found.frame, { to: "agent", do: "watch", id: found.id, home });
  return undefined;
}

/** The answer whose editor is in use: the one with the focus, else the one that had it last, else the only one there is. */
function inUse(asked) {
  const top = asked.find((answer) => answer.frame === 0);
  const withEditor = asked.filter((answer) => answer.editor);
  const focused = withEditor.filter((answer) => answer.focused);
  const first = (top?.focused && top) || (top?.inFrame && (focused.find((answer) => answer.hasFocus) ?? focused[0]));
  if (first) return first;
  if (top?.closed) return null; // the focus is in a frame that we may not look into: any other editor would be the wrong one
  const last = withEditor.filter((answer) => answer.at).sort((a, b) => b.at - a.at)[0];
  return last ?? (withEditor.length === 1 && withEditor[0].only ? withEditor[0] : null);
}

/** The client's words: what is selected, else what stands where the operator has once pointed, else what a known page shows; the editor's own frame first. */
async function clientOf(tabId, asked, frame) {
  const order = [...asked].sort((a, b) => Number(b.frame === frame) - Number(a.frame === frame));
  const selected = order.map((answer) => answer.selected).find(Boolean);
  if (selected) return { client: selected, lost: false };
  const { text, lost } = await said(order, (one, message) => toFrame(tabId, one, message));
  const client = text || (order.map((answer) => answer.client).find(Boolean) ?? "");
  return { client, lost: lost && !client };
}

/** The first of these frames that takes the panel. */
async function panelIn(tabId, frames) {
  for (const frame of new Set(frames)) {
    try {
      await inject({ tabId, frameIds: [frame] }, "panel.js");
      return frame;
    } catch {
      continue;
    }
  }
  return null;
}

function cannot(tabId) {
  chrome.action.setBadgeText({ tabId, text: "!" });
  chrome.action.setTitle({ tabId, title: "Здесь браузер не пускает плагины. Откройте страницу системы поддержки." });
}
