/**
 * What a page can do, as a list. A feature has those of these hooks that it needs:
 *
 * - `laid()`: a stage was laid down; then `render()`: lay over it what is this page's own, as often as asked;
 * - the events of docs/protocol.md by their names, with what was told: `mine`, `pulse`, `tally`, `bell`, …;
 * - `heard(entry, state, ack)`: what became of an op whose verb is in its `verbs`;
 * - `takeEarly()`: what was done before the scripts ran; `flush()`: give what waits in a form to the outbox;
 * - `connected()`: the line is new; `acted()`: this person did something; `over(name)`: a timer came to its end.
 */

export class Features {
  constructor(list) {
    this.list = list;
  }

  tell(hook, ...told) {
    for (const feature of this.list) if (typeof feature[hook] === "function") feature[hook](...told);
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
