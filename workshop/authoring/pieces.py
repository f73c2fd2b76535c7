"""Pieces: texts that several scripts include, or show as their help, in files whose names begin with `_`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from workshop import engine
from workshop.authoring import script_files
from workshop.authoring.library import Library
from workshop.authoring.script_files import Opened
from workshop.script import read
from workshop.script.files import finder, loader
from workshop.script.includes import Unopened
from workshop.script.model import Message, Reading
from workshop.session.errors import Refused
from workshop.util.language import marked
from workshop.util.paths import is_file

NONE = marked("There is no piece with this name.")
UNREAD = marked("This piece cannot be read: it is no plain text in UTF-8, or larger than 512 KB.")


@dataclass(frozen=True, slots=True)
class Use:
    """A script that a piece is part of; `as_help`: its Help shows it, with a form of its own."""

    name: str
    title: str
    as_help: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """`path` is relative to the folder of the scripts; `messages`: what the check says of it, wherever it is used."""

    path: str
    uses: tuple[Use, ...]
    messages: tuple[Message, ...]


def listed(library: Library) -> list[Piece]:
    """Every piece of the folder, with the scripts that it is part of."""
    found: dict[str, tuple[list[Use], list[Message]]] = {path: ([], []) for path in _paths(library)}
    for name in library.names():
        for path, use, messages in engine.in_thread(_parts, library, name):
            if path in found:
                found[path][0].append(use)
                found[path][1].extend(messages)
    return [Piece(path, tuple(uses), _once(messages)) for path, (uses, messages) in found.items()]


def of(library: Library, path: str) -> tuple[Piece, Opened]:
    """Raises Refused where there is none, or it cannot be read."""
    there = path in _paths(library)  # asked first: what it is part of takes a look at every script
    piece = next((each for each in listed(library) if each.path == path), None) if there else None
    if piece is None:
        raise Refused(NONE, "unknown")
    try:
        return piece, script_files.opened(library.folder / path, library.folder)
    except Unopened:
        raise Refused(UNREAD, "unreadable") from None


def _paths(library: Library) -> Iterator[str]:
    for path in sorted(library.folder.rglob("_*.md")):
        if is_file(path) and not path.is_symlink():
            yield path.relative_to(library.folder).as_posix()


def _parts(library: Library, name: str) -> list[tuple[str, Use, list[Message]]]:
    """What this script is made of beside its own text."""
    reading, included = _read(library, name)
    help_path, title = reading.script.rules.help_path, reading.script.title or name
    paths = dict.fromkeys([*included, *([help_path] if help_path else [])])
    return [
        (path, Use(name, title, path == help_path), [m for m in reading.messages if m.path == path])
        for path in paths
        if PurePosixPath(path).name.startswith("_")
    ]


def _read(library: Library, name: str) -> tuple[Reading, list[str]]:
    """The script, and what was opened for it."""
    opened, load = [], loader(library.folder)

    def noted(path: str) -> str:
        text = load(path)
        opened.append(path)
        return text

    return read(library.text(name), f"{name}.md", noted, finder(library.folder)), opened


def _once(messages: list[Message]) -> tuple[Message, ...]:
    """What two scripts are told about one line is one thing to mend."""
    told = {(m.line, m.code, m.message): m for m in messages}
    return tuple(sorted(told.values(), key=lambda m: (m.line, m.code)))
