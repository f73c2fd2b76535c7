"""The pictures, sounds and films of one place: listed, added, replaced, deleted."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn
from urllib.parse import quote, unquote

from workshop.authoring.editable_library import NOT_WRITABLE, EditableLibrary
from workshop.authoring.media import cleaning, formats
from workshop.authoring.media.formats import Format
from workshop.authoring.one_writer import NOT_WRITTEN, one_writer
from workshop.script.links import ENDINGS
from workshop.script.words import slug, unused
from workshop.session.errors import Refused
from workshop.util import paths
from workshop.util.language import marked
from workshop.util.whole_files import replacing

DESCRIPTIONS = ".media.json"  # beside the scripts, where no address leads
UNKNOWN = marked("There is no such file any more.")
NO_WORDS = marked(
    "Please say in a few words what it shows or what one hears: these words are read to people who cannot see or hear "
    "it."
)
OTHER_KIND = marked("%(path)s can only be replaced by a file of its kind (%(ending)s). Add this one as a new file.")
KINDS = {"picture": "picture", "Audio": "sound", "Video": "film"}
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Item:
    """`path`: below the folder of the scripts. `size` in bytes. `scripts`: the names of those that show it."""

    path: str
    kind: str
    size: int
    changed: int  # ns
    words: str
    scripts: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What one writes into a script to show it."""
        sign = {"picture": "![{}]({})", "sound": "[Audio: {}]({})", "film": "[Video: {}]({})"}[self.kind]
        words = self.words.translate(str.maketrans("[]", "()"))
        return sign.format(words, quote(self.path, safe="/~"))

    @property
    def ground(self) -> str:
        """The same, where people shall point at it."""
        words = self.words.translate(str.maketrans("()", "[]"))
        return f"{quote(self.path, safe='/~')} ({words})" if words else quote(self.path, safe="/~")


def ground_of(library: EditableLibrary) -> str:
    """A picture to point at as a setting names it: of those with words the newest; nothing where none is."""
    pictures = [each for each in MediaShelf(library).items() if each.kind == "picture"]
    best = max(pictures, key=lambda each: (bool(each.words), each.changed, each.path), default=None)
    return best.ground if best else ""


class MediaShelf:
    """What lies in `media` beside the scripts of a library."""

    def __init__(self, library: EditableLibrary) -> None:
        self.library = library
        self.folder = library.folder / "media"

    def items(self) -> list[Item]:
        """By name. Without what no script could show."""
        words = self._descriptions()
        texts = list(self._texts())
        found = sorted(self.folder.rglob("*")) if self.folder.is_dir() else []
        return [self._item(path, words, texts) for path in found if self._is_shown(path)]

    def item(self, path: str) -> Item:
        """Raises Refused."""
        return next((each for each in self.items() if each.path == path), None) or _refuse(UNKNOWN)

    def add(self, name: str, file: BinaryIO, words: str) -> Item:
        """Under `name` or the next free one. Raises Refused."""
        words = _checked(words)
        found, size = self._looked_at(file)
        self.folder.mkdir(exist_ok=True) if self.library.writable else _refuse(NOT_WRITABLE)
        with one_writer(self.folder):
            taken = {path.stem.lower() for path in self.folder.iterdir()}
            stem = unused(slug(name.rpartition(".")[0] or name) or found.kind, taken)
            return self._kept(self.folder / f"{stem}.{found.ending}", file, found, size, words)

    def replace(self, path: str, file: BinaryIO, words: str) -> Item:
        """The same name with other content, in every script that shows it. Raises Refused."""
        before = self.item(path)
        found, size = self._looked_at(file)
        ending = path.rpartition(".")[2].lower()
        same = found.kind == "picture" if ending in (e.ending for e in _pictures()) else ending == found.ending
        if not same or found.kind != before.kind:
            raise Refused(OTHER_KIND, "other_kind", path=path, ending=ending)
        words = _checked(words) if words else before.words or _refuse(NO_WORDS)
        with one_writer(self.folder):
            return self._kept(self.library.folder / path, file, found, size, words)

    def describe(self, path: str, words: str) -> None:
        self.item(path)
        words = _checked(words)
        with one_writer(self.folder):
            self._write_descriptions({**self._descriptions(), path: words})

    def delete(self, path: str) -> None:
        """Raises Refused."""
        self.item(path)
        try:
            (self.library.folder / path).unlink()
        except OSError as error:
            raise Refused(NOT_WRITTEN, "not_written", why=error.strerror) from None
        with one_writer(self.folder):
            self._write_descriptions({k: v for k, v in self._descriptions().items() if k != path})

    # What is there

    def _is_shown(self, path: Path) -> bool:
        inside = paths.is_file(path) and path.resolve().is_relative_to(self.folder.resolve())
        return inside and _kind(path) != "" and not path.name.startswith(".")

    def _item(self, file: Path, words: dict[str, str], texts: list[tuple[str, str]]) -> Item:
        path, stat = file.relative_to(self.library.folder).as_posix(), file.stat()
        scripts = tuple(name for name, text in texts if path in text)
        told = words.get(path) or next((found for _, text in texts if (found := _alt(text, path))), "")
        return Item(path, _kind(file), stat.st_size, stat.st_mtime_ns, told, scripts)

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Each script and each piece, its addresses as files are called."""
        folder = self.library.folder
        for file in sorted({*folder.glob("*.md"), *folder.rglob("_*.md")}):
            if paths.is_file(file):
                text = file.read_text(encoding="utf-8-sig", errors="replace")
                yield file.relative_to(folder).as_posix().removesuffix(".md"), unquote(text)

    def _descriptions(self) -> dict[str, str]:
        try:
            kept = json.loads((self.library.folder / DESCRIPTIONS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    # What comes in

    def _looked_at(self, file: BinaryIO) -> tuple[Format, int]:
        found = formats.of(file.read(formats.HEAD))
        size = file.seek(0, 2)
        file.seek(0)
        formats.check_size(found, size)
        return found, size

    def _kept(self, target: Path, file: BinaryIO, found: Format, size: int, words: str) -> Item:
        if not self.library.writable:
            raise Refused(NOT_WRITABLE, "not_writable")
        data = cleaning.picture(file.read(), target.suffix[1:].lower()) if found.kind == "picture" else None
        before = target.stat().st_size if target.exists() else 0
        self.library.check_room((len(data) if data is not None else size) - before)
        try:
            self._write(target, data, file, found, size)
        except OSError as error:
            raise Refused(NOT_WRITTEN, "not_written", why=error.strerror) from None
        path = target.relative_to(self.library.folder).as_posix()
        self._write_descriptions({**self._descriptions(), path: words})
        return self.item(path)

    def _write(self, target: Path, data: bytes | None, file: BinaryIO, found: Format, size: int) -> None:
        with replacing(target) as draft:
            with draft.open("r+b") as out:
                if data is not None:
                    out.write(data)
                else:
                    shutil.copyfileobj(file, out)
                    cleaning.boxes(out, found, size)
            draft.chmod(0o644)

    def _write_descriptions(self, words: dict[str, str]) -> None:
        with replacing(self.library.folder / DESCRIPTIONS) as draft:
            draft.write_text(json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def _pictures() -> list[Format]:
    return list(formats.PICTURES.values())


def _kind(path: Path) -> str:
    """picture, sound or film, by the ending; nothing for all else."""
    ending = path.suffix[1:].lower()
    return next((KINDS[what] for what, endings in ENDINGS.items() if ending in endings), "")


def _alt(text: str, path: str) -> str:
    """What a script itself says that this shows."""
    here = re.escape(path)
    found = re.search(rf"\[(?:Audio:|Video:)?\s*([^\[\]\n]+)\]\(\s*<?{here}>?\s*\)", text)
    found = found or re.search(rf"(?m)^ {{0,3}}[-*+] .*[ :]{here} *\(([^()\n]+)\) *$", text)
    return found[1].strip() if found else ""


def _checked(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) > LONGEST_WORDS:
        raise Refused("That is a little long. Up to %(n)s characters, please.", n=LONGEST_WORDS)
    return plain or _refuse(NO_WORDS)


def _refuse(sentence: str) -> NoReturn:
    raise Refused(sentence)
