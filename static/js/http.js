/** The way without websockets: the same snapshot and the same acks, by asking. */

const PATIENCE = 5000;

export class Http {
  constructor(session, csrf) {
    this.base = `/s/${encodeURIComponent(session)}`;
    this.csrf = csrf;
  }

  /** A promise of the snapshot, or of null when `have` is still the newest. */
  state(have) {
    const query = new URLSearchParams({ e: have.e === null ? "" : have.e, v: have.v });
    return this.call(`/state?${query}`, {}).then((reply) => (reply.status === 204 ? null : reply.json()));
  }

  send(op) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    return this.call("/op", { method: "POST", headers, body: JSON.stringify(op) }).then((reply) => reply.json());
  }

  call(path, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const rules = { cache: "no-store", credentials: "same-origin", redirect: "error", signal: stop.signal };
    return fetch(this.base + path, { ...rules, ...options }).then((reply) => {
      clearTimeout(timer);
      if (!reply.ok) throw new Error(`answered ${reply.status}`);
      return reply;
    });
  }
}
