/** Asks the server what a text becomes: after a pause in typing, one question at a time, the newest last. */

import { Trouble, call } from "./server.js";
import { word } from "./words.js";

const PAUSE = 300;

export class Checker {
  /** `on`: {checked(answer, fresh), trouble(sentence)}. `fresh`: the text is still the one that was asked about. */
  constructor(editor, base, on) {
    Object.assign(this, { editor, base, on });
    this.phase = "";
    this.asked = null;
    this.waiting = false;
    this.known = null; // the text of the last answer
  }

  /** Once there is an answer about the text as it is now; or none comes. */
  async fresh() {
    for (let tries = 0; tries < 4 && !this.known?.eq(this.editor.doc); tries += 1) {
      if ((await this.now()) === null) return;
    }
  }

  soon(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  /** The answer about the text as it is now, or null where the server is away. */
  async now() {
    clearTimeout(this.timer);
    if (this.asked) {
      this.waiting = true;
      return this.asked;
    }
    this.asked = this.ask();
    const answer = await this.asked;
    this.asked = null;
    if (!this.waiting) return answer;
    this.waiting = false;
    return this.now();
  }

  async ask() {
    const doc = this.editor.doc;
    const body = { text: doc.toString(), line: this.editor.line, phase: this.phase, words: this.editor.words.code };
    try {
      const answer = await call(`${this.base}/check`, { body });
      if (answer.status !== 200) throw new Trouble(answer.message || word("notRead"));
      this.known = doc;
      this.on.checked(answer, this.editor.doc.eq(doc));
      return answer;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.on.trouble(error.message);
      return null;
    }
  }
}
