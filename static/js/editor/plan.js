/** Between the cards, their form and the text: every press becomes another text, which Undo takes back. */

import { CardForm } from "./card-form.js";
import { Cards } from "./cards.js";
import { Trouble, call } from "./server.js";
import { word } from "./words.js";

export class CardPlan {
  /** `on`: {jump(line), insert(after), fresh(): checks now}. */
  constructor(editor, { base, icons, writable, on }) {
    const place = (id) => document.getElementById(id);
    Object.assign(this, { editor, base, on, writable, latest: null });
    this.told = place("cards-told");
    this.total = place("cards-total");
    this.undoing = place("undo-card");
    this.cards = new Cards(place("cards"), { icons, writable, act: (what, card, more) => this.act(what, card, more) });
    this.form = new CardForm(place("card-dialog"), editor, base, {
      jump: on.jump, act: (what, line) => this.after(what, line),
    });
    this.undoing.addEventListener("click", () => this.undo());
    place("add-card").addEventListener("click", () => on.insert(0));
    this.opener = place("title-card");
    this.opener.addEventListener("click", () => this.openTitle());
  }

  show({ cards, outline, messages, look }) {
    const { total, planned } = outline;
    this.latest = { cards, messages };
    this.total.textContent = planned && planned !== total ? word("cardsPlanned", { total, planned }) : word("cardsTotal", { total });
    this.cards.show(cards, look.line);
    if (this.form.open) this.form.tell(this.messagesOf(this.form.line));
  }

  messagesOf(line) {
    const next = this.latest.cards.find((card) => card.line > line);
    return this.latest.messages.filter((m) => m.own && m.line >= line && m.line < (next ? next.line : Infinity));
  }

  say(sentence) {
    this.told.textContent = sentence;
  }

  // Presses

  async act(what, card, more) {
    if (what === "edge") this.say(word("cardEdge", { title: card.title }));
    else if (what === "open") await this.openCard(card);
    else if (what === "after") this.on.insert(card.line);
    else if (what === "move") await this.change("move", card, { before: more.before }, more.then);
    else await this.change(what, card, {});
  }

  /** After the form was left. */
  async after(what, line) {
    await this.on.fresh();
    const card = this.latest.cards.find((one) => one.line === line);
    if (what === "text") this.on.jump(line);
    else if (what !== "closed" && card) await this.act(what, card, {});
    else if (this.form.does === "title") this.opener.focus();
    else this.cards.focus(this.cards.at(line));
  }

  /** `fresh`: just added, with the words of an example. */
  async openCard(card, fresh = false) {
    if (card.what === "include") this.say(word("cardOfFile", { path: card.path }));
    else if (!this.writable) this.on.jump(card.line);
    else await this.tried(() => this.form.show(card, fresh));
    this.editor.stand(card.line); // the phone beside the text shows the same step
  }

  /** The title with its settings: no card of the plan, for nothing of it is a step. */
  async openTitle() {
    const line = Math.max(this.editor.text.split("\n").findIndex((one) => one.trimStart().startsWith("# ")) + 1, 1);
    await this.tried(() => this.form.show({ what: "title", line, title: this.opener.textContent.trim() }));
  }

  async change(what, card, more, then) {
    const old = this.cards.cards.indexOf(card);
    const text = this.editor.text;
    const head = text.split("\n")[card.line - 1];
    const reply = await this.send(text, { do: what, line: card.line, head, ...more });
    if (!reply) return;
    const n = reply.line ? this.cards.at(reply.line) : Math.min(old, this.latest.cards.length - 1);
    this.cards.focus(n, then);
    this.say(this.sentence(what, card, n));
    if (what === "copy") await this.openCard(this.latest.cards[n]);
  }

  /** A ready-made step behind the card at line `after`; 0: at the end. Its form opens. */
  async add(block, after) {
    const reply = await this.send(this.editor.text, { do: "add", line: after, block });
    if (!reply) return;
    const n = this.cards.at(reply.line);
    if (n >= 0) await this.openCard(this.latest.cards[n], true);
  }

  /** The answer, once the text is the new one and was checked; null where nothing was changed. */
  async send(text, edit) {
    return this.tried(async () => {
      const reply = await call(`${this.base}/cards`, { body: { text, edit } });
      if (reply.status !== 200 || reply.refused) throw new Trouble(reply.refused || word("notRead"));
      if (this.editor.text !== text) throw new Trouble(word("cardMeanwhile"));
      this.editor.replace(reply.text);
      this.undoing.disabled = false;
      await this.on.fresh();
      return reply;
    });
  }

  sentence(what, card, n) {
    if (what === "move") return word("cardMoved", { title: card.title, n: n + 1, all: this.latest.cards.length });
    return word(what === "copy" ? "cardCopied" : "cardDeleted", { title: card.title });
  }

  async undo() {
    const done = this.editor.undo();
    this.undoing.disabled = !done;
    this.say(word(done ? "cardUndone" : "cardNothing"));
    await this.on.fresh();
  }

  async tried(task) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.say(error.message);
      return null;
    }
  }
}
