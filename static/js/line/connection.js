/**
 * The line to the server. Every connect brings a whole snapshot (`hello`), and what comes before it waits.
 * It never gives up; where websockets are blocked it asks over HTTP and keeps trying.
 */

import { root } from "../shared/root.js";
import { acceptable, backoff, behind, newer, whole, within } from "./frame-order.js";
import { Socket } from "./socket.js";

const DOWN = [
  "hello", "stage", "mine", "pulse", "tally", "people", "board", "beat", "closing", "notice", "signal", "bell", "holding", "bye",
  "reload",
];
const HELLO_WAIT = 6000;
const SILENCE = 12000;
const ACK_WAIT = 3000;
const LOOK = 4000;
const BLOCKED_AFTER = 3; // websocket failures in a row before HTTP is asked; at once where there never was a websocket
const BESIDE = ["pulse", "tally", "people", "board"];
const ASK_EVERY = 3000;
const SOON = 50;
const SLOWLY = { http: 20000, refused: 5000 }; // between tries for a websocket when there is no hurry
const HURRY = 4; // tries before that: a server that has just come back answers over HTTP first
const SYNC_EVERY = 2000;

export class Connection {
  /**
   * `auth`: who we are; `have`: {e, v} of the page; `hear`: {name: handler} for what comes down, where
   * `hello(frame, fresh)` says whether its stage is to be shown; `changed(state, sentence, due)`: live, http,
   * away, refused; `due`: in how many milliseconds the server asked us to try again. `http`: {state(have), send(name, body)} or null. `whenever(then)`: calls `then` as soon as what has come
   * may be shown.
   */
  constructor({ auth, have, hear, changed, http = null, whenever = (then) => then() }) {
    Object.assign(this, { auth, have, hear, changed, http, whenever });
    this.state = "new";
    this.socket = null;
    this.failures = 0;
    this.attempts = 0;
    this.waiting = [];
    this.heardAt = Date.now();
  }

  start() {
    const visible = () => document.visibilityState === "visible";
    document.addEventListener("visibilitychange", () => visible() && this.wake());
    window.addEventListener("pageshow", (event) => event.persisted && this.reopen());
    window.addEventListener("online", () => this.wake());
    window.addEventListener("offline", () => this.reopen()); // the browser knows at once; silence would tell after seconds
    setInterval(() => visible() && this.greeted && this.silent() && this.reopen(), LOOK);
    this.open();
  }

  /** After sleep a line can look open and be dead: only silence tells. A wait is cut short, and clocks have stood. */
  wake() {
    const resting = this.socket === null;
    this.slept = this.silent();
    if (this.slept) this.askSoon();
    if (this.silent() || (resting && this.attempts > 1)) this.reopen();
  }

  silent() {
    return Math.abs(Date.now() - this.heardAt) > SILENCE; // a clock that was set back says nothing for hours
  }

  reopen() {
    this.attempts = 0;
    this.open();
  }

  /** A fresh socket each time, so that nothing late from an old one can be heard. */
  open() {
    this.drop();
    if (this.state === "live") this.become("away", "");
    const auth = () => ({ proto: 1, ...this.auth, e: this.have.e, v: this.have.v });
    const socket = new Socket({ path: `${root}/socket.io`, auth });
    this.socket = socket;
    this.heardAt = Date.now();
    for (const name of DOWN) socket.on(name, (body) => this.receive(name, body));
    socket.on("connect_error", (error) => this.failed(error));
    socket.on("disconnect", () => this.failed(null));
    this.timer = setTimeout(() => this.failed(new Error("no snapshot")), HELLO_WAIT + 1000);
  }

  /** In touch, by a websocket or by asking. */
  get here() {
    return this.state === "http" || Boolean(this.greeted);
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.comeBackIn = null;
    this.greeted = false;
    this.waiting = [];
    if (!this.socket) return;
    this.socket.off();
    this.socket.disconnect();
    this.socket = null;
  }

  failed(error) {
    const wait = this.comeBackIn;
    const refusal = error && "data" in error;
    if (error && !refusal) this.failures += 1;
    this.drop();
    if (refusal && error.message === "reload") this.hear.reload();
    this.become(refusal ? "refused" : this.state === "http" ? "http" : "away", refusal ? sentenceOf(error) : "", wait || 0);
    if (this.failures >= (this.wasLive ? BLOCKED_AFTER : 1)) this.ask();
    this.rest(wait);
  }

  rest(wait) {
    const slowly = this.attempts > HURRY ? SLOWLY[this.state] || 0 : 0;
    const pause = wait === null || wait === undefined ? slowly + backoff(this.attempts) : wait;
    this.attempts += 1;
    this.timer = setTimeout(() => this.open(), pause);
  }

  receive(name, body) {
    this.heardAt = Date.now();
    if (name === "hello") return this.welcome(body);
    if (name === "bye") return (this.comeBackIn = within(body.min_ms, body.max_ms));
    if (!this.greeted) return this.waiting.push([name, body]);
    return this.whenever(() => this.take(name, body));
  }

  take(name, body) {
    if (name === "beat") return behind(this.have, body) && this.sync();
    if (name === "stage") {
      if (!newer(this.have, body)) return undefined;
      this.have = { e: body.e, v: body.v };
    }
    return this.hear[name] && this.hear[name](body);
  }

  welcome(snapshot) {
    clearTimeout(this.timer);
    this.timer = null;
    this.greeted = this.wasLive = true;
    this.failures = this.attempts = 0;
    clearTimeout(this.asking);
    this.asking = null;
    this.snapshot(snapshot, "live");
    for (const [name, body] of this.waiting.splice(0)) this.take(name, body);
  }

  snapshot(frame, state) {
    const fresh = acceptable(this.have, frame);
    if (fresh) this.have = { e: frame.e, v: frame.v };
    this.hear.hello(frame, fresh);
    this.become(state, "");
  }

  become(state, sentence, due = 0) {
    const was = this.state;
    this.state = state;
    if (state !== was || sentence) this.changed(state, sentence, due);
  }

  /** Ask for a snapshot, though not more often than the beat could want it. */
  sync() {
    if (this.state === "http") return this.askSoon();
    if (!this.greeted || Date.now() - (this.syncedAt || 0) < SYNC_EVERY) return;
    this.syncedAt = Date.now();
    this.send("sync", this.have).then((frame) => whole(frame) && this.snapshot(frame, "live"), () => {});
  }

  /** Send one message up. The promise is kept by the ack and broken after 3 s, or at once when away. */
  send(name, body) {
    if (this.state === "http" && name !== "sync") return this.http.send(name, body).finally(() => this.askSoon());
    if (!this.greeted) return Promise.reject(new Error("away"));
    return new Promise((done, fail) => {
      this.socket.ask(name, body, ACK_WAIT, (error, ack) => (error ? fail(error) : done(ack)));
    });
  }

  /** Over HTTP every 3 s, until a websocket brings a snapshot again. */
  ask() {
    if (!this.http || this.asking) return;
    const next = () => (this.asking = setTimeout(this.round, ASK_EVERY));
    this.round = () => {
      this.http.state(this.slept ? { e: null, v: 0 } : this.have).then(
        (frame) => this.asking && this.answered(frame),
        (error) => this.asking && this.unheard(error),
      ).then(() => this.asking && next());
    };
    this.asking = setTimeout(this.round, 0);
  }

  /** Not open to this browser any more, or just not to be reached. */
  unheard({ status }) {
    if (status === 403) this.become("refused", "");
    else if (this.state === "http") this.become("away", "");
  }

  /** What was just sent changed something, which is to be seen without waiting for one's turn. */
  askSoon() {
    if (!this.asking) return;
    clearTimeout(this.asking);
    this.asking = setTimeout(this.round, SOON);
  }

  /** `frame` is null when nothing is newer: then we are still in touch. */
  answered(frame) {
    this.heardAt = Date.now();
    this.slept = false;
    if (this.state !== "http") this.attempts = 0;
    if (!frame) return this.become("http", "");
    return this.whenever(() => this.asking && this.lay(frame));
  }

  lay(frame) {
    this.snapshot(frame, "http");
    for (const name of BESIDE) if (frame[name] && this.hear[name]) this.hear[name](frame[name]);
    for (const [name, body] of frame.letters || []) if (this.hear[name]) this.hear[name](body);
  }
}

function sentenceOf(error) {
  return (error.data && error.data.message) || error.message || "";
}
