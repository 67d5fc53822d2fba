// A service: every answer is JSON or events; whatever goes wrong is a Refused with a code. The page and the browser plugin ask through it.

import { Refused } from "./refused.js";

const OFF = "Сервис не отвечает.";
const CHECK_MS = 15_000;

// A half of an emoji, cut by another program, is no text that can be sent.
const body = (value) => JSON.stringify(value, (_, part) => (typeof part === "string" && part.toWellFormed ? part.toWellFormed() : part));

/** The service at `base` (empty: the page's own); `key()` gives the key at the time of each request. */
export function client(base, key) {
  const headers = (more = {}) => ({ Authorization: `Bearer ${key()}`, ...more });
  const json = async (path, options = {}) => {
    const response = await asked(base + path, options);
    if (!response.ok) throw await refusal(response);
    return response.json();
  };
  const post = (path, value, more = {}) =>
    json(path, { method: "POST", headers: headers({ "Content-Type": "application/json" }), body: body(value), signal: AbortSignal.timeout(CHECK_MS), ...more });
  return {
    /** Whatever else there is under `/v1/`: other pages' own routes. */
    get: (path) => json(path, { headers: headers() }),
    post,

    packs: () => json("/v1/packs", { headers: headers() }),
    rules: (pack) => json(`/v1/rules?pack=${encodeURIComponent(pack)}`, { headers: headers() }),
    check: (one) => post("/v1/check", one),

    /** `{ready, state, detail}`; asks for no key. */
    async readiness() {
      const response = await asked(`${base}/readyz`, { signal: AbortSignal.timeout(5000) });
      return response.json().catch(() => ({ ready: false, state: "off", detail: "" }));
    },

    /** What the operator did with a rewrite: `{request_id, outcome, text?}` (docs/history.md). */
    feedback: (told) => json("/v1/feedback", { method: "POST", headers: headers({ "Content-Type": "application/json" }), body: body(told) }),

    /** A rewrite, with the `request_id` that feedback names. `told` hears of each stage; aborting `signal` hangs up, which stops the model. */
    async rewrite(one, { rulesOnly, signal, told }) {
      const response = await asked(`${base}/v1/rewrite${rulesOnly ? "?rules_only=true" : ""}`, {
        method: "POST",
        headers: headers({ "Content-Type": "application/json", Accept: "text/event-stream" }),
        body: body(one),
        signal,
      });
      if (!response.ok) throw await refusal(response);
      try {
        for await (const [name, data] of events(response.body)) {
          if (name === "progress") told(data);
          else if (name === "result") return { ...data, request_id: response.headers.get("X-Request-Id") };
          else if (name === "error") throw new Refused(data.code, data.message, data.retry_after);
        }
      } catch (error) {
        if (error instanceof Refused) throw error;
        if (signal.aborted) throw new Refused("stopped", "Остановлено.");
      }
      throw new Refused("cut", "Связь с сервисом оборвалась.");
    },
  };
}

async function asked(path, options) {
  try {
    return await fetch(path, { ...options, cache: "no-store", credentials: "omit", redirect: "error" });
  } catch (error) {
    if (options.signal?.aborted && options.signal.reason?.name !== "TimeoutError") throw new Refused("stopped", "Остановлено.");
    throw new Refused("off", error.name === "TimeoutError" ? "Сервис слишком долго молчит." : OFF);
  }
}

async function refusal(response) {
  const about = await response.json().then((body) => body.error, () => null);
  const wait = Number(response.headers.get("Retry-After")) || 0;
  return new Refused(about?.code ?? "http", about?.message ?? `Сервис ответил кодом ${response.status}.`, wait);
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block);
      const data = /^data: (.*)$/m.exec(block);
      if (name && data) yield [name[1], JSON.parse(data[1])];
    }
  }
}
