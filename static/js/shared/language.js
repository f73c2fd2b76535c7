/** The page's language for dates, times and lists. A translator may have put anything there; that stops no clock. */

export function language() {
  try {
    return Intl.getCanonicalLocales(document.documentElement.lang)[0];
  } catch {
    return undefined;
  }
}

/** “a, b and c”, as the language writes it; English as on the server. */
export function listed(names) {
  const own = language();
  return Intl.ListFormat ? new Intl.ListFormat(own === "en" ? "en-GB" : own).format(names) : names.join(", ");
}
