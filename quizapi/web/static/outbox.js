// Answers on their way to the server: kept on the device until the server says that they are stored, tried again
// after a pause and whenever the connection comes back.
import { send, problemText } from "./http.js";
import { read, update } from "./kept.js";

const LONGEST_PAUSE = 20_000;
// Clocks of two devices differ a little: a change that the server takes for older by less than this was made just
// now, and is sent again as the newest.
const CLOSE = 50;

export class Outbox extends EventTarget {
  #attempt;
  #token;
  #pause = 0;
  #timer = null;
  #sending = null;
  #stopped = false;

  #tick;

  /** `tick` gives a number that grows with time and is the same on all devices of a student. */
  constructor(attempt, token, tick = () => 0) {
    super();
    this.#attempt = attempt;
    this.#token = token;
    this.#tick = tick;
    update(attempt, (kept) => (kept.token = token));
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.waiting && this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.waiting && this.flush());
  }

  get pending() {
    return read(this.#attempt).pending;
  }

  get waiting() {
    return Object.keys(this.pending).length;
  }

  /**
   * Keeps an answer on the device at once, and sends it after `wait` milliseconds (while somebody types). `known` is
   * the highest number that the server has for this item.
   */
  put(item, answer, { known = 0, wait = 0 } = {}) {
    update(this.#attempt, (kept) => {
      kept.seq = Math.max(this.#tick(), kept.seq + 1, known + 1);
      kept.pending[item] = { answer, seq: kept.seq };
    });
    this.#tell("changed", { item });
    clearTimeout(this.#timer);
    if (wait) this.#timer = setTimeout(() => this.flush(), wait);
    else this.flush();
  }

  /** Sends what waits, one by one; true when nothing is left. */
  async flush() {
    clearTimeout(this.#timer);
    while (this.#sending) await this.#sending;
    if (this.#stopped) return false;
    if (!this.waiting) return true;
    this.#sending = this.#sendAll();
    try {
      return await this.#sending;
    } finally {
      this.#sending = null;
    }
  }

  async #sendAll() {
    for (const [item, { answer, seq }] of Object.entries(this.pending)) {
      this.#tell("sending", { item });
      let reply;
      try {
        reply = await send("PUT", `/api/v1/attempts/${this.#attempt}/responses/${item}`, {
          body: { answer, client_seq: seq },
          token: this.#token,
          keepalive: true,
        });
      } catch {
        return this.#later("offline");
      }
      if (reply.status === 429 || reply.status >= 500) {
        return this.#later("busy", Number(reply.response.headers.get("Retry-After")) * 1000);
      }
      this.#pause = 0;
      this.#settle(item, seq, reply);
      if (this.#stopped) return false;
    }
    return this.waiting ? this.#sendAll() : true;
  }

  #settle(item, seq, reply) {
    if (reply.ok && reply.data.ignored && reply.data.client_seq - seq < CLOSE) {
      const waits = this.pending[item];
      if (waits?.seq === seq && !waits.again) return this.#sendAgain(item, reply.data.client_seq + 1);
    }
    const gone = [401, 404].includes(reply.status);
    if (gone) this.#stopped = true;
    else {
      update(this.#attempt, (kept) => {
        if (kept.pending[item]?.seq === seq) delete kept.pending[item];
        if (reply.ok) kept.saved[item] = reply.data;
        if (reply.data?.client_seq) kept.seq = Math.max(kept.seq, reply.data.client_seq);
      });
    }
    if (reply.ok) return this.#tell("saved", { item, reply: reply.data });
    const type = (reply.data?.type ?? "").split("#")[1] ?? "";
    if (type === "attempt-ended") this.#stopped = true;
    this.#tell("refused", { item, type, gone, text: problemText(reply) });
  }

  #sendAgain(item, seq) {
    update(this.#attempt, (kept) => {
      kept.seq = Math.max(kept.seq, seq);
      kept.pending[item] = { ...kept.pending[item], seq, again: true };
    });
  }

  #later(why, atLeast = 0) {
    this.#pause = Math.min(LONGEST_PAUSE, Math.max(1000, this.#pause * 2, atLeast || 0));
    this.#timer = setTimeout(() => this.flush(), this.#pause);
    this.#tell("waiting", { why });
    return false;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
