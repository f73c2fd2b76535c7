/** What is answered on a picture: in the body, or a place on one of the script's. One file, which comes with the first of them. */

export class Pictures {
  /** `shelf`: where one's own votes are kept (own-votes.js). */
  constructor(main, shelf) {
    this.parts = [new BodyMap(main), new Spot(main, shelf)];
  }

  render() {
    for (const part of this.parts) part.render();
  }
}

/** The body: touching the picture is ticking the list beside it; "nowhere" and a place do not go together. */

const NOWHERE = "nowhere";

class BodyMap {
  constructor(main) {
    this.main = main;
    main.addEventListener("click", (event) => {
      const spot = event.target.closest(".body-map .spot");
      const box = spot && tickOf(spot);
      if (box && !box.matches(":disabled")) box.click();
    });
    main.addEventListener("change", (event) => event.target.name === "region" && agree(event.target), { capture: true });
    main.addEventListener("filled", (event) => markBody(event.target), { capture: true });
  }

  render() {
    for (const form of this.main.querySelectorAll("form")) markBody(form);
  }
}

/** A spot's class names its place, as the list does. */
function tickOf(spot) {
  const boxes = [...spot.closest(".body-map").querySelectorAll('[name="region"]')];
  return boxes.find((box) => spot.classList.contains(box.value));
}

/** The picture shows what is ticked beside it. */
function markBody(form) {
  for (const box of form.querySelectorAll('[name="region"]')) {
    for (const spot of form.querySelectorAll(".body-map .spot")) {
      if (spot.classList.contains(box.value)) spot.classList.toggle("felt", box.checked);
    }
  }
}

function agree(box) {
  if (box.checked) alone(box);
  markBody(box.form);
}

function alone(box) {
  for (const other of box.form.querySelectorAll('[name="region"]')) {
    if ((other.value === NOWHERE) !== (box.value === NOWHERE)) other.checked = false;
  }
}

/**
 * A place on a picture. The box holds the number of its cell, row by row from the top left, and is sent like a number of
 * a scale; here is what moves it: a finger, the arrow keys, or a word such as "top left". In a result one's own place
 * has a ring, which this browser alone knows of.
 */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 4; // cells, with Shift
const SQUARES = 12; // a side of the grid in which a result tells its dots
const AROUND = 1.9; // percent of the picture between a dot's edge and the middle of the ring around it

class Spot {
  constructor(main, shelf) {
    Object.assign(this, { main, shelf });
    main.addEventListener("pointerdown", (event) => this.pressed(event));
    main.addEventListener("pointermove", (event) => this.dragged(event));
    main.addEventListener("pointerup", (event) => this.released(event));
    main.addEventListener("pointercancel", () => (this.held = null));
    main.addEventListener("keydown", (event) => this.moved(event));
    main.addEventListener("click", (event) => this.named(event));
    main.addEventListener("focusin", (event) => isBox(event.target) && event.target.closest(".on-picture").querySelector(".touch").focus());
    main.addEventListener("filled", () => this.render(), { capture: true });
  }

  render() {
    for (const place of this.main.querySelectorAll(".on-picture")) draw(place);
    const own = this.shelf.get(`own:${document.body.dataset.step}`);
    const cell = own && Number.isInteger(own.body.scale) ? own.body.scale : null;
    const [result] = this.main.querySelectorAll(".picture-result"); // earlier ones stand below it
    if (result && cell !== null) found(result, cell);
  }

  /** A finger that goes on down the page scrolls it: only one that is lifted where it was set down, or drags sideways, places. */
  pressed(event) {
    const touch = event.target.closest(".on-picture .touch");
    if (!touch || event.button || !free(touch)) return;
    this.held = touch;
    if (event.pointerType === "mouse") put(touch, cellAt(touch, event));
  }

  dragged(event) {
    if (this.held && event.pointerType === "mouse" && event.buttons) put(this.held, cellAt(this.held, event));
  }

  released(event) {
    if (this.held && event.target.closest(".touch") === this.held) put(this.held, cellAt(this.held, event));
    this.held = null;
  }

  /** The first press puts it in the middle, from where it goes on. */
  moved(event) {
    const by = ARROWS[event.key];
    const touch = by && event.target.closest(".on-picture .touch");
    if (!touch || !free(touch) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const side = sideOf(touch);
    const box = boxOf(touch);
    const from = box.value === "" ? middle(side) : Number(box.value);
    const far = box.value === "" ? 0 : event.shiftKey ? FAR : 1;
    put(touch, at(side, (from % side) + by[0] * far, Math.floor(from / side) + by[1] * far));
  }

  named(event) {
    const button = event.target.closest(".on-picture [data-field]");
    if (!button) return;
    const side = sideOf(button);
    const third = side / 3;
    const field = Number(button.dataset.field);
    put(button, at(side, (field % 3) * third + third / 2, Math.floor(field / 3) * third + third / 2));
  }
}

const placeOf = (node) => node.closest(".on-picture");
const boxOf = (node) => placeOf(node).querySelector("input");
const sideOf = (node) => Number(placeOf(node).dataset.side);
const isBox = (node) => node.matches(".on-picture input");
const free = (node) => !boxOf(node).matches(":disabled");
const middle = (side) => at(side, side / 2, side / 2);

const fieldOf = ([x, y], side) => Math.floor((3 * y) / side) * 3 + Math.floor((3 * x) / side);

function at(side, across, down) {
  const [x, y] = [across, down].map((n) => Math.min(side - 1, Math.max(0, Math.floor(n))));
  return y * side + x;
}

function cellAt(touch, { clientX, clientY }) {
  const room = touch.getBoundingClientRect();
  const side = sideOf(touch);
  return at(side, (side * (clientX - room.left)) / room.width, (side * (clientY - room.top)) / room.height);
}

/** As if it had been typed: what listens to the form sends it. */
function put(node, cell) {
  const box = boxOf(node);
  if (box.value === String(cell)) return;
  box.value = cell;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  draw(placeOf(node));
}

function draw(place) {
  const box = place.querySelector("input");
  const side = Number(place.dataset.side);
  const [x, y] = [box.value % side, Math.floor(box.value / side)];
  const field = box.value === "" ? -1 : fieldOf([x, y], side);
  const svg = place.querySelector("svg");
  svg.append(...ring(svg, field < 0 ? null : spot([x, y], side)));
  const buttons = [...place.querySelectorAll("[data-field]")];
  buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(n === field)));
  tell(place.querySelector("[data-told]"), field < 0 ? null : { field: buttons[field].textContent, across: x + 1, down: y + 1, side });
}

function spot(place, side) {
  const [cx, cy] = place.map((n) => `${(100 * (n + 0.5)) / side}%`);
  return { cx, cy, r: 13 };
}

/** Twice, once in the colour of paper: seen on any picture. Instead of the one that was there. */
function ring(svg, where) {
  for (const old of svg.querySelectorAll(".halo, .pin")) old.remove();
  return (where ? ["halo", "pin"] : []).map((name) => {
    const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [key, value] of Object.entries({ class: name, ...where })) circle.setAttribute(key, value);
    return circle;
  });
}

/** Among the dots of a result: around the one in whose square it lies and below all of them, so that no number is covered. */
function encircle(svg, [x, y], side) {
  const of = side / SQUARES;
  const dot = svg.querySelector(`[data-square="${Math.floor(y / of) * SQUARES + Math.floor(x / of)}"]`);
  if (!dot) return svg.append(...ring(svg, spot([x, y], side)));
  const [cx, cy, r] = ["cx", "cy", "r"].map((name) => dot.getAttribute(name));
  return svg.prepend(...ring(svg, { cx, cy, r: `${parseFloat(r) + AROUND}%` }));
}

/** In a result: on the picture, and in the list, which from then on is known by one's own answer (own-votes.js). */
function found(result, cell) {
  const side = Number(result.dataset.side);
  const place = [cell % side, Math.floor(cell / side)];
  const svg = result.querySelector(".ground svg");
  if (svg) encircle(svg, place, side);
  const row = result.querySelector(`[data-field="${fieldOf(place, side)}"]`);
  if (row) yours(row, cell, result.dataset.said);
}

function yours(row, cell, said) {
  row.dataset.label = cell;
  row.classList.add("own");
  if (row.querySelector("[data-yours]")) return;
  const mark = Object.assign(document.createElement("span"), { className: "unseen", textContent: ` ${said}` });
  mark.dataset.yours = "";
  row.append(mark);
}

/** It is read aloud, so only what is new. */
function tell(line, told) {
  const text = told ? line.dataset.told.replace(/\{(\w+)\}/g, (_, name) => told[name]) : "";
  if (line.textContent !== text) line.textContent = text;
}
