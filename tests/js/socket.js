/** Stands in for the websocket where a test holds the network in its hand: `globalThis.net` answers. */

export class Socket {
  constructor(options) {
    return globalThis.net.open(options);
  }
}
