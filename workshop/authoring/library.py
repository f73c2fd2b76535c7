"""The folder of scripts: list them with what `check` says, read one, and start a session from it."""

import re
import time
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from textwrap import shorten

from sqlalchemy import Connection

from workshop import engine
from workshop.live.submit import Live
from workshop.script import is_script, read, samples
from workshop.script.files import failed, finder, loader, readable
from workshop.script.includes import Unopened
from workshop.script.model import Message, Reading
from workshop.session.errors import Refused
from workshop.store import places, sessions, state_json
from workshop.store.places import FIRST
from workshop.store.sessions import Record
from workshop.util.language import ENGLISH, marked
from workshop.util.paths import is_file

TOO_MANY = marked(
    "This place may have %(n)s sessions that have not ended. End or delete one that nobody needs, or ask whoever looks "
    "after this server for more."
)
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r".+?[.?!…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Card:
    """One script as a list shows it."""

    name: str  # the file's name without .md
    title: str
    minutes: int
    steps: int
    errors: int
    warnings: int
    people: tuple[int, int] = (2, 100)
    capped: bool = False  # whether the script itself says how many
    about: str = ""  # its first sentence
    open_lines: int = 0  # places of its help lines that are still placeholders
    language: str = ENGLISH
    shipped: bool = False  # whether Workshop brings a script of this name


def first_sentence(html: str) -> str:
    """Of an invitation, as plain text. A card has room for some twenty words."""
    text = " ".join(unescape(TAG.sub(" ", html.partition("</p>")[0])).split())
    found = SENTENCE.match(text)
    return shorten(found.group() if found else text, 160, placeholder=" …")


def open_lines(reading: Reading) -> int:
    """How many places of the help lines people would see as placeholders."""
    path = reading.script.rules.help_path
    return sum(m.path == path and m.code in ("W404", "W607") for m in reading.messages) if path else 0


class HasErrors(Exception):
    """The script cannot be started; `messages` say why."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        super().__init__("The script has errors.")
        self.messages = messages


Files = tuple[tuple[str, int, int], ...]  # path, time of its last change in ns, size
SETTLED = 2_000_000_000  # ns: a file that changed just now may change again without its time telling
_cards: dict[tuple[Path, str], tuple[Files, Card]] = {}


def _times(folder: Path) -> Files:
    """Of all that a script may be made of, or names: pictures, sounds, help lines."""
    stats = ((str(path), path.stat()) for path in sorted(folder.rglob("*")) if path.exists())
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


class Library:
    """Scripts in one folder, read afresh each time: the facilitator edits them while the server runs."""

    def __init__(self, folder: Path, place: str = FIRST, most_sessions: int | None = None) -> None:
        self.folder = folder
        self.place = place  # whose they are, and whose the sessions become that start from them
        self.most_sessions = most_sessions  # that have not ended, at once

    def cards(self) -> list[Card]:
        files = _times(self.folder)
        return [self._card(name, files) for name in self.names()]

    def _card(self, name: str, files: Files) -> Card:
        """As it was made before, while no file of the folder is another one: a long script takes half a second."""
        known = _cards.get((self.folder, name))
        if known is None or known[0] != files:
            known = files, engine.in_thread(self.card, name)
            if max(at for _, at, _ in files) < time.time_ns() - SETTLED:
                _cards[self.folder, name] = known
        return known[1]

    def names(self) -> list[str]:
        files = sorted(p for p in self.folder.glob("*.md") if not p.name.startswith("_") and p.is_file())
        return [p.stem for p in files if is_script(p.read_text(encoding="utf-8-sig", errors="replace"))]

    def card(self, name: str) -> Card:
        reading = self.read(name)
        script = reading.script
        seconds = script.rules.seconds or sum(s.seconds or 0 for s in script.planned)
        return Card(
            name, script.title or name, round(seconds / 60), len(script.planned),
            len(reading.errors), len(reading.warnings), script.rules.people,
            script.rules.capped, first_sentence(script.html), open_lines(reading),
            script.rules.language or ENGLISH, name in samples.available(),
        )  # fmt: skip

    def read(self, name: str) -> Reading:
        """Raises Refused for a name that is none of ours."""
        return self.snapshot(name)[1]

    def text(self, name: str) -> str:
        return self.snapshot(name)[0]

    def snapshot(self, name: str) -> tuple[str, Reading]:
        """The text and what reading it gave, from one look at the file."""
        path = self._path(name)
        try:
            text = readable(path, self.folder)
        except Unopened as problem:
            return "", failed(Path(path.name), problem)
        return text, read(text, path.name, loader(self.folder), finder(self.folder))

    def raw(self, name: str) -> str:
        """The text alone, unread. Raises Refused where it cannot be had."""
        try:
            return readable(self._path(name), self.folder)
        except Unopened:
            raise Refused("This file cannot be read.", "unreadable") from None

    def _path(self, name: str) -> Path:
        path = self.folder / f"{name}.md"
        if "/" in name or "\\" in name or name.startswith((".", "_")) or not is_file(path):
            raise Refused("There is no script with this name.", "unknown")
        return path

    def start(self, live: Live, name: str, rehearsal: bool = False) -> Record:
        """A fresh session of the script, in its lobby. Raises Refused (no such script) or HasErrors.

        Errors block a start, not a rehearsal: there a step with an error is a card.
        """
        text, reading = engine.in_thread(self.snapshot, name)
        if reading.errors and not (rehearsal and reading.script.planned):
            raise HasErrors(reading.errors)
        rules = reading.script.rules
        included = self.included(text, rules.help_path)
        engine.in_thread(state_json.compile_script, text, included)  # known by the time that the session is loaded

        def job(conn: Connection) -> Record:
            if not rehearsal:
                self.check_number(places.open_sessions(conn, self.place) + 1)
            return sessions.create(
                conn, name=name, title=reading.script.title, text=text, included=included,
                keep_days=rules.keep_days, rehearsal=rehearsal, today=date.today(), place=self.place,
            )  # fmt: skip

        return live.database.write(job)

    def check_number(self, wanted: int) -> None:
        """Of sessions that have not ended. Raises Refused where the host lets the place have fewer."""
        if self.most_sessions is not None and wanted > self.most_sessions:
            raise Refused(TOO_MANY, "many", n=self.most_sessions)

    def included(self, text: str, help_path: str) -> dict[str, str]:
        """Every `_….md` that the script may pull in: a run keeps what it was made of."""
        texts = {}
        for path in sorted(self.folder.rglob("_*.md")):
            name = path.relative_to(self.folder).as_posix()
            if is_file(path) and not path.is_symlink():
                texts[name] = path.read_text(encoding="utf-8-sig", errors="replace")
        return {name: body for name, body in texts.items() if name == help_path or name in text or "[Include:" in text}
