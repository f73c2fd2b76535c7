/** In the lobby: does this phone sound, shake and reach the server? Said in words beside the buttons. */

import { word } from "../shared/words.js";

export class DeviceCheck {
  /** `reached()`: how we are in touch, as the connection tells it. */
  constructor({ main, bell, reached }) {
    Object.assign(this, { bell, reached });
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-try]");
      if (button) button.closest(".trial").querySelector("[role=status]").textContent = this[button.dataset.try]();
    });
  }

  sound() {
    return word(this.bell.sound() === false ? "trySoundNot" : "trySound");
  }

  shake() {
    const can = typeof navigator.vibrate === "function" && navigator.vibrate(200);
    return word(can ? "tryShake" : "tryShakeNot");
  }

  line() {
    const state = this.reached();
    return word(state === "live" ? "tryLine" : state === "http" ? "tryLineSlow" : "tryLineNot");
  }
}
