/** The way without websockets: the same snapshot and the same answers, by asking. For phones, consoles and the screen. */

import { root } from "../shared/root.js";
import { renewed, token } from "../shared/token.js";

const PATIENCE = 5000; // until an answer begins
const TO_ITS_END = 20000; // a line that brings nothing more must not leave us waiting for good

export class Http {
  /** `base`: the address below which `state`, `op` and `command` are; `key`: of a shared screen; `tab`: this page. */
  constructor(session, { base = `${root}/s/${encodeURIComponent(session)}`, key = "", tab = "" } = {}) {
    Object.assign(this, { base, key, tab });
    this.own = `${root}/my/${encodeURIComponent(session)}`;
    this.mark = ""; // of what is this person's own: it changes without a new stage
    this.heard = ""; // the newest of what is told once, such as a bell
    this.holding = false; // what the page shows beside the stage, so that a change of it is an answer, too
  }

  /** A promise of the snapshot, or of null when `have` is still the newest. */
  state(have) {
    const { e, v } = have;
    const query = new URLSearchParams({ e: e === null ? "" : e, v, m: this.mark, heard: this.heard, holding: Number(this.holding), tab: this.tab });
    const headers = this.key ? { Authorization: `Bearer ${this.key}` } : {};
    return this.call(`/state?${query}`, { headers }).then((reply) => (reply.status === 204 ? null : this.read(JSON.parse(reply.text))));
  }

  read(frame) {
    this.mark = frame.m || "";
    this.heard = frame.heard ?? "";
    return frame;
  }

  /** `name`: op or command. */
  async send(name, body) {
    const headers = { "Content-Type": "application/json" };
    const reply = await this.post(`/${name}?tab=${this.tab}`, { headers, body: JSON.stringify(body) });
    return JSON.parse(reply.text);
  }

  /** What became of the code for another device. */
  moved() {
    return this.call("/move/state", {}, this.own).then(({ text }) => JSON.parse(text));
  }

  /** This browser does not know the workshop any more. */
  forget() {
    return this.post("/forget");
  }

  /** A promise of {status, text}. Once more, where the page's token was an old one. */
  async post(path, { headers, body } = {}) {
    const sent = token();
    const signed = () => this.call(path, { method: "POST", headers: { ...headers, "X-CSRFToken": token() }, body });
    try {
      return await signed();
    } catch (error) {
      if (error.status !== 400 || !(await renewed(sent))) throw error;
      return signed();
    }
  }

  /** A promise of {status, text}. */
  async call(path, options, base = this.base) {
    const stop = new AbortController();
    let timer = setTimeout(() => stop.abort(), PATIENCE);
    const rules = { cache: "no-store", credentials: "same-origin", redirect: "error", signal: stop.signal };
    try {
      const reply = await fetch(base + path, { ...rules, ...options });
      if (!reply.ok) throw Object.assign(new Error(`answered ${reply.status}`), { status: reply.status });
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), TO_ITS_END);
      return { status: reply.status, text: await reply.text() };
    } finally {
      clearTimeout(timer);
    }
  }
}
