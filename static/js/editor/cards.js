/** The plan as cards: opened, dragged, moved by keyboard, copied, taken out. The text stays the truth. */

import Sortable from "../../vendor/sortable.js";
import { word } from "./words.js";

const HOW = { handle: ".grip", animation: 0, delay: 120, delayOnTouchOnly: true, touchStartThreshold: 4 };

export class Cards {
  /** `act(what, card, more)`: what is pressed on a card, or how it was moved. */
  constructor(list, { icons, writable, act }) {
    Object.assign(this, { list, icons, writable, act });
    this.drawn = []; // [what was drawn, its <li>]: while one types, only what changed is drawn anew
    this.cards = [];
    list.addEventListener("click", (event) => this.pressed(event));
    list.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.fold(event.target.closest?.("#cards > li")));
    if (writable) Sortable.create(list, { ...HOW, onEnd: (event) => this.dropped(event) });
  }

  show(cards, line) {
    this.cards = cards;
    const here = document.activeElement?.closest?.("#cards button");
    const kept = here && { n: this.placeOf(here), act: here.dataset.act };
    cards.forEach((card, n) => this.draw(card, n));
    for (const [, item] of this.drawn.splice(cards.length)) item.remove();
    this.mark(line);
    if (kept && !here.isConnected) this.focus(kept.n, kept.act);
  }

  draw(card, n) {
    const key = JSON.stringify({ ...card, line: 0 });
    const old = this.drawn[n];
    if (old && old[0] === key && this.list.children[n] === old[1]) return;
    const item = this.item(card);
    if (old && this.list.children[n]) this.list.children[n].replaceWith(item);
    else this.list.append(item);
    this.drawn[n] = [key, item];
  }

  mark(line) {
    const own = this.cards.filter((card) => card.line <= line).at(-1);
    this.cards.forEach((card, n) => {
      const button = this.list.children[n].querySelector('[data-act="open"]');
      if (card === own) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }

  focus(n, act = "open") {
    const item = this.list.children[Math.min(Math.max(n, 0), this.cards.length - 1)];
    const button = item && (item.querySelector(`[data-act="${act}"]:not(:disabled)`) || item.querySelector("button"));
    if (button?.closest(".menu")) this.unfold(item);
    if (button) button.focus();
  }

  /** What else can be done with a card is asked for: its face opens it, which is what one wants most. */
  unfold(item) {
    const more = item.querySelector('[data-act="more"]');
    more.setAttribute("aria-expanded", "true");
    more.nextElementSibling.hidden = false;
  }

  /** Every menu, but that of the card `but`. */
  fold(but) {
    for (const more of this.list.querySelectorAll('[aria-expanded="true"]')) {
      if (more.closest("li") === but) continue;
      more.setAttribute("aria-expanded", "false");
      more.nextElementSibling.hidden = true;
    }
  }

  /** The card at this line of the text, as the last check knows it: its place, or -1. */
  at(line) {
    return this.cards.findIndex((card) => card.line === line);
  }

  placeOf(element) {
    return [...this.list.children].indexOf(element.closest("li"));
  }

  // What one presses

  pressed(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    const n = this.placeOf(button);
    const { act } = button.dataset;
    if (act === "more") this.more(button);
    else if (act === "up" || act === "down") this.move(n, act === "up" ? -1 : 1, act);
    else this.act(act, this.cards[n], {});
  }

  more(button) {
    if (button.getAttribute("aria-expanded") === "true") this.fold(null);
    else this.unfold(button.closest("li"));
  }

  key(event) {
    if (event.key === "Escape") this.closed(event);
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || !this.writable || !event.target.closest("li")) return;
    event.preventDefault();
    this.move(this.placeOf(event.target), by, event.target.dataset.act);
  }

  closed(event) {
    const more = event.target.closest("li")?.querySelector('[aria-expanded="true"]');
    if (!more) return;
    event.stopPropagation();
    this.fold(null);
    more.focus();
  }

  /** One place up or down: a step past its neighbour, a part past another part with all its steps. */
  move(n, by, act) {
    const others = this.cards.map((card, at) => ({ card, at })).filter(({ card }) => this.cards[n].what !== "part" || card.what === "part");
    const own = others.findIndex(({ at }) => at === n);
    const past = others[own + by];
    if (!past) {
      this.act("edge", this.cards[n], {});
      return;
    }
    const before = by < 0 ? past.card : others[own + 2]?.card;
    this.act("move", this.cards[n], { before: before ? before.line : 0, then: act });
  }

  /** Dropped: the card goes back to where the text has it, and the text says where it goes. */
  dropped({ item, oldIndex, newIndex }) {
    if (oldIndex === newIndex) return;
    const rest = this.cards.filter((_, n) => n !== oldIndex);
    const before = rest[newIndex];
    const others = [...this.list.children].filter((child) => child !== item);
    this.list.insertBefore(item, others[oldIndex] || null);
    this.act("move", this.cards[oldIndex], { before: before ? before.line : 0 });
  }

  // How it looks

  item(card) {
    const item = made("li", "");
    item.dataset.what = card.what;
    if (card.broken) item.dataset.broken = "";
    if (this.writable) {
      const grip = made("span", "grip");
      grip.append(this.icon("grip"));
      item.append(grip);
    }
    item.append(this.face(card));
    if (this.writable) item.append(this.presses(card));
    return item;
  }

  face(card) {
    const button = made("button", "quiet face");
    button.type = "button";
    button.dataset.act = "open";
    const title = made("bdi", "", card.title);
    title.dir = "auto";
    const about = made("small", "", aboutOf(card));
    if (card.what === "step") button.append(this.icon(card.icon), made("time", "", card.clock));
    button.append(title, about);
    return button;
  }

  presses(card) {
    const row = made("div", "presses");
    const more = this.press("more", card);
    more.className = "icon-button";
    more.setAttribute("aria-expanded", "false");
    const menu = made("div", "menu");
    menu.hidden = true;
    const acts = card.what === "part" ? ["up", "down", "delete"] : ["after", "copy", "up", "down", "delete"];
    menu.append(...acts.map((act) => this.press(act, card)));
    row.append(more, menu);
    return row;
  }

  press(act, card) {
    const icons = { more: "more", up: "up", down: "down", copy: "copy", after: "plus", delete: "trash" };
    const names = { more: "card_more", up: "card_up", down: "card_down", copy: "card_copy", after: "card_after", delete: "card_delete" };
    const button = made("button", "quiet");
    button.type = "button";
    button.dataset.act = act;
    button.append(this.icon(icons[act]), made("span", act === "more" ? "unseen" : "", word(names[act], { title: card.title })));
    return button;
  }

  icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.icons}#${name}`);
    svg.append(use);
    return svg;
  }
}

function aboutOf(card) {
  if (card.what === "part") return card.minutes;
  if (card.what === "include") return [word("cardIncluded", { path: card.path }), card.minutes, card.steps.join(", ")].filter(Boolean).join(" · ");
  const flags = [card.optional && word("cardOptional"), card.drawer && word("cardDrawer"), card.broken && word("cardBroken")];
  return [card.kind, card.minutes, ...flags.filter(Boolean), card.who].filter(Boolean).join(" · ");
}

function made(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
