/** A number then and now, as a picture. Loaded when somebody answers a second time, so it imports nothing. */

const SVG = "http://www.w3.org/2000/svg";

/** The way from then to now on the line of the scale: a hollow dot, a line, a full dot. */
export function way({ low, high }, from, to) {
  const at = (value) => 8 + (184 * (value - low)) / (high - low);
  const box = shape("svg", { viewBox: "0 0 200 20", class: "way", "aria-hidden": "true" });
  box.append(
    shape("line", { class: "line", x1: 8, x2: 192, y1: 10, y2: 10 }),
    shape("line", { class: "went", x1: at(from), x2: at(to), y1: 10, y2: 10 }),
    shape("circle", { class: "then", cx: at(from), cy: 10, r: 5 }),
    shape("circle", { class: "now", cx: at(to), cy: 10, r: 7 }),
  );
  return box;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
