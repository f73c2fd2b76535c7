/** Any order of lost messages, lost acks, breaks, reloads and restarts: when it is quiet, the newest is kept. */

import assert from "node:assert/strict";
import { it } from "node:test";

import { Clock, dice, Disk, Tab } from "./support.js";

const RUNS = Number(process.env.RUNS || 1000);
const FIRST = Number(process.env.SEED || 1);
const STEPS = 25;

class Server {
  constructor() {
    this.kept = new Map();
    this.seen = [];
  }

  take({ key, n, body }) {
    const family = key.replace(/^pass:/, "vote:");
    const had = this.kept.get(family);
    this.seen.push(n);
    if (had && n === had.n) return { status: "dup", n };
    if (had && n < had.n) return { status: "stale", n: had.n, value: had.body };
    this.kept.set(family, { n, body });
    return { status: "ok", n };
  }
}

async function live(seed) {
  const random = dice(seed);
  const clock = new Clock();
  const server = new Server();
  const disks = { local: new Disk(), own: new Disk(), clock, random };
  let calm = false;
  const roll = (chance) => !calm && random() < chance;
  const lost = () => new Promise((_, fail) => clock.later(() => fail(new Error("no ack")), 3000));
  const send = (op) => {
    if (roll(0.2)) return lost();
    const delay = random() * (calm ? 10 : 2500);
    return new Promise((done, fail) => {
      clock.later(() => {
        if (roll(0.1)) return done({ status: "later", ms: 100 });
        const ack = server.take(op);
        return roll(0.2) ? clock.later(() => fail(new Error("no ack")), 500) : done(ack);
      }, delay);
    });
  };
  let tab = new Tab({ ...disks, send });
  const wanted = new Map();
  for (let step = 0; step < STEPS; step += 1) {
    const what = random();
    if (what < 0.5) {
      const key = ["note:a", "note:b", "vote:c"][Math.floor(random() * 3)];
      wanted.set(key, { text: `${seed}/${step}` });
      tab.outbox.put(key, wanted.get(key));
    } else if (what < 0.65) {
      tab.outbox.disconnected();
    } else if (what < 0.85) {
      tab.outbox.connected();
    } else {
      tab.outbox.disconnected();
      tab = new Tab({ ...disks, send });
    }
    await clock.pass(random() * 3000);
  }
  calm = true;
  tab.outbox.connected();
  await clock.pass(60000);
  return { server, tab, wanted };
}

it("keeps the newest of each, and empties the outbox", async () => {
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    const { server, tab, wanted } = await live(seed);
    const kept = [...wanted.keys()].map((key) => [key, server.kept.get(key).body]);
    assert.deepEqual(kept, [...wanted], `seed ${seed}`);
    assert.equal(tab.outbox.size, 0, `seed ${seed}`);
  }
});
