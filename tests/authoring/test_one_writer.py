"""Two who save at the same moment, each at another process: the second hears of the first, and nothing is lost."""

import multiprocessing
import threading
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from workshop.authoring import one_writer
from workshop.authoring.editable_library import Changed, EditableLibrary
from workshop.authoring.script_files import mark
from workshop.session.errors import Refused
from workshop.store.database import StoreUnavailable

PLAN = "# Plan\n\n- format: 1\n\n### Slide: One (1 min)\n\nHello.\n"
PATIENCE = 60  # seconds, on a busy machine
ANEW = multiprocessing.get_context("spawn")


def library(folder: Path) -> EditableLibrary:
    return EditableLibrary(folder / "scripts", folder / "versions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "plan.md").write_text(PLAN)
    return tmp_path


def saves_slowly(folder: Path, looked: Event, other_wrote: Event) -> None:
    """Between look and write the other one has its turn, if it gets one."""
    slow = library(folder)
    look = slow.open

    def look_and_wait(name: str):
        found = look(name)
        looked.set()
        other_wrote.wait(1)
        return found

    slow.open = look_and_wait
    slow.save("plan", f"{PLAN}Theirs.\n", mark(PLAN))


def test_of_two_who_save_at_two_processes_the_second_hears_of_the_first(folder: Path):
    looked, wrote, refused = ANEW.Event(), ANEW.Event(), []
    other = ANEW.Process(target=saves_slowly, args=(folder, looked, wrote))
    other.start()
    assert looked.wait(PATIENCE)

    def save() -> None:
        try:
            library(folder).save("plan", f"{PLAN}Mine.\n", mark(PLAN))
        except Changed as changed:
            refused.append(changed.theirs.text)
        wrote.set()

    mine = threading.Thread(target=save)
    mine.start()
    for each in (other, mine):
        each.join(PATIENCE)
    assert other.exitcode == 0
    assert refused == [f"{PLAN}Theirs.\n"]
    assert library(folder).open("plan").text == f"{PLAN}Theirs.\n"


def test_where_nothing_can_be_written_it_says_so(folder: Path):
    (folder / "versions").write_text("a file where the folder should be")
    with pytest.raises(Refused, match="Download your text to keep it"):
        library(folder).create("another", PLAN)


def test_whoever_stands_still_with_it_keeps_nobody_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(one_writer, "PATIENCE", 0.0)
    with one_writer.one_writer(folder / "versions"), pytest.raises(StoreUnavailable):
        library(folder).create("another", PLAN)
    assert library(folder).create("another", PLAN) == "another"
