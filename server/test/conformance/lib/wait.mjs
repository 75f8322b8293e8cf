// Waiting without sleeping: a promise with a deadline, and a queue that never loses what arrives
// before somebody asks for it.

export const patience = 15_000; // ms; generous, since only failures wait so long

/** The promise's outcome, or an error that names `what` after `ms`. */
export function within(promise, what, ms = patience) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What arrives is kept in order; `next` waits for the oldest that was not taken yet. */
export class Queue {
  #items = [];
  #waiting = [];
  #ended = null;

  push(item) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve(item);
    else this.#items.push(item);
  }

  /** Nothing comes any more: whoever waits, now or later, is told why. */
  end(reason) {
    if (this.#ended) return;
    this.#ended = reason instanceof Error ? reason : new Error(reason);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#ended);
  }

  get length() {
    return this.#items.length;
  }

  next(what = 'message', ms = patience) {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift());
    if (this.#ended) return Promise.reject(this.#ended);
    const waiting = {};
    const found = new Promise((resolve, reject) => Object.assign(waiting, { resolve, reject }));
    this.#waiting.push(waiting);
    return within(found, what, ms).catch((error) => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      throw error;
    });
  }

  /** Takes until one fits; those before it are dropped. */
  async until(fits, what = 'matching message', ms = patience) {
    const end = Date.now() + ms;
    for (;;) {
      const item = await this.next(what, Math.max(1, end - Date.now()));
      if (fits(item)) return item;
    }
  }
}

/** Runs `attempt` again until it returns something true. `attempt` waits by itself (a request). */
export async function eventually(attempt, what, ms = patience) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await attempt();
    if (found) return found;
    if (Date.now() > end) throw new Error(`no ${what} within ${ms} ms`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
