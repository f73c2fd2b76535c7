/** A feature that comes with the first step or page that needs it. Where the line does not bring it, it is asked for again. */

export class Later {
  /** `needed()`: whether there is something for it now; `bring()`: a promise of it. Of the hooks it has `render` alone. */
  constructor(needed, bring) {
    Object.assign(this, { needed, bring });
  }

  render() {
    if (this.feature) return this.feature.render();
    if (this.asked || !this.needed()) return undefined;
    this.asked = true;
    return this.bring().then((feature) => (this.feature = feature).render(), () => (this.asked = false));
  }
}
