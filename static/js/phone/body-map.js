/** Touching the picture is ticking the list beside it; "nowhere" and a place do not go together. */

const NOWHERE = "nowhere";

export class BodyMap {
  constructor(main) {
    this.main = main;
    main.addEventListener("click", (event) => {
      const spot = event.target.closest(".body-map .spot");
      const box = spot && boxOf(spot);
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
function boxOf(spot) {
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
