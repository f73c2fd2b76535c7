/** Who is here, how many rest, whose hands are up: on the console only, told anew at most once a second. */

import { listed } from "../shared/language.js";
import { Overlay } from "../shared/overlay.js";
import { morph } from "../shared/morph.js";
import { Door, LONG } from "./door.js";
import { word } from "./words.js";

const A_WHILE = 15_000; // milliseconds: how long somebody waits is told in minutes
const ORDER = new Intl.Collator(undefined, { numeric: true }); // "Guest 2" before "Guest 10"

export class People extends Overlay {
  /** `missed()`: a difference did not come, so all of it is to be asked for. */
  constructor(root, missed) {
    super(root);
    this.missed = missed;
    this.known = new Map();
    this.drawn = new WeakMap();
    this.door = new Door();
    this.waiting = 0;
    root.addEventListener("click", ({ target }) => target.closest("[data-at-the-door]") && this.toTop());
    setInterval(() => this.render(), A_WHILE);
  }

  people(told) {
    if (!told.whole && this.told && told.n <= this.told.n) return;
    if (!told.whole && (!this.told || told.n !== this.told.n + 1)) return this.missed();
    if (told.whole) this.known.clear();
    for (const id of told.gone) this.known.delete(id);
    for (const person of told.people) this.known.set(person.id, person);
    const people = [...this.known.values()].sort((a, b) => ORDER.compare(a.name, b.name));
    this.hear({ ...told, people });
  }

  draw({ people = [], resting = 0, hands = [] }) {
    const place = { waiting: 0, in: 1, out: 2 };
    this.door.see(people);
    const inOrder = [...people].sort((a, b) => place[a.state] - place[b.state]);
    this.fill("[data-people]", inOrder.map((person) => personLine(person, this.door)));
    this.fill("[data-crowd]", crowd(this.told, people));
    const wanting = hands.length ? [sentence(word("hands", { names: listed(hands) }))] : [];
    this.fill("[data-hands]", wanting);
    this.each("[data-resting]", (place) => {
      place.textContent = resting ? word("restingCount", { n: resting }) : "";
    });
    this.each("[data-joined]", (place) => {
      place.textContent = String(people.filter((person) => person.state === "in").length);
    });
    const waiting = people.filter((person) => person.state === "waiting").length;
    if (waiting > this.waiting) this.toTop();
    this.waiting = waiting;
    const minutes = this.door.longest();
    this.each("[data-at-the-door]", (badge) => {
      badge.hidden = !waiting;
      badge.classList.toggle("long", minutes >= LONG);
      badge.textContent = waiting ? word(minutes ? "atTheDoorFor" : "atTheDoor", { n: waiting, minutes }) : "";
    });
    const here = new Set(people.filter((person) => person.here).map((person) => person.id));
    this.each("[data-seats] [data-person]", (seat) => seat.classList.toggle("away", !here.has(seat.dataset.person)));
  }

  /** Whoever waits stands first: in sight again, also after somebody scrolled down in the list. */
  toTop() {
    this.each("[data-people]", (place) => (place.scrollTop = 0));
  }

  /**
   * Only what changed is redrawn, person by person: the focus stays on the button of somebody who did not move, and a
   * press that falls between two lists still has its button under it.
   */
  fill(where, parts) {
    this.each(where, (place) => {
      const drawn = parts.map((part) => part.outerHTML).join("");
      if (this.drawn.get(place) === drawn) return;
      this.drawn.set(place, drawn);
      morph(place, drawn);
    });
  }
}

/** Who joined and never came; a room that is full, and a button that makes it larger. */
function crowd({ unseen = 0, seats = 0, left = 1 }, people) {
  const lines = [];
  const waiting = people.filter((person) => person.state === "waiting").map((person) => person.id);
  if (waiting.length > 1) {
    lines.push(offer("", { command: "admit_all", persons: waiting.join(" ") }, word("admitAll", { n: waiting.length })));
  }
  if (unseen) lines.push(offer(word("unseen", { n: unseen }), { command: "remove_unseen", confirm: word("unseenSure", { n: unseen }), yes: word("removeUnseen") }, word("removeUnseen")));
  const inside = people.filter((person) => person.state === "in").length;
  if (!left || (seats && inside >= seats)) {
    lines.push(offer(word("full"), { command: "seats", seats: 2 * Math.max(seats, inside, 1) }, word("moreSeats")));
  }
  return lines;
}

function offer(text, data, label) {
  const line = document.createElement("p");
  const made = document.createElement("button");
  made.type = "button";
  made.className = "small";
  Object.assign(made.dataset, data);
  made.append(label);
  line.append(text, " ", made);
  return line;
}

function personLine({ id, name, here, state }, door) {
  const line = document.createElement("li");
  line.id = `person-${id}`;
  const waiting = state === "waiting";
  const out = state === "out";
  line.dataset.state = out ? "out" : waiting ? "waiting" : here ? "here" : "away";
  const minutes = waiting ? door.minutes(id) : 0;
  line.classList.toggle("long", minutes >= LONG);
  const said = minutes ? word("waitsFor", { n: minutes }) : waiting ? word("wantsIn") : out ? word("takenOut") : here ? "" : word("away");
  line.append(named(name, said));
  if (waiting || out) line.append(button("admit", id, word(out ? "admitAgain" : "admit"), name));
  if (!out) line.append(button("remove", id, word("remove"), name, word("removeSure", { name })));
  return line;
}

function named(name, said) {
  const box = document.createElement("span");
  const who = document.createElement("bdi");
  who.translate = false;
  who.textContent = name;
  box.append(who);
  if (!said) return box;
  const more = document.createElement("small");
  more.textContent = said;
  box.append(" ", more);
  return box;
}

function button(command, person, text, name, confirm = "") {
  const made = document.createElement("button");
  const unseen = document.createElement("span");
  unseen.className = "unseen";
  unseen.textContent = ` ${name}`;
  made.type = "button";
  made.className = command === "admit" ? "small" : "small quiet";
  Object.assign(made.dataset, { command, person, ...(confirm && { confirm, yes: text }) });
  made.append(text, unseen);
  return made;
}

function sentence(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}
