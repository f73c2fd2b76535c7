/** A place, and all places: what was just made stands on the answer to a form, as at the invitation. */

import "./invite.js";
import { listenForLimits } from "../shared/limits.js";
import { listenForPasskeys } from "../shared/passkey.js";

listenForLimits();
listenForPasskeys("[data-make-passkey]");
