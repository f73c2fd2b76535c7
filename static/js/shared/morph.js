/** The same step, laid around what the person is doing: only what is new is changed. */

import { Idiomorph } from "../../vendor/idiomorph.js";
import { halfTyped } from "./stage.js";

export function morph(main, html) {
  Idiomorph.morph(main, html, {
    morphStyle: "innerHTML",
    callbacks: {
      beforeNodeMorphed: (old, fresh) => {
        if (!kept(old, fresh)) return !halfTyped(old);
        respell(old, fresh);
        return false;
      },
      beforeNodeRemoved: (node) => !(node.matches && node.matches("form[id] [data-form-told], form[id] [data-limit-told]")), // the page's own
      beforeAttributeUpdated: (name, node) => !ours(name, node),
    },
  });
}

/** What a person opened stays open; and the heading that has the focus can have it, or the next Tab begins at the top. */
function ours(name, { tagName }) {
  return (name === "open" && /^(DETAILS|DIALOG)$/.test(tagName)) || (name === "tabindex" && tagName === "H1");
}

/**
 * Forms that people write in carry data-keep, closed ones data-rests, and an id of their step: the same id is the same
 * form. A receipt is the phone's own, and emptied and written anew it would be read aloud once more.
 */
function kept(old, fresh) {
  return Boolean(old.id) && old.id === fresh.id && old.matches("[data-keep], [data-rests], [data-receipt]");
}

/** The script was spelled anew meanwhile: a kept form takes the words of the script and nothing else. */
function respell(form, fresh) {
  for (const box of fresh.querySelectorAll("input[data-label]")) {
    const own = form.querySelector(`input[name="${box.name}"][value="${CSS.escape(box.value)}"]`);
    if (own) own.dataset.label = box.dataset.label;
  }
  for (const said of fresh.querySelectorAll("[data-says]")) {
    const own = form.querySelector(`[data-says="${CSS.escape(said.dataset.says)}"]`);
    if (own && own.innerHTML !== said.innerHTML) own.replaceChildren(...said.childNodes);
  }
}
