/** On a phone the console shows one part at a time: the step, the people, or the plan. */

export class Views {
  constructor() {
    this.step = document.body.dataset.step;
    document.addEventListener("click", ({ target }) => {
      const chosen = target.closest("button[data-view]");
      if (chosen) look(chosen.dataset.view);
      else if (target.closest('a[href="#signals"], a[href="#people"]')) look("people");
      else if (target.closest(".actions [data-command]")) look("");
    });
  }

  /** Whoever chose a step in the plan wants to see it. */
  render() {
    const { step, view } = document.body.dataset;
    if (step !== this.step && view === "plan") look("");
    this.step = step;
  }
}

/** `view`: `people`, `plan`, or nothing for the step. */
function look(view) {
  if (view) document.body.dataset.view = view;
  else delete document.body.dataset.view;
  for (const button of document.querySelectorAll("button[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  window.scrollTo(0, 0);
}
