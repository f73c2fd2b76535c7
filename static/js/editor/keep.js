/** Keeps the text: saved on the server, and what is not yet, on this computer. Nothing is overwritten unseen. */

import { Text } from "../../vendor/codemirror.js";
import { disk, Shelf } from "../shared/storage.js";
import { Trouble, call } from "./server.js";
import { word } from "./words.js";

const EVERY = 10000;
const LOCAL = 600;

export class Keeper {
  /** `on`: {state(name, sentence), conflict(theirs), fresh(text), others(n)}. */
  constructor(editor, { base, name, mark, readOnly, tab, on }) {
    Object.assign(this, { editor, base, mark, readOnly, tab, on });
    this.key = `script:${name}`;
    this.shelf = new Shelf(disk("localStorage"), "workshop:");
    this.kept = editor.doc;
    this.theirs = null;
    this.saving = null;
    this.said = "saved";
    addEventListener("beforeunload", (event) => {
      if (this.unsaved) event.preventDefault();
    });
    addEventListener("pagehide", () => {
      this.keepHere();
      call(`${base}/leave`, { body: { tab }, keepalive: true }).catch(() => {});
    });
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    setInterval(() => document.hidden || this.look(), EVERY);
  }

  get unsaved() {
    return !this.editor.doc.eq(this.kept);
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepHere(), LOCAL);
    this.say(this.unsaved ? "unsaved" : "saved");
  }

  say(name, sentence = "") {
    if (this.said === name && !sentence) return;
    this.said = name;
    this.on.state(name, sentence);
  }

  // On this computer

  /** Whether what is not saved outlives this page. Full or forbidden, there is still the warning on leaving. */
  keepHere() {
    if (this.unsaved) return this.shelf.set(this.key, { text: this.editor.text, mark: this.mark, at: Date.now() });
    this.forgetHere();
    return true;
  }

  /** What an earlier visit left unsaved: {text, mark, at}, or null. */
  leftHere() {
    const left = this.shelf.get(this.key);
    return left && typeof left.text === "string" && left.text !== this.editor.text ? left : null;
  }

  forgetHere() {
    this.shelf.remove(this.key);
  }

  // On the server

  /** True once the file holds what the editor shows. */
  async save(more = {}) {
    if (this.saving) await this.saving;
    if (!this.unsaved && !more.keep_theirs) return true;
    if (this.readOnly) {
      this.say("failed", word("notSaved"));
      return false;
    }
    this.saving = this.send(more).finally(() => { this.saving = null; });
    return this.saving;
  }

  async send(more) {
    const sent = this.editor.doc;
    this.say("saving");
    try {
      const reply = await call(`${this.base}/save`, { body: { text: sent.toString(), mark: this.mark, ...more } });
      if (reply.status === 200) return this.arrived(sent, reply.mark);
      if (reply.status === 409) return this.clash(reply);
      this.say("failed", reply.message);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.say("failed", `${error.message} ${word(this.keepHere() ? "keptOnComputer" : "onlyOnPage")}`);
    }
    this.keepHere();
    return false;
  }

  arrived(sent, mark) {
    this.kept = sent;
    this.mark = mark;
    this.keepHere();
    this.say(this.unsaved ? "unsaved" : "saved");
    return true;
  }

  clash(theirs) {
    this.theirs = theirs;
    this.keepHere();
    this.say("failed", word("notSavedChanged"));
    this.on.conflict(theirs);
    return false;
  }

  /** Is the file still the one that is shown here? */
  async look() {
    if (this.saving) return;
    const query = new URLSearchParams({ tab: this.tab, mark: this.mark });
    try {
      const reply = await call(`${this.base}/state?${query}`);
      this.on.others(reply.others || 0);
      if (this.saving || reply.mark === this.mark || this.theirs?.mark === reply.mark) return;
      if (this.unsaved || reply.text === null) this.clash(reply);
      else this.take(reply);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error; // away for a moment: saving will tell
    }
  }

  /** Their version in the place of this one. */
  take({ text, mark }) {
    this.editor.replace(text);
    this.kept = Text.of(text.split("\n"));
    this.mark = mark;
    this.theirs = null;
    this.keepHere();
    this.say("saved");
    this.on.fresh();
  }

  /** Mine over theirs, which the server keeps beside it. */
  async overwrite() {
    this.mark = this.theirs.mark;
    const gone = this.theirs.text === null;
    this.theirs = null;
    return this.save(gone ? {} : { keep_theirs: true });
  }

  /** Mine as a file of its own; the address of its editor. */
  async copy() {
    const reply = await call(`${this.base}/copy`, { body: { text: this.editor.text } });
    if (reply.status !== 201) throw new Trouble(reply.message);
    this.kept = this.editor.doc; // it is safe there, so leaving needs no warning
    this.forgetHere();
    return reply.edit;
  }
}
