/** The page is older than the server: load it anew, once nothing is on its way, and not again and again. */

import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

const LOOK = 250;
const PATIENCE = 30000;
const APART = 60000;

export class Reload {
  /** `shelf`: of this window. `empty()`: nothing is on its way. `bound()`: words would go with this page, however long it waits. */
  constructor(shelf, empty, flush, bound = () => false) {
    Object.assign(this, { shelf, empty, flush, bound });
    this.wanted = false;
  }

  want() {
    if (this.wanted || Date.now() - (this.shelf.get("reloaded") || 0) < APART) return;
    this.wanted = true;
    this.flush();
    notify(word("newPage"), { kind: "reload" });
    this.wait(Date.now() + PATIENCE);
  }

  /** What is still unsent after half a minute lies in this browser's storage and goes on from there. */
  wait(until) {
    if (this.bound() || (!this.empty() && Date.now() < until)) return setTimeout(() => this.wait(until), LOOK);
    this.flush();
    this.shelf.set("reloaded", Date.now());
    return location.reload();
  }
}
