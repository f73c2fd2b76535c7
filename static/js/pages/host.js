/** The facilitator's other pages: dialogs, and copying links without typing them. */

import "./copy.js";
import { listenForDialogs } from "../shared/dialogs.js";

listenForDialogs();
