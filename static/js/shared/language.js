/** The page's language for dates and times. A translator may have put anything there; that stops no clock. */

export function language() {
  try {
    return Intl.getCanonicalLocales(document.documentElement.lang)[0];
  } catch {
    return undefined;
  }
}
