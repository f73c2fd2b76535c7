/** A feature that comes with the first step or page that needs it. Where the line does not bring it, it is asked for again. */

export class Later {
  /**
   * `needed()`: whether there is something for it now; `bring(again)`: a promise of it, by an address that ends so: a
   * browser keeps it in mind that one failed. Of the hooks it has `render` alone.
   */
  constructor(needed, bring) {
    Object.assign(this, { needed, bring, tries: 0 });
  }

  render() {
    if (this.feature) return this.feature.render();
    if (this.asked || !this.needed()) return undefined;
    this.asked = true;
    const again = this.tries ? `?again=${this.tries}` : "";
    this.tries += 1;
    return this.bring(again).then((feature) => (this.feature = feature).render(), () => (this.asked = false));
  }
}
