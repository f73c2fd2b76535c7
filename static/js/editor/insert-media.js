/** Pictures, sounds and films of the place, each a press away from the text. */

import { call } from "./server.js";

export class MediaOffers {
  /** `take(line)`: one was chosen. */
  constructor(place, none, take) {
    Object.assign(this, { place, none });
    place.addEventListener("click", (event) => {
      const offer = event.target.closest("[data-line]");
      if (offer) take(offer.dataset.line);
    });
  }

  async renew() {
    const answer = await call(this.place.dataset.list).catch(() => null);
    if (!answer || !answer.files) return;
    this.place.replaceChildren(...answer.files.map(offer));
    this.none.hidden = answer.files.length > 0;
  }
}

function offer({ line, words, kind, path, address }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "offer";
  button.dataset.line = line;
  if (kind === "picture") button.append(small(address));
  const said = document.createElement("span");
  const name = document.createElement("b");
  const more = document.createElement("small");
  name.textContent = path.replace("media/", "");
  more.textContent = words;
  name.dir = more.dir = "auto";
  said.append(name, more);
  button.append(said);
  return button;
}

/** Its words stand beside it. */
function small(address) {
  const look = document.createElement("img");
  look.src = address;
  look.alt = "";
  look.loading = "lazy";
  return look;
}
