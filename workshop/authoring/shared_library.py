"""Scripts that the places of a server share: put there with a sentence and a licence, copied from there.

A copy is its place's own. It is renewed when somebody there wants it, and what it was stays among its versions.
"""

import hashlib
import json
import secrets
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from workshop.authoring.editable_library import EditableLibrary
from workshop.authoring.media_along import NONE, Brought, bring_files
from workshop.authoring.one_writer import one_writer
from workshop.script.model import Reading
from workshop.session.errors import Refused
from workshop.store.places import Place
from workshop.util.language import marked
from workshop.util.paths import is_file
from workshop.util.whole_files import replacing

LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC-SA 4.0", "CC0 1.0", "")  # "": for those on this server
GONE = marked("This script is not in the library any more.")
HAS_ERRORS = marked("This script has mistakes. Mend them first, so that the others get one that runs.")
NOT_YOURS = marked("Only the place that put it there, or whoever looks after the server, takes it out.")
SENTENCE_LETTERS = 300
NO_SENTENCE = marked("Say in a sentence what it is for, so that the others know whether to look at it.")
LONG_SENTENCE = marked("This sentence is a little long. Up to 300 letters, please.")


@dataclass(frozen=True, slots=True)
class Shared:
    """One script of the library. `mark` changes with its text, its pieces and its pictures."""

    id: str
    name: str  # in the place that put it there
    title: str
    minutes: int
    sentence: str
    licence: str
    place: str
    by: str  # the name of that place
    on: str  # the day, as 2026-12-28
    mark: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True, slots=True)
class Copy:
    """A place's own copy: its name there, and which state of the shared one it was made of."""

    name: str
    mark: str
    files: dict[str, str]  # what came along: path → hash


class SharedLibrary:
    """One folder: `<id>/about.json`, `script.md`, pieces and `media/`; `copies/<place>.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Shared]:
        """By their titles."""
        found = [self._read(path) for path in self.folder.glob("*/about.json")]
        return sorted(found, key=lambda each: (each.title.casefold(), each.id))

    def find(self, shared_id: str) -> Shared:
        """Raises Refused."""
        path = self.folder / shared_id / "about.json"
        if not shared_id.isalnum() or not is_file(path):
            raise Refused(GONE, "unknown")
        return self._read(path)

    def text(self, shared_id: str) -> str:
        return (self.folder / self.find(shared_id).id / "script.md").read_text(encoding="utf-8")

    def of(self, place_id: str, name: str) -> Shared | None:
        """What a place has put there from this script of its own."""
        return next((each for each in self.all() if (each.place, each.name) == (place_id, name)), None)

    def put(self, library: EditableLibrary, name: str, by: Place, sentence: str, licence: str) -> Shared:
        """The script as it is now, with its pieces and pictures; help lines are each place's own. Raises Refused."""
        text, reading = library.snapshot(name)
        if reading.errors:
            raise Refused(HAS_ERRORS, "errors")
        files = _files(library, text, reading)
        minutes, sentence, mark = library.card(name).minutes, _sentence(sentence), _mark(library.folder, text, files)
        with one_writer(self.folder):
            earlier = self.of(by.id, name)
            about = Shared(
                earlier.id if earlier else secrets.token_hex(6), name, reading.script.title or name, minutes, sentence,
                licence if licence in LICENCES else "", by.id, by.name, date.today().isoformat(), mark,
            )  # fmt: skip
            self._write(about, text, library.folder, files)
        return about

    def take_out(self, shared_id: str, by: Place) -> None:
        """Copies that were made of it stay. Raises Refused."""
        found = self.find(shared_id)
        if by.id != found.place and by.role != "host":
            raise Refused(NOT_YOURS, "not_yours")
        shutil.rmtree(self.folder / found.id)

    def copy(self, shared_id: str, library: EditableLibrary) -> str:
        """A copy among the scripts of a place, under a name that is free there; that name. Raises Refused."""
        found = self.find(shared_id)
        library.check_room(self._size(found))
        files = self._bring(found, library.folder)
        name = library.create(found.title, self.text(shared_id))
        self._note(library.place, found, Copy(name, found.mark, files))
        return name

    def renew(self, shared_id: str, library: EditableLibrary) -> str:
        """The copy of a place becomes what the shared one is now; what it was stays a version. Its name."""
        found, copy = self.find(shared_id), self.copies(library).get(shared_id)
        if copy is None:
            raise Refused(GONE, "unknown")
        files = self._bring(found, library.folder, copy.files)
        library.save(copy.name, self.text(shared_id), library.open(copy.name).mark)
        self._note(library.place, found, Copy(copy.name, found.mark, files))
        return copy.name

    def copies(self, library: EditableLibrary) -> dict[str, Copy]:
        """What a place has copied and still has, by the id of the shared one."""
        path = self._copies(library.place)
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if is_file(path) else {}
        here = set(library.names())
        return {shared_id: Copy(**each) for shared_id, each in known.items() if each["name"] in here}

    def _note(self, place_id: str, found: Shared, copy: Copy) -> None:
        path = self._copies(place_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with one_writer(path.parent), replacing(path) as draft:
            known = json.loads(path.read_text(encoding="utf-8")) if is_file(path) else {}
            draft.write_text(json.dumps({**known, found.id: asdict(copy)}), encoding="utf-8")

    def _copies(self, place_id: str) -> Path:
        return self.folder / "copies" / f"{place_id}.json"

    def _bring(self, found: Shared, there: Path, brought: Brought = NONE) -> dict[str, str]:
        here = self.folder / found.id
        kept = (path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file())
        return bring_files([path for path in kept if path not in ("about.json", "script.md")], here, there, brought)

    def _size(self, found: Shared) -> int:
        return sum(path.stat().st_size for path in (self.folder / found.id).rglob("*") if path.is_file())

    def _read(self, path: Path) -> Shared:
        return Shared(**json.loads(path.read_text(encoding="utf-8")))

    def _write(self, about: Shared, text: str, source: Path, files: list[str]) -> None:
        """All or nothing: a crash leaves the old one, or the new one."""
        draft = self.folder / f".{about.id}.{secrets.token_hex(4)}"
        draft.mkdir(mode=0o700, parents=True)
        try:
            (draft / "script.md").write_text(text, encoding="utf-8")
            bring_files(files, source, draft)
            (draft / "about.json").write_text(json.dumps(asdict(about)), encoding="utf-8")
            shutil.rmtree(self.folder / about.id, ignore_errors=True)
            draft.rename(self.folder / about.id)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _files(library: EditableLibrary, text: str, reading: Reading) -> list[str]:
    """Paths of the pieces and pictures that the script is made of."""
    pieces = [path for path in library.included(text, "") if path != reading.script.rules.help_path]
    return [*pieces, *reading.script.media]


def _mark(folder: Path, text: str, files: list[str]) -> str:
    told = hashlib.sha256(text.encode())
    for path in sorted(files):
        told.update(path.encode() + (folder / path).read_bytes() if is_file(folder / path) else b"")
    return told.hexdigest()[:16]


def _sentence(text: str) -> str:
    told = " ".join(text.split())
    if not told:
        raise Refused(NO_SENTENCE, "sentence")
    if len(told) > SENTENCE_LETTERS:
        raise Refused(LONG_SENTENCE, "sentence")
    return told
