/** Tabs: phone, shared screen, plan; on narrow screens the text is one of them. */

const KEY = "workshop:editor-tab";
const NARROW = matchMedia("(max-width: 56em)");

export class Tabs {
  constructor(main, changed) {
    this.main = main;
    this.changed = changed;
    this.tabs = [...main.querySelectorAll('[role="tab"]')];
    this.last = "phone";
    main.querySelector('[role="tablist"]').addEventListener("click", (event) => {
      const tab = event.target.closest('[role="tab"]');
      if (!tab) return;
      this.show(tab.dataset.tab);
      remember(tab.dataset.tab);
    });
    main.querySelector('[role="tablist"]').addEventListener("keydown", (event) => this.key(event));
    NARROW.addEventListener("change", () => this.show(NARROW.matches ? "text" : this.last));
    const before = remembered();
    if (NARROW.matches) this.show(before === "plan" ? "plan" : "text");
    else this.show(["phone", "projector", "plan"].includes(before) ? before : "phone");
  }

  get narrow() {
    return NARROW.matches;
  }

  show(name) {
    if (name !== "text") this.last = name;
    this.main.dataset.tab = name;
    for (const tab of this.tabs) {
      const chosen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      if (tab.dataset.tab !== "text") panel.hidden = tab.dataset.tab !== this.last;
    }
    this.changed(this.last);
  }

  key(event) {
    const open = this.tabs.filter((tab) => tab.offsetParent !== null);
    const here = open.indexOf(event.target);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: open.length - 1 }[event.key];
    if (here < 0 || to === undefined) return;
    event.preventDefault();
    const tab = open[(to + open.length) % open.length];
    this.show(tab.dataset.tab);
    tab.focus();
  }
}

/** Whoever works with cards finds them again at the next script. */
function remembered() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

function remember(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // forbidden: the tab of the first visit, then
  }
}
