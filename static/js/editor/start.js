/** From the editor into a session: saved, without mistakes, and once with the question about ids. */

import { closeDialog, openDialog } from "../shared/dialogs.js";
import { Trouble, call } from "./server.js";

export class Starter {
  /** `refuse(messages)` shows why the script cannot start. */
  constructor(form, { editor, keeper, checker, base, name, refuse }) {
    Object.assign(this, { form, editor, keeper, checker, base, refuse });
    this.key = `ids:${name}`;
    this.dialog = document.getElementById("ids-dialog");
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.begin();
    });
    this.dialog.addEventListener("click", (event) => {
      const button = event.target.closest("[data-ids]");
      if (button) this.answered(button.dataset.ids === "yes");
    });
  }

  async begin() {
    const answer = await this.checker.now();
    if (answer && answer.errors) return this.refuse(answer.messages);
    if (!(await this.keeper.save())) return undefined;
    if (this.keeper.readOnly || this.keeper.shelf.get(this.key) || !(await this.missing())) return this.form.submit();
    return openDialog(this.dialog);
  }

  /** Whether some step has no id of its own; the text that gives each one. */
  async missing() {
    try {
      const text = this.editor.text;
      const reply = await call(`${this.base}/ids`, { body: { text } });
      this.named = reply.text;
      return Boolean(this.named) && this.named !== text;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      return false;
    }
  }

  async answered(write) {
    closeDialog(this.dialog);
    if (write) this.editor.replace(this.named);
    if (!(await this.keeper.save())) return;
    this.keeper.shelf.set(this.key, "asked");
    this.form.submit();
  }
}
