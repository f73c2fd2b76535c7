/** What a page of whoever leads, or a projector, keeps until its window is closed. */

import { page } from "./page.js";
import { disk, prefixOf, Shelf } from "./storage.js";

export const fleeting = new Shelf(disk("sessionStorage"), prefixOf(page.session), () => document.dispatchEvent(new Event("fallen")));
