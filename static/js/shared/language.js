/** The page's language for dates, times and lists. A translator may have put anything there; that stops no clock. */

import { isolated } from "./isolation.js";

export function language() {
  try {
    return Intl.getCanonicalLocales(document.documentElement.lang)[0];
  } catch {
    return undefined;
  }
}

/** “a, b and c”, as the language writes it; English as on the server. Whoever runs the other way stands apart. */
export function listed(names) {
  const own = language();
  const each = names.map((name) => isolated(name, globalThis.document?.documentElement.dir));
  return Intl.ListFormat ? new Intl.ListFormat(own === "en" ? "en-GB" : own).format(each) : each.join(", ");
}
