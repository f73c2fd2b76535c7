/**
 * Socket.IO's protocol, version 5, over one websocket, as far as this server speaks it: no polling, no namespaces, no
 * binary, no coming back by itself. The library, which knows all of that, would be a quarter of a phone's script.
 */

const PACKETS = { open: "0", close: "1", ping: "2", pong: "3", message: "4" };
const [CONNECT, DISCONNECT, EVENT, ACK, REFUSED] = ["0", "1", "2", "3", "4"];

export class Socket {
  /** `auth()`: who we are, asked for when the line is open; its session stands in the address, so that a proxy may
   * bring all of a session to one server. Nothing is heard before the page has gone on. */
  constructor({ path, auth }) {
    Object.assign(this, { auth, hearers: {}, acks: new Map(), asked: 0, connected: false, over: false });
    try {
      this.line = new WebSocket(`${location.origin.replace(/^http/, "ws")}${path}/?EIO=4&transport=websocket&s=${auth().session}`);
    } catch (error) {
      this.line = { close() {} }; // a browser that forbids it says so at once, and who asked hears it as of any other line
      return void setTimeout(() => this.end("connect_error", error));
    }
    this.line.onmessage = ({ data }) => this.hear(data);
    this.line.onerror = () => this.end("connect_error", new Error("websocket error"));
    this.line.onclose = () => this.end("connect_error", new Error("websocket closed"));
  }

  /** `connect_error(error)`: no connection came about; `error.data` is there where the server refused. */
  on(name, hearer) {
    this.hearers[name] = hearer;
  }

  off() {
    this.hearers = {};
  }

  tell(name, ...said) {
    const hearer = this.hearers[name];
    if (hearer) hearer(...said);
  }

  hear(data) {
    if (this.over) return;
    this.alive();
    const rest = String(data).slice(1);
    if (data[0] === PACKETS.open) this.opened(JSON.parse(rest));
    else if (data[0] === PACKETS.ping) this.line.send(PACKETS.pong);
    else if (data[0] === PACKETS.close) this.end("connect_error", new Error("closed"));
    else if (data[0] === PACKETS.message) this.take(rest);
  }

  opened({ pingInterval, pingTimeout }) {
    this.longest = pingInterval + pingTimeout;
    this.alive();
    this.say(CONNECT, JSON.stringify(this.auth()));
  }

  /** The server pings: a line that is silent for longer is dead, though it looks open. */
  alive() {
    clearTimeout(this.silence);
    if (this.longest) this.silence = setTimeout(() => this.end("connect_error", new Error("silent")), this.longest);
  }

  say(kind, text) {
    if (this.line.readyState === 1) this.line.send(PACKETS.message + kind + text);
  }

  take(packet) {
    const [, number, body] = /^(\d*)(.*)$/s.exec(packet.slice(1));
    const said = body ? JSON.parse(body) : undefined;
    if (packet[0] === CONNECT) this.connected = true;
    else if (packet[0] === EVENT) this.tell(...said);
    else if (packet[0] === ACK) this.answered(Number(number), said);
    else if (packet[0] === REFUSED) this.end("connect_error", refusal(said));
    else if (packet[0] === DISCONNECT) this.end();
  }

  answered(number, said) {
    const done = this.acks.get(number);
    this.acks.delete(number);
    if (done) done(null, ...said);
  }

  /** `done(error, answer)`: once, within `wait` ms. */
  ask(name, body, wait, done) {
    const number = this.asked++;
    const late = setTimeout(() => this.acks.delete(number) && done(new Error("no answer")), wait);
    this.acks.set(number, (...told) => {
      clearTimeout(late);
      done(...told);
    });
    this.say(EVENT, number + JSON.stringify([name, body]));
  }

  /** Once: what comes after it is not heard, and who waits for an answer hears that none comes. */
  end(name, error) {
    if (this.over) return;
    const was = this.connected;
    this.hangUp();
    if (was) this.tell("disconnect");
    else this.tell(name || "connect_error", error || new Error("closed"));
  }

  disconnect() {
    if (this.over) return;
    if (this.connected) this.say(DISCONNECT, "");
    this.hangUp();
  }

  hangUp() {
    this.over = true;
    this.connected = false;
    clearTimeout(this.silence);
    this.line.close();
    const left = [...this.acks.values()];
    this.acks.clear();
    for (const done of left) done(new Error("disconnected"));
  }
}

function refusal(said) {
  const { message, data } = said || {};
  return Object.assign(new Error(message), { data });
}
