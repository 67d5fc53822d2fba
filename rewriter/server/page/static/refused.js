// What went wrong between us and the service.

/** `code`: what the service says (queue_full, token, …), or `off` (no connection), `stopped` (we hung up), `cut` (the stream broke). */
export class Refused extends Error {
  constructor(code, message, wait = 0) {
    super(message);
    this.code = code;
    this.wait = wait;
  }
}
