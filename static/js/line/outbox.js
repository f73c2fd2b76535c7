/**
 * Answers on their way: the newest of each slot, kept here until the server says that it is kept there.
 * Knows neither page nor socket, so that every order of events can be tried in a test.
 */

import { counterOf, partsOf } from "./op-key.js";

const WAITS = [1000, 2000, 4000, 8000];
const REBASES = 3;

/** A pass takes a vote back, so both fill the same slot. */
export function slotOf(key) {
  return key.replace(/^pass:/, "vote:");
}

export class Outbox {
  /**
   * `lasting`, `fleeting`: shelves for written texts and for all else (votes never outlive the tab).
   * `send(op)`: a promise of the ack, rejected after 3 s. `heard(entry, state, ack)`: what became of it.
   */
  constructor({ lasting, fleeting, send, heard, later = (f, ms) => setTimeout(f, ms), random = Math.random }) {
    Object.assign(this, { lasting, fleeting, send, heard, later, random });
    this.entries = new Map();
    this.open = false;
    this.round = 0;
    this.load();
  }

  shelf(key) {
    return ["note", "draft"].includes(partsOf(key).verb) ? this.lasting : this.fleeting;
  }

  /** Put an answer in and send it as soon as possible. Returns its number. */
  put(key, body, about = {}) {
    const entry = { slot: slotOf(key), key, n: this.nextNumber(key), body, about, round: this.round };
    this.entries.set(entry.slot, entry);
    this.store(entry);
    this.heard(entry, "phone", null);
    this.begin(entry);
    return entry.n;
  }

  nextNumber(key) {
    const n = this.number(key) + 1;
    this.learn(key, n);
    return n;
  }

  /** The highest number known for this key, by this tab or another of the same browser. */
  number(key) {
    return this.shelf(key).get(counterOf(key)) || 0;
  }

  learn(key, n) {
    if (n > this.number(key)) this.shelf(key).set(counterOf(key), n);
  }

  pending(slot) {
    return this.entries.get(slot) || null;
  }

  get size() {
    return this.entries.size;
  }

  /** A snapshot has arrived: everything that waits goes out, the oldest first. */
  connected() {
    this.open = true;
    this.round += 1;
    this.load();
    for (const entry of [...this.entries.values()].sort((a, b) => a.n - b.n)) this.begin(entry);
  }

  disconnected() {
    this.open = false;
  }

  /** What is left from before a reload, or was written by another tab that has gone. */
  load() {
    for (const shelf of [this.lasting, this.fleeting]) {
      for (const name of shelf.names().filter((found) => found.startsWith("out:"))) {
        const kept = shelf.get(name);
        const held = this.entries.get(name.slice(4));
        if (kept && (!held || kept.n > held.n)) {
          this.entries.set(name.slice(4), { ...kept, slot: name.slice(4), round: -1, unsure: true });
        }
      }
    }
  }

  store(entry) {
    const { slot, key, n, body, about } = entry;
    entry.kept = this.shelf(key).set(`out:${slot}`, { key, n, body, about });
  }

  begin(entry) {
    entry.tries = 0;
    this.attempt(entry);
  }

  /** One try. A newer try of the same entry makes this one's timer and answer void. */
  attempt(entry) {
    if (!this.open || this.entries.get(entry.slot) !== entry) return;
    const turn = (entry.turn = (entry.turn || 0) + 1);
    const current = () => entry.turn === turn;
    this.send({ key: entry.key, n: entry.n, body: entry.body }).then(
      (ack) => current() && this.settle(entry, ack || {}),
      () => {
        entry.unsure = true;
        if (current()) this.again(entry);
      },
    );
  }

  again(entry, ms) {
    const wait = ms || WAITS[Math.min(entry.tries, WAITS.length - 1)];
    entry.tries += 1;
    const turn = entry.turn;
    this.later(() => entry.turn === turn && this.attempt(entry), wait * (0.75 + this.random() / 2));
  }

  settle(entry, ack) {
    const ours = ack.n <= this.number(entry.key); // a tab of this browser gave that number, and knew of this one
    if (ack.n) this.learn(entry.key, ack.n);
    if (this.entries.get(entry.slot) !== entry) return;
    switch (ack.status) {
      case "ok":
      case "dup":
        return this.close(entry, "saved", ack);
      case "stale":
        return ours ? this.close(entry, "stale", ack) : this.overtaken(entry, ack);
      case "closed":
      case "invalid":
        return this.close(entry, ack.status, ack);
      default:
        return this.again(entry, ack.ms);
    }
  }

  /**
   * Another tab or device, which does not count with us, was first with a higher number. What was answered since the
   * last snapshot is the newer wish and goes again with a number above; what waited from before gives way.
   */
  overtaken(entry, ack) {
    entry.rebased = (entry.rebased || 0) + 1;
    if (entry.round !== this.round || entry.rebased > REBASES) return this.close(entry, "stale", ack);
    entry.n = this.nextNumber(entry.key);
    this.store(entry);
    return this.attempt(entry);
  }

  close(entry, state, ack) {
    this.forget(entry);
    this.heard(entry, state, ack);
  }

  /** Leave a newer one, put there by another tab, where it is. */
  forget(entry) {
    this.entries.delete(entry.slot);
    const kept = this.shelf(entry.key).get(`out:${entry.slot}`);
    if (kept && kept.n <= entry.n) this.shelf(entry.key).remove(`out:${entry.slot}`);
  }

  /** Somebody else sits here now: nothing of the person before may be sent in their name. */
  wipe() {
    this.entries.clear();
    this.lasting.clear();
    this.fleeting.clear();
  }
}
