/** In the lobby: does this phone sound, shake and reach the server? Said in words beside the buttons. */

export class DeviceCheck {
  /** `reached()`: how we are in touch, as the connection tells it. */
  constructor({ main, bell, reached }) {
    Object.assign(this, { bell, reached });
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-try]");
      if (button) say(button.closest(".trial"), button.dataset.try + this[button.dataset.try]());
    });
  }

  /** What it says stands beside the buttons until the next step. */
  render() {}

  sound() {
    return this.bell.sound() === false ? "-not" : "";
  }

  shake() {
    return typeof navigator.vibrate === "function" && navigator.vibrate(200) ? "" : "-not";
  }

  line() {
    return { live: "", http: "-slow" }[this.reached()] ?? "-not";
  }
}

/** The sentences come with the lobby, in the language of the page. */
function say(place, name) {
  const words = place.querySelector("template").content.querySelector(`[data-told="${name}"]`);
  place.querySelector("[role=status]").textContent = words.textContent;
}
