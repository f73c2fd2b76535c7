"""The pictures and sounds of a session, brought into the folder of the place that takes the session over."""

import shutil
from pathlib import Path

from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.util.paths import is_file

SAME_NAME = (
    "Two different files are called %(path)s: one of this workshop, and one of yours. Give yours another name, then "
    "take the workshop over; its code stays good."
)


def bring(session: Session, here: Path, there: Path) -> None:
    """Copy what the session's script shows from `here` to `there`, two folders of scripts.

    Raises Refused, before anything was copied, where another file has the same name there.
    """
    wanted = [path for path in session.script.media if _is_inside(here, path)]
    for path in wanted:
        if (there / path).exists() and (there / path).read_bytes() != (here / path).read_bytes():
            raise Refused(SAME_NAME, "same_name", path=path)
    for path in wanted:
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(here / path, there / path)


def _is_inside(folder: Path, path: str) -> bool:
    return is_file(folder / path) and (folder / path).resolve().is_relative_to(folder.resolve())
