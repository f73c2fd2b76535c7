/** The way without websockets: the same snapshot and the same acks, by asking. */

import { root } from "../shared/root.js";

const PATIENCE = 5000;

export class Http {
  constructor(session, csrf) {
    this.base = `${root}/s/${encodeURIComponent(session)}`;
    this.own = `${root}/my/${encodeURIComponent(session)}`;
    this.csrf = csrf;
    this.mark = ""; // of what is this person's own: it changes without a new stage
    this.holding = false; // what the page shows beside the stage, so that a change of it is an answer, too
  }

  /** A promise of the snapshot, or of null when `have` is still the newest. */
  state(have) {
    const { e, v } = have;
    const query = new URLSearchParams({ e: e === null ? "" : e, v, m: this.mark, holding: Number(this.holding) });
    return this.call(`/state?${query}`, {}).then((reply) => (reply.status === 204 ? null : this.read(reply)));
  }

  async read(reply) {
    const frame = await reply.json();
    this.mark = frame.m || "";
    return frame;
  }

  send(op) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    return this.call("/op", { method: "POST", headers, body: JSON.stringify(op) }).then((reply) => reply.json());
  }

  /** What became of the code for another device. */
  moved() {
    return this.call("/move/state", {}, this.own).then((reply) => reply.json());
  }

  /** This browser does not know the workshop any more. */
  forget() {
    const body = new FormData();
    body.set("csrf_token", this.csrf);
    return this.call("/forget", { method: "POST", body });
  }

  call(path, options, base = this.base) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const rules = { cache: "no-store", credentials: "same-origin", redirect: "error", signal: stop.signal };
    return fetch(base + path, { ...rules, ...options }).then((reply) => {
      clearTimeout(timer);
      if (!reply.ok) throw new Error(`answered ${reply.status}`);
      return reply;
    });
  }
}
