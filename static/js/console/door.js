/** How long somebody waits at the door, as far as this page has seen it: it is told nowhere else and kept nowhere. */

export const LONG = 3; // minutes after which whoever waits is brought to the eye

export class Door {
  constructor() {
    this.since = new Map();
  }

  /** Whoever was let in, or went, waits no more. */
  see(people) {
    const waiting = new Set(people.filter((person) => person.state === "waiting").map((person) => person.id));
    for (const id of this.since.keys()) if (!waiting.has(id)) this.since.delete(id);
    for (const id of waiting) if (!this.since.has(id)) this.since.set(id, Date.now());
  }

  minutes(id) {
    return Math.floor((Date.now() - this.since.get(id)) / 60_000);
  }

  longest() {
    return Math.max(0, ...[...this.since.keys()].map((id) => this.minutes(id)));
  }
}
