/** The plan beside the text: every step with the minute it begins. A click goes there. */

export class Plan {
  constructor(place, go) {
    this.place = place;
    this.go = go;
    this.drawn = "";
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-id]");
      if (button) go(button.dataset.id, Number(button.dataset.line));
    });
  }

  show(outline, current) {
    const key = JSON.stringify(outline);
    if (key !== this.drawn) this.draw(outline);
    this.drawn = key;
    for (const row of this.place.querySelectorAll("button[data-id]")) {
      if (row.dataset.id === current) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    }
  }

  draw({ rows, total, planned }) {
    this.place.textContent = "";
    this.place.append(made("p", "softly", planned && planned !== total ? `${total} · planned: ${planned}` : total));
    let list = null;
    for (const row of rows) {
      if (row.part || !list) {
        if (row.part) this.place.append(made("h2", "", row.part));
        list = made("ol", "outline");
        this.place.append(list);
      }
      list.append(line(row));
    }
  }
}

function line(row) {
  const item = document.createElement("li");
  const button = made("button", "quiet");
  button.type = "button";
  button.dataset.id = row.id;
  button.dataset.line = row.line;
  button.append(made("time", "", row.clock), made("bdi", "", row.title), made("small", "", about(row)));
  if (row.broken) button.dataset.broken = "";
  item.append(button);
  return item;
}

function about({ kind, minutes, optional, broken }) {
  return [kind, minutes, optional && "may be left out", broken && "has a mistake"].filter(Boolean).join(" · ");
}

function made(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
