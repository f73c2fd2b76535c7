/** Which moment of a step is shown: before, open, with its result. */

export class Phases {
  constructor(place, chosen) {
    this.place = place;
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) chosen(button.dataset.phase);
    });
  }

  show({ phases, phase }) {
    const key = JSON.stringify(phases);
    if (this.place.dataset.key !== key) {
      this.place.replaceChildren(...phases.map(([name, label]) => button(name, label)));
      this.place.dataset.key = key;
    }
    this.place.hidden = !phases.length;
    for (const one of this.place.children) one.setAttribute("aria-pressed", String(one.dataset.phase === phase));
  }
}

function button(name, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "small";
  element.dataset.phase = name;
  element.textContent = label;
  return element;
}
