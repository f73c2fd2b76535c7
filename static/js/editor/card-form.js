/** A card opened as a form. What is typed goes into the text after a moment, so there is nothing to lose by leaving. */

import { closeDialog, openDialog } from "../shared/dialogs.js";
import { composing } from "../shared/composing.js";
import { Trouble, call } from "./server.js";
import { describe } from "./findings.js";
import { word } from "./words.js";

const PAUSE = 400;
const DOES = { part: "part", title: "title" }; // what a change is called, of all that is no step

export class CardForm {
  /** `on`: {act(what, line), jump(line)}. */
  constructor(dialog, editor, base, on) {
    Object.assign(this, { dialog, editor, base, on });
    this.form = dialog.querySelector("#card-form");
    this.refused = dialog.querySelector("#card-refused");
    this.pending = false;
    dialog.addEventListener("input", () => this.soon());
    dialog.addEventListener("change", () => this.soon());
    dialog.addEventListener("click", (event) => this.pressed(event));
    dialog.addEventListener("focusin", ({ target }) => (this.entered = target));
    dialog.addEventListener("click", ({ target }) => this.overwrite(target));
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.done();
    });
    addEventListener("beforeunload", (event) => {
      if (this.pending) event.preventDefault();
    });
  }

  get open() {
    return this.dialog.open;
  }

  /** Raises Trouble where the server is away, or the text is another by now. */
  async show(card, fresh = false) {
    const text = this.editor.text;
    const asked = { text, line: card.line, part: card.what === "part", workshop: card.what === "title" };
    const reply = await call(`${this.base}/cards/form`, { body: asked });
    if (reply.status !== 200 || reply.refused) throw new Trouble(reply.refused || word("notRead"));
    Object.assign(this, { fresh, does: DOES[card.what] || "change", before: text, applied: text, line: card.line, head: text.split("\n")[card.line - 1] });
    this.form.innerHTML = reply.form;
    this.dialog.querySelector("h2").textContent = card.title;
    for (const button of this.dialog.querySelectorAll("[data-of-step]")) button.hidden = card.what === "title";
    this.say("");
    this.tell([]);
    openDialog(this.dialog);
    this.form.querySelector("input").focus();
  }

  /** In a step that was just added all words are an example: what is typed after the first press takes their place. */
  overwrite(box) {
    const untouched = this.fresh && box === this.entered && box.matches('input[type="text"], textarea') && box.value === box.defaultValue;
    this.entered = null;
    if (untouched) box.select();
  }

  // What is typed

  soon() {
    this.pending = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.apply(), PAUSE);
  }

  /** True once the text says what the form says. One at a time, the newest last. */
  async apply() {
    clearTimeout(this.timer);
    await this.going;
    if (!this.pending) return true;
    this.pending = false;
    this.going = this.send();
    return this.going;
  }

  async send() {
    if (this.editor.text !== this.applied) return this.say(word("cardMeanwhile"));
    const edit = { do: this.does, line: this.line, head: this.head, ...this.told() };
    try {
      const reply = await call(`${this.base}/cards`, { body: { text: this.before, edit } });
      if (reply.status !== 200 || reply.refused) return this.say(reply.refused || word("notRead"));
      if (this.editor.text !== this.applied) return this.say(word("cardMeanwhile"));
      this.editor.replace(reply.text);
      this.applied = this.editor.text;
      return this.say("");
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.pending = true;
      return this.say(error.message);
    }
  }

  told() {
    const all = (selector) => [...this.form.querySelectorAll(selector)];
    const value = (name) => this.form.querySelector(`[name="${name}"]`)?.value || "";
    const answers = all("[data-answers]").map((list) => [list.dataset.answers, [...list.querySelectorAll("li")].map(answerOf)]);
    return {
      title: value("title"), length: value("length"), flag: value("flag"),
      fields: Object.fromEntries(all("[data-field]").map((box) => [box.dataset.field, box.value])),
      texts: Object.fromEntries(all("[data-text]").map((box) => [box.dataset.text, box.value])),
      answers: Object.fromEntries(answers),
      choose: this.form.querySelector("[data-choose]")?.value || "",
    };
  }

  /** What stands between form and text; nothing: all is well. */
  say(sentence) {
    this.refused.textContent = sentence;
    this.refused.hidden = !sentence;
    return !sentence;
  }

  /** What the check says about this step. */
  tell(messages) {
    const list = this.dialog.querySelector("#card-findings");
    const go = (message) => this.leave().then((left) => left && this.on.jump(message.line));
    list.replaceChildren(...messages.map((message) => describe(message, { go, mend: (m) => this.mend(m) })));
    list.hidden = !messages.length;
  }

  async mend(message) {
    if (!(await this.leave())) return;
    this.editor.mend(message);
  }

  // Leaving

  async leave() {
    if (!(await this.apply()) || !this.refused.hidden) {
      this.refused.scrollIntoView({ block: "nearest" }); // what could not be written stays, until it is mended or put back
      return false;
    }
    closeDialog(this.dialog);
    return true;
  }

  async done() {
    if (await this.leave()) this.on.act("closed", this.line);
  }

  back() {
    this.pending = false;
    clearTimeout(this.timer);
    if (this.editor.text === this.applied) this.editor.replace(this.before);
    closeDialog(this.dialog);
    this.on.act("closed", this.line);
  }

  // Presses

  pressed(event) {
    const on = (selector) => event.target.closest(selector);
    if (event.target === this.dialog || on("[data-card-done]")) this.done();
    else if (on("#card-back")) this.back();
    else if (on("[data-card-do]")) this.leave().then((left) => left && this.on.act(on("[data-card-do]").dataset.cardDo, this.line));
    else if (on("[data-add-answer]")) this.add(on("[data-answers]"));
    else if (on("[data-drop-answer]")) this.drop(on("li"));
  }

  key(event) {
    const list = event.target.closest("[data-answers] li") && event.target.matches('input[type="text"]');
    if (!list || event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    this.add(event.target.closest("[data-answers]"));
  }

  add(group) {
    const list = group.querySelector("ol");
    const row = list.lastElementChild.cloneNode(true);
    const button = group.querySelector("[data-add-answer]");
    const box = row.querySelector('input[type="text"]');
    box.value = "";
    const tick = row.querySelector('input[type="checkbox"]');
    if (tick) tick.checked = false;
    list.append(row);
    box.setAttribute("aria-label", button.dataset.word.replace("{n}", list.children.length));
    box.focus();
  }

  drop(row) {
    const list = row.parentElement;
    const next = row.nextElementSibling || row.previousElementSibling;
    if (next) row.remove();
    else row.querySelector('input[type="text"]').value = "";
    (next || row).querySelector("input").focus();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function answerOf(row) {
  return { words: row.querySelector('input[type="text"]').value, correct: row.querySelector('input[type="checkbox"]')?.checked || false };
}
