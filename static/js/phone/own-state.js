/** What is this person's own, laid over a stage that is the same for everybody. */

import { Overlay } from "../shared/overlay.js";
import { word } from "../shared/words.js";

export class OwnState extends Overlay {
  /** `standing(name, told)`: whether answered, passed, alone, asked, grouped or resting holds now. */
  constructor(root, standing) {
    super(root);
    this.standing = standing;
  }

  mine(told) {
    this.hear(told);
  }

  /** An answer, or the wish to rest. */
  acted() {
    this.render();
  }

  draw({ nickname, group, circle }) {
    const texts = { nickname, group: group && (group.topic || group.id), room: group && group.room, circle: circle && circle.others.join(", ") };
    this.each("[data-mine]", (place) => {
      place.textContent = texts[place.dataset.mine] || "";
    });
    this.each("[data-mine-if]", (place) => {
      place.hidden = !place.dataset.mineIf.split(" ").some((name) => this.holds(name));
    });
    this.group((group && group.away) || []);
    this.each("[data-group-notes]", (list) => this.groupNotes(list));
  }

  /** Who in the group is away; whoever is left alone there is asked what they would like. */
  group(away) {
    const people = [...this.root.querySelectorAll("[data-person]")];
    for (const person of people) {
      const gone = away.includes(person.dataset.person);
      person.classList.toggle("you", person.dataset.person === this.told.person);
      person.classList.toggle("away", gone);
      sayAway(person, gone);
    }
    this.role();
    const others = people.filter((person) => person.dataset.person !== this.told.person);
    this.each("[data-left-alone]", (place) => {
      place.hidden = !others.every((person) => away.includes(person.dataset.person));
    });
  }

  /** Which role this person has now, and what only whoever stays at the table is asked. */
  role() {
    const { person } = this.told;
    const own = this.root.querySelector(".people .you [data-role]");
    this.each("[data-my-role]", (place) => {
      place.hidden = !own;
      if (own) place.querySelector("b").textContent = own.textContent;
    });
    this.each("[data-only], [data-unless]", (place) => {
      const { only, unless } = place.dataset;
      place.hidden = only ? only !== person : unless === person;
    });
  }

  /** `not-answered` holds where `answered` does not. */
  holds(name) {
    return name.startsWith("not-") ? !this.standing(name.slice(4), this.told) : this.standing(name, this.told);
  }

  groupNotes(list) {
    const notes = this.told.group_notes || [];
    list.textContent = "";
    list.hidden = !notes.length;
    for (const { name, text } of notes) {
      const item = list.appendChild(document.createElement("li"));
      item.append(theirs("b", "", name), theirs("p", "words-kept", text));
    }
  }
}

/** What somebody else wrote or is called. */
function theirs(tag, className, textContent) {
  return Object.assign(document.createElement(tag), { className, textContent, translate: false, dir: "auto" });
}

function sayAway(person, gone) {
  const said = person.querySelector("[data-away]");
  if (!gone && said) said.remove();
  if (!gone || said) return;
  const words = document.createElement("span");
  words.dataset.away = "";
  words.textContent = `· ${word("away")}`;
  person.append(words);
}
