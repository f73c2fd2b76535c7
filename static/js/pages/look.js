/** Logo and colour: a logo needs words, and the browser says so before a file that was chosen is sent and forgotten. */

import { listenForLimits } from "../shared/limits.js";

const [file, name, down] = ["logo-file", "logo-name", "no-logo"].map((id) => document.getElementById(id));

function tell() {
  name.required = file.files.length > 0 || Boolean(down && !down.checked);
}

listenForLimits();
file.addEventListener("change", tell);
if (down) down.addEventListener("change", tell);
tell();
