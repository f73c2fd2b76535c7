/**
 * What was voted, remembered in this tab only: to mark one's own answer among the results, and to give it again if a
 * server came back without it.
 */

import { labels } from "./ballot.js";
import { groupingKey } from "./look-alike.js";
import { word } from "../shared/words.js";

export class OwnVotes {
  constructor(main, shelf) {
    Object.assign(this, { main, shelf });
  }

  /** With its `epoch`: only the answer of that round. */
  of(step, epoch) {
    const own = this.shelf.get(`own:${step}`);
    return own && (epoch === undefined || own.epoch === epoch) ? own : null;
  }

  /** `safe`: the last answer of this round that the server has acknowledged. */
  remember({ step, epoch, since }, body, names) {
    const before = this.of(step, epoch);
    this.shelf.set(`own:${step}`, { epoch, since, body, labels: names, safe: before && before.safe });
  }

  acknowledged(step, own) {
    const { body, labels: names } = own;
    this.shelf.set(`own:${step}`, { ...own, safe: { body, labels: names } });
  }

  /** Back to what the server has acknowledged, or to nothing. */
  takeBack(step, own) {
    if (own && own.safe) this.shelf.set(`own:${step}`, { ...own, ...own.safe });
    else this.shelf.remove(`own:${step}`);
  }

  /** Results come in the words of the script as it is by then: so must what one's own answer is known by. */
  reword(form) {
    const { step, epoch } = form.dataset;
    const own = this.of(step, epoch);
    if (!own) return;
    const now = ({ body }) => ({ body, labels: labels(form, body) });
    this.shelf.set(`own:${step}`, { ...own, ...now(own), safe: own.safe && now(own.safe) });
  }

  /** Among the results, but not those of an earlier time: there one may have answered otherwise. */
  mark() {
    const own = this.of(document.body.dataset.step);
    const names = own ? own.labels.map(groupingKey) : [];
    for (const row of this.main.querySelectorAll("[data-label]:not(input)")) {
      const yours = names.includes(groupingKey(row.dataset.label)) && !row.matches("tr, [data-earlier] *");
      row.classList.toggle("own", yours);
      const said = row.querySelector("[data-yours]");
      if (yours && !said) row.append(yoursMark());
      if (!yours && said) said.remove();
    }
  }
}

/** A new epoch is a new question, unless it only stands for a key that was lost. */
export function sameAsking(own, { epoch, since }) {
  return own.epoch === epoch || (own.since !== undefined && own.since === since);
}

function yoursMark() {
  const mark = Object.assign(document.createElement("span"), { className: "unseen", textContent: ` ${word("yourAnswer")}` });
  mark.dataset.yours = "";
  return mark;
}
