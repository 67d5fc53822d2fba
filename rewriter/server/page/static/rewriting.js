// One rewrite at a time: started, shown, stopped. What the operator types meanwhile is never touched.

import { Refused, rewrite } from "./api.js";
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
        const result = await rewrite(one, { rulesOnly, signal: going.signal, told: shown.told });
        // Stopped at the very end: whoever has stopped it wants no answer any more.
        if (going.signal.aborted) throw new Refused("stopped", "Остановлено.");
        return result;
      } finally {
        shown.ended();
        going = null;
      }
    },
  };
}
