// What the client wrote last, where the page is one whose structure is known. A wrong guess is worse than none: each entry was read in the helpdesk's own
// sources, and what it finds stands in the panel's field, where the operator sees and mends it. Everywhere else the operator points once (picker.js).

import { elementAt, textAt } from "./place.js";

const HELPDESKS = [
  // Chatwoot 4: dashboard/components-next/message/bubbles; a quoted message is a `.line-clamp-2`.
  { there: ".conversation-panel .message-bubble-container, .message-bubble-container .left-bubble", messages: ".message-bubble-container .left-bubble", words: ".prose:not(.line-clamp-2)" },
  // Chatwoot 2, 3: the list of a conversation.
  { there: ".conversation-panel li.left", messages: ".conversation-panel li.left:not(.is-private) .bubble", words: ".text-content" },
  // Zammad: ticket_zoom/article_view; notes among colleagues are internal.
  { there: ".ticket-article-item", messages: ".ticket-article-item.customer:not(.is-internal)", words: ".textBubble-content .richtext-content, .richtext-content" },
];
const MOST = 6000;

/** The last message of a client on a known page, else "". */
export function clientMessage() {
  const helpdesk = HELPDESKS.find(({ there }) => document.querySelector(there));
  if (!helpdesk) return "";
  const message = [...document.querySelectorAll(helpdesk.messages)].findLast((one) => one.checkVisibility());
  const words = message?.querySelector(helpdesk.words);
  return words ? words.innerText.trim().slice(0, MOST) : "";
}

/** The client's last message at a place that the operator has pointed at, else "". */
export function messageAt(place) {
  const element = elementAt(place);
  return element ? textAt(element) : "";
}

/** What is selected outside of editors. */
export function selectedText(isInEditor) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.anchorNode) return "";
  const element = selection.anchorNode instanceof Element ? selection.anchorNode : selection.anchorNode.parentElement;
  return !element || isInEditor(element) ? "" : selection.toString().trim().slice(0, MOST);
}
