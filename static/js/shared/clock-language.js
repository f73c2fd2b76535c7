/** For times that those who lead read: the page's language; English has two ways, and the browser knows which is theirs. */

import { language } from "./language.js";

export function clockLanguage() {
  const own = language();
  return own === "en" ? undefined : own;
}
