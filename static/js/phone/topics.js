/** The topic that somebody would like: it decides their group, and may be changed until the groups are made. */

import { partsOf } from "../line/op-key.js";
import { padded } from "../line/padding.js";
import { sentence } from "../line/receipts.js";
import { word } from "../shared/words.js";

export class Topics {
  constructor({ main, outbox, receipts }) {
    Object.assign(this, { main, outbox, receipts });
    this.verbs = ["topic"];
    this.kept = {};
    main.addEventListener("change", ({ target }) => {
      const form = target.closest('form[data-op="topic"]');
      if (form) this.choose(form.dataset.step, target.value);
    });
  }

  /** A quick finger was here before this script. */
  takeEarly() {
    for (const box of this.main.querySelectorAll('form[data-op="topic"] input:checked')) {
      this.choose(box.form.dataset.step, box.value);
    }
  }

  /** As long as any other choice. An empty value is "any of them". */
  choose(step, value) {
    this.outbox.put(`topic:${step}`, padded({ topic: value === "" ? null : Number(value) }));
  }

  /** A page holds no choice; the snapshot after it does. */
  mine({ step, topic }) {
    if (topic) this.kept[step] = topic.index;
    this.render();
  }

  heard(entry, state, ack) {
    const { step } = partsOf(entry.key);
    if (state === "saved") this.kept[step] = entry.body.topic;
    this.receipts.tell(entry.slot, state, sentence(state, entry, ack));
    if (state === "closed") this.render();
  }

  /** What waits here is newer than what the server told. */
  render() {
    for (const form of this.main.querySelectorAll('form[data-op="topic"]')) {
      const slot = `topic:${form.dataset.step}`;
      const waits = this.outbox.pending(slot);
      const index = waits ? waits.body.topic : this.kept[form.dataset.step];
      if (index === undefined) continue;
      for (const box of form.querySelectorAll("input")) box.checked = box.value === (index === null ? "" : String(index));
      if (!waits && !this.receipts.state(slot)) this.receipts.tell(slot, "saved", word("saved"));
    }
  }
}
