/** What is this person's own, laid over a stage that is the same for everybody. */

export class Mine {
  /** `standing(name)`: whether answered, passed, alone, grouped or resting holds now. */
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
    for (const person of this.root.querySelectorAll("[data-person]")) {
      person.classList.toggle("you", person.dataset.person === this.told.person);
    }
    for (const list of this.root.querySelectorAll("[data-group-notes]")) this.groupNotes(list);
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
