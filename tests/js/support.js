/** What the tests share: a browser's storage, a clock to turn by hand, dice that can be thrown again. */

import { Outbox } from "../../static/js/line/outbox.js";
import { Shelf } from "../../static/js/shared/storage.js";

/** localStorage as a browser gives it; two shelves on one disk are two tabs. */
export class Disk {
  constructor() {
    this.kept = new Map();
  }

  get length() {
    return this.kept.size;
  }

  key(index) {
    return [...this.kept.keys()][index];
  }

  getItem(key) {
    return this.kept.has(key) ? this.kept.get(key) : null;
  }

  setItem(key, text) {
    this.kept.set(key, String(text));
  }

  removeItem(key) {
    this.kept.delete(key);
  }
}

export class Clock {
  constructor() {
    this.now = 0;
    this.due = [];
    this.later = (act, ms) => this.due.push({ at: this.now + ms, act });
  }

  /** Let `ms` pass, and everything that comes due in it happen. */
  async pass(ms) {
    const end = this.now + ms;
    for (;;) {
      await settled();
      const next = this.due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.due.splice(this.due.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.act();
    }
    this.now = end;
  }
}

export async function settled() {
  for (let i = 0; i < 8; i += 1) await Promise.resolve();
}

/** mulberry32: the same seed throws the same dice. */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One tab: an outbox on the browser's local disk and on its own session disk. */
export class Tab {
  constructor({ local, own, clock, send, random = () => 0.5 }) {
    this.told = [];
    this.outbox = new Outbox({
      lasting: new Shelf(local, "w:"),
      fleeting: new Shelf(own, "w:"),
      send,
      heard: (entry, state, ack) => this.told.push([entry.key, state, ack && ack.why]),
      later: clock.later,
      random,
    });
  }

  states(key) {
    return this.told.filter(([of]) => of === key).map(([, state]) => state);
  }
}
