/** What lies on the disk: nothing of it can be read once its key is gone. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SealedDisk } from "../../static/js/shared/sealed.js";
import { Shelf } from "../../static/js/shared/storage.js";
import { Disk } from "./support.js";

const ONE = "A".repeat(42) + "E";
const OTHER = "-_".repeat(21) + "8";
const WORDS = "Grüße, and \u{1f375} soup\ud800";

function shelfOn(disk, key, prefix = "one:") {
  const told = { fallen: 0, key };
  const shelf = new Shelf(new SealedDisk(disk, prefix, () => told.key), prefix, () => (told.fallen += 1));
  return Object.assign(told, { shelf });
}

describe("a sealed disk", () => {
  it("gives back what was put there, to another tab too", () => {
    const disk = new Disk();
    for (const words of [WORDS, "", "a".repeat(70_000), "語".repeat(60_000)]) {
      assert.ok(shelfOn(disk, ONE).shelf.set("draft", { words }));
      assert.deepEqual(shelfOn(disk, ONE).shelf.get("draft"), { words });
    }
  });

  it("holds no word, never the same twice, and no length that tells an answer", () => {
    const [disk, seen] = [new Disk(), new Set()];
    const { shelf } = shelfOn(disk, ONE);
    for (const words of ["soup", "soup", "so", "s".repeat(900)]) {
      shelf.set("draft", words);
      seen.add(disk.getItem("one:draft"));
    }
    assert.equal(seen.size, 4);
    assert.equal(new Set([...seen].map((text) => text.length)).size, 1);
    assert.ok(![...seen].some((text) => atob(text.slice(1)).includes("soup")));
  });

  it("is nothing without its key, and is told of as nothing", () => {
    const disk = new Disk();
    shelfOn(disk, ONE).shelf.set("draft", WORDS);
    for (const key of ["", OTHER, "short"]) {
      assert.equal(shelfOn(disk, key).shelf.get("draft"), null);
      assert.deepEqual(shelfOn(disk, key).shelf.names(), []);
    }
    assert.deepEqual(shelfOn(disk, ONE).shelf.names(), ["draft"]);
  });

  it("takes nothing where there is no key: the page holds it, and says so", () => {
    const disk = new Disk();
    const told = shelfOn(disk, ONE);
    told.shelf.set("draft", "old");
    told.key = "";
    assert.equal(told.shelf.set("draft", "new"), false);
    assert.equal(told.fallen, 1);
    assert.equal(told.shelf.get("draft"), "new");
    assert.ok(told.shelf.fleets("draft"));
    told.key = ONE;
    assert.ok(told.shelf.set("draft", "newer"));
    assert.equal(shelfOn(disk, ONE).shelf.get("draft"), "newer");
  });

  it("reads what was kept before there were keys, and seals it with the next word", () => {
    const disk = new Disk();
    disk.setItem("one:draft", JSON.stringify({ words: WORDS }));
    const { shelf } = shelfOn(disk, ONE);
    assert.deepEqual(shelf.get("draft"), { words: WORDS });
    assert.deepEqual(shelf.names(), ["draft"]);
    shelf.set("draft", shelf.get("draft"));
    assert.ok(disk.getItem("one:draft").startsWith("~"));
  });

  it("seals what stands there anew where the key became another one, and leaves others alone", () => {
    const disk = new Disk();
    disk.setItem("two:draft", "~of another workshop");
    disk.setItem("one:typed", JSON.stringify("of a console in this tab"));
    const told = shelfOn(disk, ONE);
    told.shelf.set("draft", WORDS);
    const before = disk.getItem("one:draft");
    told.key = OTHER;
    assert.equal(told.shelf.get("draft"), WORDS);
    assert.notEqual(disk.getItem("one:draft"), before);
    assert.equal(shelfOn(disk, OTHER).shelf.get("draft"), WORDS);
    assert.equal(disk.getItem("two:draft"), "~of another workshop");
    assert.equal(disk.getItem("one:typed"), JSON.stringify("of a console in this tab"));
  });
});
