"""A rehearsal from the command line: find the script, start a server, show a progress bar."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from workshop.config import Settings
from workshop.rehearsal.api import Api, Unreachable
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.client import Away
from workshop.rehearsal.own_server import NotStarted, own_server
from workshop.rehearsal.progress import Progress, Watch
from workshop.rehearsal.rehearse import rehearse
from workshop.rehearsal.report import Report, as_data, as_text
from workshop.script import files
from workshop.script.messages import render
from workshop.script.model import Script
from workshop.script.speaking import own_say
from workshop.util.language import marked, said
from workshop.util.paths import bundled
from workshop.util.phrases import why
from workshop.util.setting_values import SettingsError

__all__ = ["CannotRehearse", "as_json", "as_text", "run"]
NO_SCRIPT = marked("There is no script %(path)s. Give a file, or the name of one in %(folder)s.")
BROKEN_OFF = marked("The rehearsal could not go on. %(why)s")
FINE = 1000  # steps of the progress bar


class CannotRehearse(Exception):
    """There is nothing to rehearse, or no server to do it on; the text says why and what to do."""


def run(script: str, sessions: str | None, people: int, speed: float) -> Report:
    """Rehearse a script: a file, or a name in `sessions`. Raises CannotRehearse."""
    folder, name = _place(script, sessions)
    read = _script(folder / f"{name}.md", folder)
    try:
        return _run(folder, name, read, Plan(people, speed))
    except (Away, Unreachable, NotStarted) as trouble:
        raise CannotRehearse(said(BROKEN_OFF, {"why": why(trouble, said)})) from None


def as_json(report: Report) -> str:
    return json.dumps(as_data(report), ensure_ascii=False, indent=2)


def _place(script: str, sessions: str | None) -> tuple[Path, str]:
    """The script's folder and its name there."""
    path = Path(script)
    if path.suffix == ".md" or path.is_file():
        return path.absolute().parent, path.stem
    return _library(sessions), script


def _library(sessions: str | None) -> Path:
    """The folder that `workshop serve` would use. Settings make their data folder, so it is a passing one."""
    with TemporaryDirectory() as data:
        try:
            settings = Settings.from_env(sessions=sessions, data=data, key_dir=f"{data}/keys")
        except SettingsError as error:
            raise CannotRehearse(str(error)) from None
    if not settings.sessions.is_relative_to(data):
        return settings.sessions
    own = Path(os.environ.get("WORKSHOP_DATA") or "data").expanduser().absolute() / "scripts"
    return own if own.is_dir() else bundled("sessions")  # where no server has run yet: the shipped ones


def _script(path: Path, folder: Path) -> Script:
    if not path.is_file():
        raise CannotRehearse(said(NO_SCRIPT, {"path": path, "folder": folder}))
    reading = files.read_file(path, folder)
    if not reading.script.planned:
        why = said("There is no step to rehearse yet.")
        raise CannotRehearse(f"{why}\n{render(reading.messages, own_say())}".strip())
    return reading.script.with_cards()


def _run(folder: Path, name: str, script: Script, plan: Plan) -> Report:
    with own_server(folder) as server:
        made = Api(server.door).create(name)
        with _bar() as watch:
            report = rehearse(server.door, made["id"], made["code"], script, plan, watch)
        return replace(report, errors=(*report.errors, *server.failures()))


@contextmanager
def _bar() -> Iterator[Watch]:
    """Beside the report, not in it: on standard error."""
    with click.progressbar(
        length=FINE, label=said("Rehearsing"), file=sys.stderr, item_show_func=lambda doing: doing
    ) as bar:  # fmt: skip

        def watch(progress: Progress) -> None:
            bar.update(round(progress.share * FINE) - bar.pos, progress.doing)

        yield watch
