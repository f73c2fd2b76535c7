/** The sentences that participants read on the shared screen and beside the room, so that no phone in it carries them. */

import { learn, word } from "../shared/words.js";

learn({
  screenReconnecting: "We keep our place. Connecting again.",
  moreOnPhones: "{n} more on your phone.",
  delete: "Delete",
});

export { word };
