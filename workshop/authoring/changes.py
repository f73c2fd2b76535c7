"""A script's file beside the session that runs it: whether they differ, and what applying the file would do."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from workshop import engine
from workshop.authoring.library import Library
from workshop.live.submit import CommandResult, Live
from workshop.script import read
from workshop.script.files import finder, loader
from workshop.script.model import Reading, Rules
from workshop.session.commands import ApplyScript
from workshop.session.errors import Refused
from workshop.session.script_update import Plan, plan
from workshop.session.state import Session
from workshop.store import sessions, state_json

LOOK_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Edited:
    """The file as it is now. `plan` is None where it has errors; `mark` changes with what was read."""

    text: str
    included: dict[str, str]
    reading: Reading
    plan: Plan | None
    rules_stay: bool  # the file has other settings for the workshop, and those of the start go on

    @property
    def mark(self) -> str:
        return hashlib.sha256(repr((self.text, sorted(self.included.items()))).encode()).hexdigest()[:16]


def edited(library: Library, name: str, session: Session) -> Edited:
    """Raises Refused where the script is not in the folder any more."""
    text, raw = library.snapshot(name)
    rules = session.script.rules
    included = library.included(text, raw.script.rules.help_path)
    reading = read(text, f"{name}.md", loader(library.folder), finder(library.folder), rules) if text else raw
    made = None if reading.errors else plan(session, state_json.compile_script(text, included, rules))
    return Edited(text, included, reading, made, bool(text) and _bare(raw.script.rules) != _bare(rules))


def _bare(rules: Rules) -> Rules:
    return replace(rules, credits=(), seconds=None, help_path="")


def apply(live: Live, session: Session, found: Edited) -> CommandResult:
    """Once: where the session went on since it was looked at, the answer is stale."""
    script = state_json.compile_script(found.text, found.included, session.script.rules)
    return live.submit(session.id, ApplyScript(script, found.text, found.included), seen=session.v)


class Watch:
    """Looks at the times of the files every few seconds at most, and reads them only where these are new."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self._known: dict[str, tuple[int, float, object, bool]] = {}  # session → v, looked at, files' times, answer

    def differs(self, library_of: Callable[[str], Library], session: Session) -> bool:
        """Whether the script's file, in the folder of its place, is another one than the session holds."""
        if session.phase == "ended":
            return False
        known, now = self._known.get(session.id), engine.now()
        if known and known[0] == session.v and now < known[1] + LOOK_SECONDS:
            return known[3]
        with self.live.database.read() as conn:
            record = sessions.record_of(conn, session.id)
        library = library_of(record.place) if record else None
        times = _times(library.folder, record.script_name) if record and library else ()
        if known and known[0] == session.v and known[2] == times:
            answer = known[3]
        else:
            answer = bool(record and library and self._read(library, record.script_name, session))
        self._known[session.id] = (session.v, now, times, answer)
        return answer

    def _read(self, library: Library, name: str, session: Session) -> bool:
        with self.live.database.read() as conn:
            held = sessions.held(conn, session.id)
        try:
            text = library.raw(name)
        except Refused:
            return False
        return held != (text, library.included(text, session.versions[-1].rules.help_path))

    def forget(self, session_id: str) -> None:
        self._known.pop(session_id, None)


def _times(folder: Path, name: str) -> tuple[tuple[str, int, int], ...]:
    files = [folder / f"{name}.md", *sorted(folder.rglob("_*.md"))]
    found = [(str(path), path.stat()) for path in files if path.is_file()]
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in found)
