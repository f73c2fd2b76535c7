"""Two results side by side, and groups beside answers: what the one tells of the other."""

import json
import re
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Hall
from tests.session.stories import RESULT, Choice, Form, Kind, Poll, Scale, after, cmd, run, script_of, step
from tests.support.people import Phone
from tests.support.server import ONE_FILE, Scripts, Server, serving
from workshop.live import tallies
from workshop.live.voters import Voters
from workshop.script.model import Question, Show
from workshop.session import comparable
from workshop.session.choices import PASS, Vote
from workshop.session.counting import tally
from workshop.session.state import Session
from workshop.store import ballots

SCRIPT = """# Twice

- format: 1
- people: 3-20

### Check-in: Now (1 min)

- id: first
- series: inside
- answer: scale 1 (low) to 5 (high)

### Poll: Which (1 min)

- id: which

- ( ) Heron
- ( ) Kestrel

### Poll: Deep (1 min)

- id: deep
- results: never

- ( ) Osprey
- ( ) Plover

### Poll: Page (1 min)

- id: page
- answer: scale 1 (no) to 5 (yes)

1. Useful
2. Safe

### Poll: Questions (1 min)

- id: questions

#### Question: Useful?

- answer: scale 1 (no) to 5 (yes)

#### Question: Safe?

- answer: scale 1 (no) to 5 (yes)

### Breakout: Alike (3 min)

- id: alike
- groups: by answer to deep

Talk.

### Check-in: Then (1 min)

- id: last
- series: inside
- answer: scale 1 (low) to 5 (high)
"""
NAMES = ("Ann", "Ben", "Cem", "Dea", "Eva", "Fay", "Gus")


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"twice.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "twice")
    yield opened
    opened.home()


def ask(hall: Hall, step: str, votes: dict[Phone, int | list], again: bool = False) -> dict:
    """Ask these people, close, and give back the newest asking as it is told to the team."""
    if hall.server.show(hall.id)["phase"] == "lobby":
        hall.do("start")
    assert hall.server.command(hall.id, "goto", step=step)["status"] == "ok"
    hall.do("ask_again" if again else "open")
    for phone, choice in votes.items():
        phone.at(step, "open")
        body = {"scale": choice} if step in ("first", "last") else {"choice": [choice]}
        if isinstance(choice, list):
            answers = [None if each is None else {"scale": each} for each in choice]
            body = {"page": answers} if step == "questions" else {"rows": choice}
        ack = phone.op(f"vote:{step}", {**body, "epoch": 2 if again else 1})
        assert ack["status"] == "ok", ack
    hall.do("close")
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        [told] = [s for s in results(hall) if s["id"] == step]
        newest = told["results"][-1]
        if len(told["results"]) == 1 + again and "being counted" not in (newest["hidden"] or ""):
            return newest
        time.sleep(0.05)
    raise AssertionError("never counted")


def results(hall: Hall) -> list[dict]:
    return hall.server.api("GET", f"/sessions/{hall.id}/results").json()["steps"]


class TestTwoResultsOfOneQuestion:
    def test_with_one_person_fewer_the_difference_was_their_answer(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:5])
        before = ask(hall, "which", {phone: int(n == 0) for n, phone in enumerate(phones)})
        assert before["answers"][1]["count"] == 1  # the control: the first is told
        hall.server.command(hall.id, "remove", person=phones[0].mine["person"])
        after = ask(hall, "which", dict.fromkeys(phones[1:], 0), again=True)
        assert "Almost the same people" in after["hidden"]
        assert "answers" not in after

    def test_the_same_people_are_told_again(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:3])
        ask(hall, "which", dict.fromkeys(phones, 0))
        assert ask(hall, "which", dict.fromkeys(phones, 1), again=True)["answers"][1]["count"] == 3

    def test_as_many_people_but_one_of_them_another(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:4])
        ask(hall, "first", dict.fromkeys(phones[:3], 2))
        assert ask(hall, "last", dict.fromkeys(phones[1:], 4))["hidden"]

    def test_where_k_others_answer_it_is_told(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:6])
        ask(hall, "first", dict.fromkeys(phones[:3], 2))
        assert ask(hall, "last", dict.fromkeys(phones, 4))["hidden"] is None

    def test_nor_in_a_step_that_asks_for_the_same_and_was_put_in(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:4])
        ask(hall, "which", {phone: int(n == 0) for n, phone in enumerate(phones)})
        text = "### Poll: which (1 min)\n\n- ( ) Heron\n- ( ) Kestrel\n"
        assert hall.server.command(hall.id, "insert", text=text)["status"] == "ok"
        put_in = next(s["id"] for s in hall.server.show(hall.id)["steps"] if s["id"] == "which-2")
        assert "Almost the same people" in ask(hall, put_in, dict.fromkeys(phones[1:], 0))["hidden"]

    def test_another_question_with_the_same_answers_is_told(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:4])
        ask(hall, "which", dict.fromkeys(phones, 0))
        text = "### Poll: The other one (1 min)\n\n- id: other\n\n- ( ) Heron\n- ( ) Kestrel\n"
        assert hall.server.command(hall.id, "insert", text=text)["status"] == "ok"
        assert ask(hall, "other", dict.fromkeys(phones[1:], 0))["hidden"] is None

    def test_a_statement_that_somebody_left_out_is_not_told_beside_another_time(self, hall: Hall) -> None:
        """The same people both times: of the one who left it out the first time, the difference would be the answer."""
        phones = hall.join(*NAMES[:4])
        first = ask(hall, "page", dict(zip(phones, ([5, 1], [5, 1], [4, 1], [4, None]), strict=True)))
        assert [len(row["answers"]) for row in first["rows"]] == [5, 5]
        second = ask(hall, "page", dict(zip(phones, ([5, 1], [5, 1], [4, 1], [4, 5]), strict=True)), again=True)
        assert [len(row["answers"]) for row in second["rows"]] == [5, 0]

    def test_nor_a_question_of_a_page(self, hall: Hall) -> None:
        phones = hall.join(*NAMES[:4])
        first = ask(hall, "questions", dict(zip(phones, ([5, 1], [5, 1], [4, 1], [4, None]), strict=True)))
        assert [len(asked["answers"]) for asked in first["questions"]] == [5, 5]
        second = ask(hall, "questions", dict(zip(phones, ([5, 1], [5, 1], [4, 1], [4, 5]), strict=True)), again=True)
        assert [len(asked.get("answers", ())) for asked in second["questions"]] == [5, 0]
        assert "Almost the same people" in second["questions"][1]["hidden"]

    def test_the_console_says_so_beforehand(self, hall: Hall) -> None:
        phones, console = hall.join(*NAMES[:3]), hall.console()
        ask(hall, "which", dict.fromkeys(phones, 0))
        hall.do("ask_again")
        console.until(lambda c: "This was asked before." in c.stage["html"])

    @pytest.mark.parametrize(
        ("first", "last", "moved"),
        [
            ((Show.NEVER, 3), (Show.AFTER_CLOSING, 3), False),
            ((Show.NEVER, 3), (Show.FACILITATORS, 3), False),
            ((Show.FACILITATORS, 3), (Show.AFTER_CLOSING, 3), False),
            ((Show.AFTER_CLOSING, 3), (Show.AFTER_CLOSING, 1), False),
            ((Show.FACILITATORS, 3), (Show.FACILITATORS, 3), True),
            ((Show.AFTER_CLOSING, 1), (Show.AFTER_CLOSING, 3), True),
        ],
    )
    def test_how_many_moved_tells_no_first_result_that_is_for_fewer_eyes_or_of_more_people(
        self, monkeypatch: pytest.MonkeyPatch, first: tuple[Show, int], last: tuple[Show, int], moved: bool
    ) -> None:
        """Beside the second: who all say 2 now, and have all moved up on a scale of two, have all said 1 before."""
        scale = Poll(Form.SCALE, scale=Scale(1, 2), series="inside")
        polls = {name: replace(scale, results=shown, k=k) for name, shown, k in (("first", *first), ("last", *last))}
        script = script_of(*(step(name, Kind.CHECK_IN, poll) for name, poll in polls.items()))
        one = (cmd.Start(0), cmd.Open(1), cmd.Close(2), cmd.Count("first", RESULT, 8))
        session = after(*one, cmd.GoTo("last", 20), cmd.Open(21), cmd.Close(22), script=script)
        monkeypatch.setattr(ballots, "votes", lambda *_: [Vote(scale=2, before=1)] * 4)
        result, _ = tallies.of_closed(None, None, session, "last")
        assert (result.movement is not None) == moved

    @pytest.mark.parametrize(("first", "last"), [(3, 1), (1, 3)])
    def test_neither_may_lower_what_the_other_one_promised(self, first: int, last: int) -> None:
        """A step that is put in says its own number; the one who answers only once has read the other."""
        scale = Poll(Form.SCALE, scale=Scale(1, 2), series="inside")
        steps = [step(name, Kind.CHECK_IN, replace(scale, k=k)) for name, k in (("first", first), ("last", last))]
        one = (cmd.Start(0), cmd.Open(1), cmd.Close(2), cmd.Count("first", replace(RESULT, k=first), 8))
        asked = after(*one, cmd.GoTo("last", 20), cmd.Open(21), cmd.Close(22), script=script_of(*steps))
        voters, result = Voters(), replace(RESULT, k=last)
        voters._told["s1", "first"] = {1: frozenset(f"p{n}" for n in range(6))}
        for n in range(5):
            voters.heard(asked, "last", 1, f"p{n}", True, False)
        assert voters.apart(asked, "last", result, 5).too_alike
        voters._told["s1", "first"] = {1: frozenset(f"p{n}" for n in range(5))}  # the control: told
        assert voters.apart(asked, "last", result, 5) == result

    @pytest.mark.parametrize(
        ("title", "other", "one"),
        [
            ("Which", Poll(Form.ONE, (Choice("Kestrel"), Choice("heron"))), True),
            ("which?", Poll(Form.ONE, (Choice("Heron"), Choice("Kestrel"), Choice("Neither"))), True),
            ("Which", Poll(Form.SEVERAL, (Choice("Heron"), Choice("Kestrel"))), True),
            ("Which", Poll(Form.ONE, (Choice("Heron"), Choice("Osprey"))), False),
            ("Which then", Poll(Form.ONE, (Choice("Heron"), Choice("Kestrel"))), False),
        ],
    )
    def test_other_answers_beside_the_same_make_no_other_question(self, title: str, other: Poll, one: bool) -> None:
        """Nor does another order: whoever leads could put in such a step, and one person fewer would answer."""
        first = step("which", Kind.POLL, Poll(Form.ONE, (Choice("Heron"), Choice("Kestrel"))))
        session = after(script=script_of(first, replace(step("put-in", Kind.POLL, other), title=title)))
        assert comparable.is_one_question(session, "which", "put-in") == one

    def test_nor_does_a_longer_scale(self) -> None:
        scales = [step(f"s{high}", Kind.POLL, Poll(Form.SCALE, scale=Scale(0, high))) for high in (5, 6)]
        session = after(script=script_of(*(replace(each, title="How far?") for each in scales)))
        assert comparable.is_one_question(session, "s5", "s6")

    @pytest.mark.parametrize("alone_first", [True, False])
    @pytest.mark.parametrize("kind", ["questions", "page", "sorting"])
    def test_one_is_alone_and_the_other_on_a_page(self, kind: str, alone_first: bool) -> None:
        """As a question, as a statement or as a thing to sort: of one person fewer, one less the other was the answer.

        What else stands on the page comes out.
        """
        session, labels = beside_a_page(kind)
        first, last = ("alone", kind) if alone_first else (kind, "alone")
        voters, people = Voters(), [f"p{n}" for n in range(6)]
        session = asked_of(voters, session, first, people)
        told = asked_of(voters, session, last, people[1:])
        assert told_of(told, last) == (labels if alone_first else [])
        same = asked_of(voters, session, last, people)  # the control
        assert not same.polls[last].result.hidden
        assert told_of(same, last) != labels or not alone_first

    def test_of_a_page_that_somebody_answered_in_part_it_may_be_their_answer(self) -> None:
        session, labels = beside_a_page("questions")
        voters, people = Voters(), [f"p{n}" for n in range(6)]
        session = asked_of(voters, session, "alone", people)
        session = asked_of(voters, session, "questions", people, left_out=1)
        assert told_of(session, "questions") == labels

    @pytest.mark.parametrize(
        ("title", "one"),
        [("how safe", True), ("How-safe …?", True), ("HOWSAFE", True), ("How safe then?", False), ("???", False)],
    )
    def test_case_blanks_and_signs_make_no_other_question(self, title: str, one: bool) -> None:
        first, other = (step(i, Kind.POLL, Poll(Form.SCALE, scale=Scale(1, 5))) for i in ("one", "other"))
        steps = replace(first, title="How safe?"), replace(other, title=title)
        assert comparable.is_one_question(after(script=script_of(*steps)), "one", "other") == one

    def test_too_few_answers_are_said_to_be_too_few(self) -> None:
        session, _ = beside_a_page("questions")
        voters, people = Voters(), [f"p{n}" for n in range(6)]
        session = asked_of(voters, session, "alone", people)
        again = asked_of(voters, session, "alone", people[:2], again=True).polls["alone"].result
        assert again.hidden and not again.too_alike

    def test_three_results_together_tell_of_one_whom_no_two_of_them_tell_of(self) -> None:
        """Two halves of the room, asked apart, and then all with one more."""
        session, _ = beside_a_page("questions")
        voters, people = Voters(), [f"p{n}" for n in range(7)]
        for n, audience in enumerate((people[:3], people[3:6])):
            session = asked_of(voters, session, "alone", audience, again=n > 0)
            assert not session.polls["alone"].result.hidden
        session = asked_of(voters, session, "alone", people, again=True)
        assert session.polls["alone"].result.too_alike
        session = asked_of(voters, session, "alone", people[:6], again=True)  # the control: it tells nothing new
        assert not session.polls["alone"].result.hidden

    def test_what_a_restart_has_forgotten_counts_as_too_much_alike(self) -> None:
        """Between the two askings; and in the middle of the second one, when one answer was here already."""
        asked = after(
            cmd.Start(0),
            cmd.GoTo("drink", 1),
            cmd.Open(2),
            cmd.Close(3),
            cmd.Count("drink", RESULT, 9),
            cmd.AskAgain(10),
        )
        voters = Voters()
        for n in range(4):
            voters.heard(asked, "drink", 2, f"p{n}", True, False)
        assert voters.apart(asked, "drink", RESULT, 4).too_alike
        voters._told["s1", "drink"] = {1: frozenset(f"p{n}" for n in range(4))}  # the control: told
        assert voters.apart(asked, "drink", RESULT, 4) == RESULT
        assert voters.apart(asked, "drink", RESULT, 5).too_alike


def beside_a_page(kind: str) -> tuple[Session, list[str]]:
    """A question by itself, and on a page beside another one: whose labels are the latter's, where it is told apart."""
    scale, two = Poll(Form.SCALE, scale=Scale(1, 2)), (Choice("How safe?"), Choice("Useful"))
    pages = {
        "questions": Poll(Form.PAGE, questions=(Question("how safe", scale), Question("Useful", scale))),
        "page": replace(scale, form=Form.ROWS, choices=two),
        "sorting": Poll(Form.SORT, two, bins=("Heron", "Kestrel")),
    }
    alone = Poll(Form.ONE, (Choice("Kestrel"), Choice("heron"))) if kind == "sorting" else scale
    first = replace(step("alone", Kind.POLL, alone), title="How safe?")
    session = after(cmd.Start(0), script=script_of(first, step(kind, Kind.POLL, pages[kind])))
    return session, [] if kind == "sorting" else ["Useful"]


def asked_of(
    voters: Voters, session: Session, name: str, people: list[str], again: bool = False, left_out: int = 0
) -> Session:
    """Asked, counted, and told as far as it may be; the first question of a page by all but some."""
    poll = session.script.step(name).detail
    one = {
        Form.PAGE: Vote(parts=(Vote(scale=1), Vote(scale=1))), Form.ROWS: Vote(sort=(1, 1)),
        Form.SORT: Vote(sort=(0, 1)), Form.ONE: Vote(choice=(0,)),
    }.get(poll.form, Vote(scale=1))  # fmt: skip
    without = replace(one, parts=(PASS, Vote(scale=1))) if one.parts else one
    opens = cmd.AskAgain(30) if again else cmd.Open(21)
    session = run(session, cmd.GoTo(name, 20), opens, cmd.Close(40))
    for person in people:
        voters.heard(session, name, session.polls[name].epoch, person, True, False)
    counted = tally(poll, [one] * (len(people) - left_out) + [without] * left_out, False, 1)
    result = voters.apart(session, name, counted, len(people))
    session = run(session, cmd.Count(name, result, 50))
    if not result.hidden:
        voters.told(session, name, len(people))
    return session


def told_of(session: Session, name: str) -> list[str]:
    """Under which labels its newest result tells something."""
    result = session.polls[name].result
    parts = [part.label for part in result.parts if not part.hidden]
    return [row.label for row in result.rows if row.bars] + parts + [thing for thing, _ in result.sorted]


def test_no_core_dump_can_hold_what_people_wrote(tmp_path: Path) -> None:
    with serving(Server(tmp_path)) as running:
        limits = Path(f"/proc/{running.process.pid}/limits").read_text()
    assert re.search(r"Max core file size +0 +0 ", limits)


class TestGroupsByAnswer:
    def test_nobody_is_told_why_they_sit_together(self, hall: Hall) -> None:
        phones, console = hall.join(*NAMES[:4]), hall.console()
        ask(hall, "deep", {phone: n // 2 for n, phone in enumerate(phones)})
        assert hall.server.command(hall.id, "goto", step="alike")["status"] == "ok"
        hall.do("open")
        people = [phone.until(lambda c: c.mine.get("group")) for phone in phones]
        seats = [phone.mine["group"]["id"] for phone in people]
        assert (seats[0] == seats[1], seats[2] == seats[3], len(set(seats))) == (True, True, 2)  # the control
        for client in (console, *people):
            since = [body for _, body in client.heard if isinstance(body, dict) and body.get("step") == "alike"]
            assert since
            assert not [body for body in since if "Osprey" in str(body) or "Plover" in str(body)]

    @ONE_FILE
    def test_after_the_end_no_copy_tells_it(self, hall: Hall) -> None:
        folder = hall.server.log.parent / "data"
        phones = hall.join(*NAMES[:4])
        ask(hall, "deep", {phone: n // 2 for n, phone in enumerate(phones)})
        hall.server.command(hall.id, "goto", step="alike")
        hall.do("open")
        words = [sys.executable, "-m", "workshop", "backup", "--data", str(folder)]
        assert subprocess.run(words, env=hall.server.env, cwd=folder.parent, capture_output=True).returncode == 0
        assert labels(folder, hall.id) >= 4 * 2  # the control: while it runs; the server may have made a copy too
        hall.do("end")
        deadline = time.monotonic() + 20
        while labels(folder, hall.id):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        wal = (folder / "workshop.db-wal").read_bytes() if (folder / "workshop.db-wal").exists() else b""
        assert b"Osprey" not in wal.replace(SCRIPT.encode(), b"")


def labels(folder: Path, session: str) -> int:
    """Answers beside names, in the database and in its backups."""
    found = _labels(folder / "workshop.db", session)
    for path in (folder / "backups").iterdir():
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as held:
                name = next(n for n in held.namelist() if n.endswith(".db"))
                copy = folder.parent / "copy.db"
                copy.write_bytes(held.read(name))
            found += _labels(copy, session)
        elif path.suffix == ".db":
            found += _labels(path, session)
    return found


def _labels(path: Path, session: str) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as held:
        rows = held.execute("SELECT count(*) FROM placement WHERE session = ?", (session,)).fetchone()[0]
        state = held.execute("SELECT state FROM session WHERE id = ?", (session,)).fetchone()
    groups = [g for run in json.loads(state[0]).get("breakouts", {}).values() for g in run["groups"]] if state else []
    return rows + sum(1 for group in groups if group["topic"])
