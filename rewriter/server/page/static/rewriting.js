// One rewrite at a time: started, shown, stopped. What the operator types meanwhile is never touched.

import { rewrite } from "./api.js";
import { progress } from "./progress.js";

/** `{running, start(case, rulesOnly), stop()}`; `start` gives the result or throws Refused. */
export function rewriting(box) {
  let going = null;
  const stop = () => {
    if (!going) return false;
    going.abort();
    return true;
  };
  return {
    get running() {
      return going !== null;
    },
    stop,
    async start(one, rulesOnly) {
      going = new AbortController();
      const shown = progress(box, stop);
      try {
        return await rewrite(one, { rulesOnly, signal: going.signal, told: shown.told });
      } finally {
        shown.ended();
        going = null;
      }
    },
  };
}
