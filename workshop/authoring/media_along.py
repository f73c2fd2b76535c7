"""Pictures, sounds and pieces that a script is made of, brought from one folder of scripts into another."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from workshop.authoring.editable_library import EditableLibrary
from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.util.language import marked
from workshop.util.paths import is_file

SAME_NAME = marked(
    "Two different files are called %(path)s: the one that would come, and one of yours. Give yours another name, "
    "then try again; nothing was changed."
)

Brought = Mapping[str, str]
NONE: Brought = MappingProxyType({})


def bring(session: Session, here: Path, library: EditableLibrary) -> None:
    """What a session's script shows, into another place. Raises Refused, as `bring_files`, or where that is full."""
    new = [
        here / path for path in session.script.media if _is_inside(here, path) and not (library.folder / path).exists()
    ]
    library.check_room(sum(path.stat().st_size for path in new))
    bring_files(session.script.media, here, library.folder)


def bring_files(paths: Iterable[str], here: Path, there: Path, brought: Brought = NONE) -> dict[str, str]:
    """Copy these paths from `here` to `there`; what is not there is left out. Path → the content's hash, of each.

    `brought`: what came this way before, and may be written over as long as nobody has changed it.
    Raises Refused, before anything was copied, where another file has the same name there.
    """
    wanted = [path for path in paths if _is_inside(here, path)]
    for path in wanted:
        if (there / path).exists() and _hash(there / path) not in (_hash(here / path), brought.get(path)):
            raise Refused(SAME_NAME, "same_name", path=path)
    for path in wanted:
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(here / path, there / path)
    return {path: _hash(there / path) for path in wanted}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_inside(folder: Path, path: str) -> bool:
    return is_file(folder / path) and (folder / path).resolve().is_relative_to(folder.resolve())
