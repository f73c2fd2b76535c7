/** The invitation. A link that was just made stands on the answer to a form: a reload must not make a second one. */

import "./host.js";
import { invite } from "./invitation.js";

const fields = document.body.querySelector("[data-invitation]");
const own = document.body.querySelector("[data-own-address]");

if (own) {
  history.replaceState(null, "", own.dataset.ownAddress);
  own.scrollIntoView({ block: "center" });
}

if (fields) invite(fields);
