/** Where this phone keeps what belongs to the room: sealed, or, in a low-trace workshop, in this page's memory alone. */

import { page } from "../shared/page.js";
import { forgetHere, shelvesOf } from "../shared/sealed.js";
import { prefixOf, Shelf } from "../shared/storage.js";

export const lowTrace = document.body.dataset.trace === "low";

/** What was kept before that was chosen goes. */
if (lowTrace) forgetHere(page.session);

const fallen = () => document.dispatchEvent(new Event("fallen")); // see phone/only-here.js
const none = () => new Shelf(null, prefixOf(page.session), fallen);
const both = lowTrace ? [none(), none()] : shelvesOf(page.session, fallen);

/** Written texts outlive the tab. */
export const lasting = both[0];

/** Votes and all else go with the tab. */
export const fleeting = both[1];
