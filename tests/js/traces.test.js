/**
 * Stages lost, twice, late and out of order; lines cut, silent or refused; reloads, restarts, a restored backup;
 * two tabs of one person. When it is quiet, each tab shows what a fresh one would, and nothing waits unsent.
 */

import assert from "node:assert/strict";
import { it } from "node:test";

import { Connection } from "../../static/js/line/connection.js";
import { Clock, dice, Disk, Tab } from "./support.js";

const RUNS = Number(process.env.RUNS || 300);
const FIRST = Number(process.env.SEED || 1);
const STEPS = 20;

let clock, random, calm, page; // `page`: whose timers are being set; they end with it

globalThis.document = { visibilityState: "visible", addEventListener() {} };
globalThis.window = { addEventListener() {} };
globalThis.setTimeout = (act, ms = 0) => {
  const timer = { off: false };
  clock.later(() => timer.off || act(), ms);
  return timer;
};
globalThis.clearTimeout = (timer) => timer && (timer.off = true);
globalThis.setInterval = (act, ms) => {
  const owner = page;
  const again = () => owner.gone || (act(), clock.later(again, ms));
  clock.later(again, ms);
};
Date.now = () => clock.now;
Math.random = () => random();

const roll = (chance) => !calm && random() < chance;

/** One websocket. What is said on it comes in order, unless it is a stage, which Redis may have sent late. */
class Line {
  constructor(server, options) {
    Object.assign(this, { server, heard: {}, open: true, deaf: false, free: { up: 0, down: 0 } });
    clock.later(() => this.begin(), this.wait());
  }

  begin() {
    if (!this.open) return;
    if (!this.server.up || roll(0.1)) return this.tell("connect_error", new Error("refused"));
    this.server.lines.add(this);
    this.down("hello", () => this.server.hello());
  }

  wait() {
    return calm ? 5 : random() * 800;
  }

  /** After what was said before it in this direction. `what` is read now, as the server does. */
  along(way, act) {
    this.free[way] = Math.max(this.free[way], clock.now + this.wait());
    clock.later(() => this.open && !this.deaf && act(), this.free[way] - clock.now);
  }

  down(name, what) {
    const body = what();
    this.along("down", () => this.tell(name, body));
  }

  tell(name, body) {
    if (this.open && !this.deaf) this.heard[name]?.(body);
  }

  cut() {
    this.server.lines.delete(this);
    if (this.open) clock.later(() => this.tell("disconnect"), this.wait());
  }

  // What the browser calls

  on(name, act) {
    this.heard[name] = act;
  }

  off() {
    this.heard = {};
  }

  disconnect() {
    this.open = false;
    this.server.lines.delete(this);
  }

  ask(name, body, ms, done) {
    let over = false;
    const end = (error, ack) => over || ((over = true), done(error, ack));
    clock.later(() => end(new Error("no ack")), ms);
    this.along("up", () => {
      if (!this.server.lines.has(this)) return;
      const ack = name === "op" ? this.server.take(body) : this.server.hello();
      if (!roll(0.05)) this.along("down", () => end(null, ack));
    });
  }
}

class Server {
  constructor() {
    Object.assign(this, { e: 1, v: 0, up: true, kept: new Map(), lines: new Set(), backup: new Map() });
    this.beat();
  }

  hello() {
    return { ...this.stage(), mine: this.mine() };
  }

  stage() {
    return { e: this.e, v: this.v, html: `the stage of ${this.e}/${this.v}` };
  }

  mine() {
    return Object.fromEntries([...this.kept].sort());
  }

  next() {
    this.v += 1;
    for (const line of this.lines) {
      for (let copies = roll(0.2) ? 0 : roll(0.2) ? 2 : 1; copies > 0; copies -= 1) {
        const frame = this.stage();
        clock.later(() => line.tell("stage", frame), calm ? 5 : random() * 4000);
      }
    }
  }

  beat() {
    for (const line of this.lines) if (!roll(0.2)) line.down("beat", () => ({ e: this.e, v: this.v }));
    clock.later(() => this.beat(), 5000);
  }

  take({ key, n, body }) {
    if (roll(0.1)) return { status: "later", ms: 200 };
    const had = this.kept.get(key);
    if (had && n === had.n) return { status: "dup", n };
    if (had && n < had.n) return { status: "stale", n: had.n, value: had.body };
    this.kept.set(key, { n, body });
    for (const line of this.lines) line.down("mine", () => this.mine());
    return { status: "ok", n };
  }

  restart() {
    this.up = false;
    for (const line of [...this.lines]) line.cut();
    clock.later(() => (this.up = true), random() * 4000);
  }

  restore() {
    this.restart();
    this.e += 1;
    this.v = Math.floor(this.v * random());
    this.kept = new Map(this.backup);
  }
}

/** A page of this browser: what it shows, its line and its outbox. */
class Page {
  constructor(server, disks) {
    page = this;
    Object.assign(this, { gone: false, shown: server.stage(), mine: server.mine() });
    const { e, v } = this.shown;
    this.tab = new Tab({ ...disks, clock, random, send: (op) => this.line.send("op", op) });
    const outbox = this.tab.outbox;
    this.line = new Connection({
      auth: {},
      have: { e, v },
      changed: (state) => (state === "live" ? outbox.connected() : outbox.disconnected()),
      hear: {
        hello: (frame, fresh) => {
          if (fresh) this.show(frame);
          this.mine = frame.mine;
        },
        stage: (frame) => this.show(frame),
        mine: (told) => (this.mine = told),
      },
    });
    this.line.start();
  }

  show({ e, v, html }) {
    assert.ok(e !== this.shown.e || v >= this.shown.v, "an older stage was shown over a newer one");
    this.shown = { e, v, html };
  }

  leave() {
    this.gone = true;
    this.line.drop();
    this.tab.outbox.disconnected();
  }
}

async function live(seed) {
  random = dice(seed);
  clock = new Clock();
  calm = false;
  const server = new Server();
  globalThis.net = { open: (options) => new Line(server, options) };
  const local = new Disk();
  const disks = [0, 1].map(() => ({ local, own: new Disk() }));
  const pages = disks.map((own) => new Page(server, own));
  let newest;
  for (let step = 0; step < STEPS; step += 1) {
    const one = Math.floor(random() * 2);
    const what = random();
    if (what < 0.35) server.next();
    else if (what < 0.65) {
      const key = ["note:a", "vote:b"][Math.floor(random() * 2)];
      if (key === "note:a") newest = `${seed}/${step}`;
      pages[one].tab.outbox.put(key, { text: `${seed}/${step}` });
    } else if (what < 0.72) [...server.lines][0]?.cut();
    else if (what < 0.8) for (const line of server.lines) line.deaf = line.deaf || roll(0.5);
    else if (what < 0.88) {
      pages[one].leave();
      pages[one] = new Page(server, disks[one]);
    } else if (what < 0.95) server.restart();
    else if (what < 0.97) server.restore();
    else server.backup = new Map(server.kept);
    await clock.pass(random() * 4000);
  }
  calm = true;
  await clock.pass(90000);
  return { server, pages, newest };
}

it("shows every tab what a fresh one would see, and leaves nothing unsent", async () => {
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    const { server, pages, newest } = await live(seed);
    // Tabs count together what is written, so that the last text wins. A restored backup may know none of it.
    if (server.e === 1) assert.equal(server.kept.get("note:a")?.body.text, newest, `seed ${seed}`);
    for (const each of pages) {
      const { shown, mine, line, tab } = each;
      const found = { shown, mine, have: line.have, state: line.state, waits: tab.outbox.size };
      const [stage, { e, v }] = [server.stage(), server];
      const fresh = { shown: stage, mine: server.mine(), have: { e, v }, state: "live", waits: 0 };
      assert.deepEqual(found, fresh, `seed ${seed}`);
    }
  }
});
