/** What is this person's own, laid over a stage that is the same for everybody. */

import { word } from "../shared/words.js";

export class Mine {
  /** `standing(name)`: whether answered, passed, alone, asked, grouped or resting holds now. */
  constructor(root, standing) {
    this.root = root;
    this.standing = standing;
    this.told = null;
  }

  hear(mine) {
    this.told = mine;
    this.render();
  }

  render() {
    if (!this.told) return;
    const { nickname, group } = this.told;
    const texts = { nickname, group: group ? group.topic || group.id : "", room: group ? group.room : "" };
    for (const place of this.root.querySelectorAll("[data-mine]")) {
      place.textContent = texts[place.dataset.mine] || "";
    }
    for (const place of this.root.querySelectorAll("[data-mine-if]")) {
      place.hidden = !place.dataset.mineIf.split(" ").some((name) => this.holds(name));
    }
    this.people((group && group.away) || []);
    for (const list of this.root.querySelectorAll("[data-group-notes]")) this.groupNotes(list);
  }

  /** Who in the group is away; whoever is left alone there is asked what they would like. */
  people(away) {
    const people = [...this.root.querySelectorAll("[data-person]")];
    for (const person of people) {
      const gone = away.includes(person.dataset.person);
      person.classList.toggle("you", person.dataset.person === this.told.person);
      person.classList.toggle("away", gone);
      sayAway(person, gone);
    }
    const others = people.filter((person) => person.dataset.person !== this.told.person);
    for (const place of this.root.querySelectorAll("[data-left-alone]")) {
      place.hidden = !others.every((person) => away.includes(person.dataset.person));
    }
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
      const item = document.createElement("li");
      const who = document.createElement("b");
      const words = document.createElement("p");
      who.textContent = name;
      words.textContent = text;
      words.className = "words-kept";
      item.append(who, words);
      list.append(item);
    }
  }
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
