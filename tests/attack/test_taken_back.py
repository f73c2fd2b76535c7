"""Words that nobody may read any more: how long they lie in SQLite's files. A thief takes the folder a moment later."""

import sqlite3
from contextlib import closing
from pathlib import Path

import among_us
import pytest
from among_us import ALL, BODY, GROUP, HEAD, NAMES, TEAM, to
from live_hall import until

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import ONE_FILE, PROGRAMS, serving
from tests.support.warm import Mother, WarmServer

hall, scripts = among_us.hall, among_us.scripts
pytestmark = ONE_FILE
WORDS = "Canaries sang at our place"


def lies_there(hall: Hall) -> bool:
    return WORDS.encode() in hall.server.loot()


def written(hall: Hall, sees: str) -> Phone:
    ann, *_ = hall.join(*NAMES)
    to(hall, "thought")
    assert ann.op("note:thought", {"text": WORDS, "sees": sees})["status"] == "ok"
    assert lies_there(hall)  # the control
    return ann


OTHERWISE = {"for me only": (WORDS, "only me"), "in other words": ("Calm", TEAM), "nothing": ("", TEAM)}


class TestChangedInTheRoom:
    @pytest.mark.parametrize("sees", [TEAM, ALL])
    @pytest.mark.parametrize("way", OTHERWISE)
    def test_it_is_gone_when_the_phone_says_so(self, hall: Hall, way: str, sees: str) -> None:
        text, instead = OTHERWISE[way]
        ann = written(hall, sees)
        assert ann.op("note:thought", {"text": text, "sees": sees if instead == TEAM else instead})["status"] == "ok"
        assert not lies_there(hall)

    def test_what_was_for_the_group_too(self, hall: Hall) -> None:
        ann, *_ = hall.join(*NAMES)
        to(hall, "pairs")
        hall.do("open")
        ann.until(lambda c: c.mine.get("group"))
        assert ann.op("note:pairs", {"text": WORDS, "sees": GROUP})["status"] == "ok"
        assert lies_there(hall)
        assert ann.op("note:pairs", {"text": WORDS, "sees": "only me"})["status"] == "ok"
        assert not lies_there(hall)


def test_under_my_notes_one_text_goes_and_then_all(hall: Hall) -> None:
    """From the page, from what the team may read, and from the disk."""
    ann = written(hall, ALL)
    kept = "A word that stays with me"
    assert ann.op("note:among", {"text": kept, "sees": "only me"})["status"] == "ok"
    mine, page = Visitor.holding(hall.server, hall.cookies["Ann"]), f"/my/{hall.id}"
    shown = mine.get(page).text
    assert WORDS in shown and kept in shown  # the control
    assert mine.post(f"{page}/withdraw", page, step="thought", field="").status_code == 303
    shown = mine.get(page).text
    assert WORDS not in shown and kept in shown
    assert not lies_there(hall)
    assert ann.op("note:thought", {"text": WORDS, "sees": TEAM}, n=99)["status"] == "ok"
    assert lies_there(hall)  # the control
    assert mine.post(f"{page}/delete", page).status_code == 303
    shown = mine.get(page).text
    assert WORDS not in shown and kept not in shown
    assert not lies_there(hall)


def test_taken_back_while_another_program_reads_it_goes_a_minute_later(mother: Mother, tmp_path: Path) -> None:
    """A backup or an audit, for as long as it reads, keeps the journal as it is."""
    server = WarmServer(mother, tmp_path, {"among.md": HEAD.format(care="") + BODY}, WORKSHOP_BACKUP_EVERY="0")
    server.program = (str(PROGRAMS / "brisk.py"),)
    with serving(server):
        hall = Hall(server, "among")
        written(hall, TEAM)
        ann = Visitor.holding(server, hall.cookies["Ann"])
        path = server.data / "data" / "workshop.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)) as audit:
            audit.execute("BEGIN")
            audit.execute("SELECT count(*) FROM note").fetchall()
            assert ann.post(f"/my/{hall.id}/withdraw", f"/my/{hall.id}", step="thought", field="").status_code == 303
            assert lies_there(hall)  # the control
        until(lambda: not lies_there(hall))
        hall.home()
