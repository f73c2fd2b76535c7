/** Whether we are in touch: the dot at once, a sentence only when it lasts, so that a blink disturbs nobody. */

import { word } from "../shared/words.js";

const PATIENCE = 1500;
const DUE = 3000; // at most, for a server that said it would be back

export class Banner {
  /** `away()`: the name of the sentence for as long as there is no line. */
  constructor(away) {
    this.away = away;
    this.line = document.getElementById("connection");
    this.dot = document.getElementById("dot");
    this.timer = null;
  }

  /**
   * `state`: live, http, away, refused (with the server's sentence); `due`: milliseconds in which we are to try again. A
   * server that is started anew spreads all who come back over two seconds: that is no reason for a sentence.
   */
  show(state, sentence, due = 0) {
    const there = state === "live" || state === "http";
    document.body.dataset.connection = state;
    if (this.dot) this.dot.dataset.state = there ? "here" : "away";
    clearTimeout(this.timer);
    this.told = there ? () => {} : () => this.write(sentence || word(this.away()));
    if (there) this.write(sentence || "");
    else this.timer = setTimeout(this.told, sentence ? 0 : PATIENCE + Math.min(due, DUE));
  }

  /** What is true about it has changed. */
  again() {
    if (this.line && !this.line.hidden) this.told();
  }

  write(text) {
    if (!this.line) return;
    this.line.textContent = text;
    this.line.hidden = !text;
  }
}
