/** The secret from a link's fragment, the facilitator's key or a member's: out of the address, into the form, and in. */

import { listenForPasskeys } from "../shared/passkey.js";

const form = document.querySelector("[data-sign-in]");

function open() {
  const key = decodeURIComponent(location.hash.slice(1)).trim();
  if (!form || !key) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements[form.dataset.signIn || "key"].value = key;
  form.submit();
}

/** Whoever is in already, and brings no secret, goes on. */
function goOn() {
  const link = document.querySelector("[data-go-on]");
  if (link && !location.hash) location.replace(link.href);
}

// The link, opened where this page is open already: it may have been for days, and what it would send be an old token.
window.addEventListener("hashchange", () => form && location.hash && location.reload());
goOn();
open();
listenForPasskeys("[data-use-passkey]");

document.documentElement.dataset.runs = ""; // see before/old-browser.js
