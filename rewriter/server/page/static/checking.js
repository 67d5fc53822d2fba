// Checks while one types: soon after the last key, one at a time, and an answer to what has changed since is dropped.

// A check takes some milliseconds: with this pause the line stands under a word within a tenth of a second.
const PAUSE_MS = 60;

/** `read()` gives the case as it is now, or null where there is nothing to check; `show(result, case)`, `failed(error)`. */
export function checking({ ask, read, show, failed }) {
  let timer = 0;
  let running = false;
  let again = false;

  async function run() {
    if (running) {
      again = true;
      return;
    }
    const one = read();
    if (one === null) {
      show(null, null);
      return;
    }
    running = true;
    const asked = JSON.stringify(one);
    try {
      const result = await ask(one);
      if (asked === JSON.stringify(read())) show(result, one);
    } catch (error) {
      failed(error);
    } finally {
      running = false;
      if (again) {
        again = false;
        run();
      }
    }
  }

  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE_MS);
    },
    now() {
      clearTimeout(timer);
      return run();
    },
  };
}
