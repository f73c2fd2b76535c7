/** The websocket's own words, as python-socketio says and hears them. test_browser_code.py keeps the true file apart. */

import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";

import { Socket } from "../../static/js/line/socket-itself.js";

class Line {
  constructor(url) {
    Object.assign(this, { url, said: [], readyState: 1, closed: false });
    Line.last = this;
  }

  send(text) {
    this.said.push(text);
  }

  close() {
    Object.assign(this, { closed: true, readyState: 2 });
  }

  says(...texts) {
    for (const data of texts) this.onmessage({ data });
  }
}

const OPEN = '0{"sid":"x","upgrades":[],"pingInterval":10000,"pingTimeout":5000}';

function opened(...said) {
  const heard = [];
  const socket = new Socket({ path: "/w/socket.io", auth: () => ({ proto: 1, session: "abc" }) });
  for (const name of ["stage", "connect_error", "disconnect"]) socket.on(name, (...told) => heard.push([name, ...told]));
  Line.last.says(...said);
  return { socket, line: Line.last, heard };
}

describe("the socket", () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    Object.assign(globalThis, { WebSocket: Line, location: { origin: "https://here.example" } });
  });

  it("says who it is, answers pings and hears events", () => {
    const { line, heard } = opened(OPEN, '40{"sid":"y"}', "2", '42["stage",{"v":2,"html":"a\u2028b"}]');
    assert.equal(line.url, "wss://here.example/w/socket.io/?EIO=4&transport=websocket&s=abc");
    assert.deepEqual(line.said, ['40{"proto":1,"session":"abc"}', "3"]);
    assert.deepEqual(heard, [["stage", { v: 2, html: "a\u2028b" }]]);
  });

  it("hears of a browser that allows no websocket as of any line that did not come about", () => {
    globalThis.WebSocket = class {
      constructor() {
        throw new Error("not allowed");
      }
    };
    const heard = [];
    const socket = new Socket({ path: "", auth: () => ({}) });
    socket.on("connect_error", (error) => heard.push(error.message));
    mock.timers.tick(0);
    socket.disconnect();
    assert.deepEqual(heard, ["not allowed"]);
  });

  it("gives each question its own answer, or none in time", () => {
    const { socket, line } = opened(OPEN, '40{"sid":"y"}');
    const told = [];
    for (const n of [1, 2, 3]) socket.ask("op", { n }, 3000, (error, ack) => told.push(error ? [n] : [n, ack]));
    assert.deepEqual(line.said.slice(1), ['420["op",{"n":1}]', '421["op",{"n":2}]', '422["op",{"n":3}]']);
    line.says('431[{"status":"ok"}]');
    mock.timers.tick(3000);
    line.says('430[{"status":"late"}]');
    assert.deepEqual(told, [[2, { status: "ok" }], [1], [3]]);
  });

  it("is refused with the server's sentence, which no broken line has", () => {
    const refused = opened(OPEN, '44{"message":"reload"}').heard[0];
    assert.equal(refused[0], "connect_error");
    assert.deepEqual([refused[1].message, "data" in refused[1]], ["reload", true]);
    const { line, heard } = opened(OPEN);
    line.onclose();
    line.onerror();
    assert.deepEqual(heard.map(([name, error]) => [name, "data" in error]), [["connect_error", false]]);
  });

  it("ends once: by the server's goodbye, a line that breaks or one that is silent; who waits hears that none comes", () => {
    const ends = [(line) => line.says("41"), (line) => line.onclose(), () => mock.timers.tick(15000)];
    for (const end of ends) {
      const { socket, line, heard } = opened(OPEN, '40{"sid":"y"}');
      const told = [];
      socket.ask("op", {}, 60000, (error) => told.push(error.message));
      end(line);
      line.says('42["stage",{}]');
      line.onclose();
      assert.deepEqual([heard, told, line.closed], [[["disconnect"]], ["disconnected"], true]);
    }
  });

  it("stays as long as the server pings", () => {
    const { line, heard } = opened(OPEN, '40{"sid":"y"}');
    for (let pings = 0; pings < 9; pings += 1) {
      mock.timers.tick(10000);
      line.says("2");
    }
    assert.deepEqual(heard, []);
  });

  it("says goodbye where it leaves, and nobody hears of it", () => {
    const { socket, line, heard } = opened(OPEN, '40{"sid":"y"}');
    socket.disconnect();
    assert.deepEqual([line.said.at(-1), line.closed, heard], ["41", true, []]);
  });
});
