/** My notes: other words for a text are sent in one of a few sizes. */

import { listenForLimits } from "../shared/limits.js";
import { padForms } from "../shared/padded-forms.js";

listenForLimits();
padForms();
