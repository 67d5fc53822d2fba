// The fields beside the texts: pack and what is known of the dialogue.

import { byId, el } from "./dom.js";
import { LASTING } from "./store.js";

const NAMES = ["pack", "client_name", "ticket_id", "channel", "first_contact", "operator_name", "operator_gender"];

/** `{values, set(values), clear()}`; `changed()` after each change by the operator. */
export function contextFields(changed) {
  const form = byId("fields");
  const input = (name) => form.elements.namedItem(name);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  if (matchMedia("(max-width: 44rem)").matches) byId("context").open = false;
  let wanted = "";
  return {
    get values() {
      const values = Object.fromEntries(NAMES.map((name) => [name, input(name).value.trim()]));
      return { ...values, pack: values.pack || wanted };
    },
    set(values) {
      for (const name of NAMES) input(name).value = values[name] ?? "";
      wanted = values.pack ?? wanted;
      if (!input("pack").value && input("pack").options.length) input("pack").selectedIndex = 0;
    },
    /** What belongs to one dialogue; who the operator is stays. */
    clear() {
      for (const name of NAMES) if (!LASTING.includes(name)) input(name).value = "";
    },
    offer(packs) {
      const chosen = this.values.pack || wanted;
      input("pack").replaceChildren(...packs.map((pack) => el("option", { value: pack.name }, pack.title ? `${pack.title} (${pack.name})` : pack.name)));
      input("pack").value = packs.some((pack) => pack.name === chosen) ? chosen : (packs.find((pack) => pack.name === "base") ?? packs[0])?.name;
    },
  };
}

/** The case (design.md, Contracts) of the texts and the fields. */
export function caseOf(client, draft, values) {
  const context = {};
  for (const name of ["client_name", "operator_name", "operator_gender", "ticket_id", "channel"]) if (values[name]) context[name] = values[name];
  if (values.first_contact) context.first_contact = values.first_contact === "yes";
  return { pack: values.pack || "base", client_message: client, draft, context };
}
