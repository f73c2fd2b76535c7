"""Where scripts are written: save, copy, upload, new from a sample. Nothing is overwritten unseen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from workshop.authoring import script_files
from workshop.authoring.library import Library
from workshop.authoring.one_writer import one_writer
from workshop.authoring.script_files import Opened
from workshop.authoring.versions import Versions
from workshop.script import files, keywords, read, samples
from workshop.script.ids import write_ids
from workshop.script.includes import Unopened
from workshop.script.messages import in_words
from workshop.script.model import Reading
from workshop.script.parser import LONGEST_FILE
from workshop.session.errors import Refused
from workshop.store.places import FIRST
from workshop.util import paths
from workshop.util.language import ENGLISH, current, marked, said

UNNAMED = marked("A workshop without a name yet")
INTRODUCED = marked("Two sentences that people read before it begins: what it is about, and what they need.")
WELCOME, HERE = marked("Welcome"), marked("Good to have you here.")
TO_SAY = marked("Welcome. Tell people how the next minutes go, in your own words.")
NOT_WRITABLE = marked(
    "This server may not write into its folder of scripts. Download your text to keep it. Whoever runs the server "
    "can name a folder of your own: workshop serve --sessions my-scripts"
)
FULL = marked(
    "This place may have %(n)s MB of scripts and pictures, and they are used up. Download your text to keep it, delete "
    "what nobody needs, or ask whoever looks after this server for more."
)
NOT_DELETED = marked("The earlier versions could not be deleted (%(why)s).")
NOT_KEPT = marked(
    "The version from before could not be kept (%(why)s), so nothing was saved. Download your text to keep it."
)
MEGABYTE = 1_000_000  # bytes


class Limits(NamedTuple):
    """What a host lets a place have; None: as much as one likes."""

    sessions: int | None = None
    megabytes: int | None = None


UNLIMITED = Limits()


class Changed(Exception):
    """Somebody else wrote the file in between; `theirs` is how it is now, None where it is gone."""

    def __init__(self, theirs: Opened | None) -> None:
        super().__init__("The file was changed meanwhile.")
        self.theirs = theirs


class EditableLibrary(Library):
    """The library with a pen. What is written over is kept among the `versions`."""

    def __init__(self, folder: Path, versions: Path, place: str = FIRST, limits: Limits = UNLIMITED) -> None:
        super().__init__(folder, place, limits.sessions)
        self.versions = Versions(versions)
        self.most_megabytes = limits.megabytes

    @property
    def writable(self) -> bool:
        """What came inside an installed package is replaced at the next upgrade, so nothing is kept there."""
        inside = self.folder.resolve().is_relative_to(Path(paths.__file__).resolve().parents[1])
        return not inside and os.access(self.folder, os.W_OK)

    def open(self, name: str) -> Opened:
        """Raises Refused, with the sentence that `check` says, where the file cannot be read."""
        path = self._path(name)
        try:
            return script_files.opened(path, self.folder)
        except Unopened as problem:
            message = in_words(files.failed(path, problem).messages[0], said)
            why = f"{message.message} {message.suggestion}"
            raise Refused(why, "unreadable") from None

    def check(self, name: str, text: str) -> Reading:
        """What `check` says about a text that is not saved yet."""
        return read(text, f"{name}.md", files.loader(self.folder), files.finder(self.folder))

    def with_ids(self, name: str, text: str) -> str:
        return write_ids(text, f"{name}.md", files.loader(self.folder))

    def mark(self, name: str) -> str:
        """Changes with what the script shows. Raises Refused."""
        self.open(name)
        return script_files.mark_with_pieces(self._path(name), self.folder)

    def save(self, name: str, text: str, mark: str, keep_theirs: bool = False) -> Opened:
        """Write over the version `mark` only. Raises Changed where the file is another one by now.

        `keep_theirs`: the version that goes stays beside it, under a name of its own.
        """
        _check_size(text)
        with self._alone():
            path = self.folder / f"{name}.md"
            now = self.open(name) if self._is_there(name) else None
            if (now.mark if now else "") != mark:
                raise Changed(now)
            if now and keep_theirs:
                self._write(self.folder / f"{script_files.free_name(f'{name} before', self.folder)}.md", now.raw)
            raw = script_files.woven(now.raw if now else "", text)
            if now and now.raw != raw:
                self._keep(name, now.raw)
            self._write(path, raw)
        samples.bring_along(text, samples.folder(), self.folder)
        return Opened(raw, script_files.mark(raw))

    def save_piece(self, path: str, text: str, mark: str) -> None:
        """A `_….md` that scripts include or name as their help. Raises Refused, or Changed as `save` does."""
        _check_size(text)
        with self._alone():
            now = script_files.opened(self.folder / path, self.folder)
            if now.mark != mark:
                raise Changed(now)
            raw = script_files.woven(now.raw, text)
            if raw != now.raw:
                self._keep(kept_as(path), now.raw)
                self._write(self.folder / path, raw)

    def create_piece(self, wanted: str) -> str:
        """An empty piece with a name of its own; its path. Raises Refused."""
        with self._alone():
            path = f"{script_files.free_piece(wanted, self.folder)}.md"
            self._write(self.folder / path, "")
        return path

    def go_back(self, name: str, mark: str) -> None:
        """Make the script again what it was; what it is now becomes a version. Raises Refused."""
        raw = self.versions.raw(name, mark)
        with self._alone():
            self._keep(name, self.open(name).raw)
            self._write(self._path(name), raw)

    def piece_goes_back(self, path: str, mark: str) -> None:
        """The same for a piece."""
        raw = self.versions.raw(kept_as(path), mark)
        with self._alone():
            self._keep(kept_as(path), script_files.opened(self.folder / path, self.folder).raw)
            self._write(self.folder / path, raw)

    def delete_versions(self, name: str) -> None:
        """Of a script, or of a piece by the name that its versions have. Raises Refused."""
        try:
            self.versions.delete_all(name)
        except OSError as error:
            raise Refused(NOT_DELETED, "not_deleted", why=error.strerror) from None

    def _keep(self, name: str, raw: str) -> None:
        try:
            self.versions.keep(name, raw)
        except OSError as error:
            raise Refused(NOT_KEPT, "not_kept", why=error.strerror) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """From a look to the write that goes by it nobody else writes scripts of this place, at whatever process."""
        if not self.writable:
            raise Refused(NOT_WRITABLE, "not_writable")
        with one_writer(self.versions.folder, NOT_KEPT, "not_kept"):
            yield

    def create(self, wanted: str, text: str) -> str:
        """A new file under `wanted` or the next free name; that name."""
        _check_size(text)
        with self._alone():
            name = script_files.free_name(wanted, self.folder)
            self._write(self.folder / f"{name}.md", text)
        samples.bring_along(text, samples.folder(), self.folder)
        return name

    def _is_there(self, name: str) -> bool:
        """Raises Refused for a name that is none of ours."""
        if not script_files.is_plain(name):
            raise Refused("There is no script with this name.", "unknown")
        return paths.is_file(self.folder / f"{name}.md")

    def check_room(self, more: int) -> None:
        """Before so many bytes are added. Raises Refused where the place would be larger than its host lets it be."""
        if more > 0 and self.most_megabytes is not None:
            have = sum(path.stat().st_size for path in self.folder.rglob("*") if paths.is_file(path))
            if have + more > self.most_megabytes * MEGABYTE:
                raise Refused(FULL, "full", n=self.most_megabytes)

    def _write(self, path: Path, raw: str) -> None:
        if not self.writable:
            raise Refused(NOT_WRITABLE, "not_writable")
        self.check_room(len(raw.encode("utf-8", "surrogatepass")) - (path.stat().st_size if path.exists() else 0))
        try:
            script_files.write(path, raw)
        except OSError as error:
            raise Refused(
                "The file could not be written (%(why)s). Download your text to keep it.", why=error.strerror
            ) from None


def kept_as(path: str) -> str:
    """The name under which the versions of a piece are kept."""
    return path.removesuffix(".md").replace("/", " ")


def _check_size(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST_FILE:
        raise Refused("A script may have %(n)s KB. Please make it two.", "too_large", n=LONGEST_FILE // 1024)


def uploaded(data: bytes) -> str:
    """The text of a file that somebody chose, byte for byte. Raises Refused."""
    if len(data) > LONGEST_FILE:
        raise Refused("A script may have %(n)s KB. This file is larger.", "too_large", n=LONGEST_FILE // 1024)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("This file is not plain text in UTF-8. Save it as plain text, UTF-8, then try again.") from None


def blank() -> str:
    """A small script to begin with, in the language of whoever begins it."""
    own = "" if current() == ENGLISH else f"- language: {current()}\n"
    return (
        f"# {said(UNNAMED)}\n\n- format: 1\n- people: 6-24\n{own}\n{said(INTRODUCED)}\n\n"
        f"### Slide: {said(WELCOME)} (2 min)\n\n{said(HERE)}\n\n> Say: {said(TO_SAY)}\n"
    )


def from_sample(sample: str, title: str, people: str, sensitive: bool) -> str:
    """A new script's text in the reader's language, where there is one. `sample` is shipped, or "" for a blank plan."""
    file = samples.available().get(samples.in_language(sample, current()))
    text = file.read_text(encoding="utf-8") if file else blank()
    made = samples.adapt(text, " ".join(title.split()) or said(UNNAMED), people, sensitive)
    return made if file else keywords.shown_in(current()).text(made)
