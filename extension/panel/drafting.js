// The draft in the editor: read, judged by rules as it changes, and what is wrong in it listed.

import { checking } from "../shared/checking.js";
import { byId } from "../shared/dom.js";
import { findingsList } from "../shared/findings.js";
import { inUnits } from "../shared/points.js";
import { grouped } from "../shared/spans.js";
import { counted } from "../shared/words.js";
import { ask } from "./service.js";

/** `read()` gives the case or null where there is nothing to check; `show(group)`, `use(group, suggestion)`, `failed(error)`. */
export function drafting({ read, show: point, use, failed }) {
  const list = findingsList(byId("findings-list"), { show: point, use });
  const show = (result, one) => {
    list(result ? grouped(inUnits(one.draft, result.violations)) : []);
    byId("draft-summary").textContent = result ? counted(result.violations) || "Замечаний нет" : "Поле пустое: напишите черновик.";
  };
  return checking({ ask: (one) => ask("check", { one }), read, show, failed });
}
