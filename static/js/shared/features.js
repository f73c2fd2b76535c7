/**
 * What a page can do, as a list. A feature has those of these hooks that it needs:
 *
 * - `laid()`: a stage was laid down; then `render()`: lay over it what is this page's own, as often as asked;
 * - the events of docs/protocol.md by their names, with what was told: `mine`, `pulse`, `tally`, `bell`, …;
 * - `heard(entry, state, ack)`: what became of an op whose verb is in its `verbs`;
 * - `takeEarly(anew)`: what was done before the scripts ran; `flush()`: give what waits in a form to the outbox;
 * - `person(mine)`: who sits here; `connected()`: the line is new; `reached(there)`: whether there is one;
 * - `acted()`: this person did something; `over(name)`: a timer came to its end; `wipe()`: nothing is to stay;
 * - `shown(frame)`: which phase is seen.
 */

const FIRST = ["person", "takeEarly"]; // before all else that was told

export class Features {
  /** Where they come later (`arrive`), each is told then what was told last of each hook. */
  constructor(list) {
    this.list = list || [];
    this.told = list ? null : new Map();
  }

  /** `anew`: what stands on the page came over the line, so that a browser's memory of a form is not in it. */
  arrive(list, anew) {
    const told = this.told.set("takeEarly", [anew]);
    Object.assign(this, { list, told: null });
    const others = [...told.keys()].filter((hook) => !FIRST.includes(hook));
    for (const hook of [...FIRST, ...others]) if (told.has(hook)) this.tell(hook, ...told.get(hook));
  }

  tell(hook, ...told) {
    if (this.told) return this.keep(hook, told);
    for (const feature of this.list) if (typeof feature[hook] === "function") feature[hook](...told);
    return undefined;
  }

  /** In the order in which they were told last. */
  keep(hook, told) {
    this.told.delete(hook);
    this.told.set(hook, told);
  }

  /** For a connection's `hear`: these events go to whoever has a hook for them. */
  hearing(...events) {
    return Object.fromEntries(events.map((event) => [event, (told) => this.tell(event, told)]));
  }

  /** Whose op this is, or undefined. */
  owner(verb) {
    return this.list.find((feature) => feature.verbs && feature.verbs.includes(verb));
  }
}
