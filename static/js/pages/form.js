/** A form that is sent as a page: its boxes say when a text is too long, before it goes. */

import { listenForLimits } from "../shared/limits.js";

listenForLimits();
document.documentElement.dataset.runs = ""; // see before/old-browser.js
