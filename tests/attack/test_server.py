"""The attack of docs/privacy.md once more, through the real process: sockets in, files, log and backups out."""

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest
from adversary import Thief, attack
from hall import LABELS
from live_hall import LiveHall, hold, until, without_keys

NAMES = [f"person {n:02}" for n in range(25)]
WEIGHTS = (8, 6, 4, 2)  # the most frequent answer: 40 %


@pytest.fixture
def opened(mother, tmp_path_factory):
    """Halls, each in a folder of its own; everybody goes home at the end."""
    halls = []

    def opened(names=NAMES, polls=6, **more):
        halls.append(LiveHall(mother, tmp_path_factory.mktemp("hall"), names, polls, **more))
        return halls[-1]

    yield opened
    for hall in halls:
        hall.leave()


@pytest.fixture(scope="module")
def history(mother, tmp_path_factory):
    """One long afternoon, which every test of what a thief learns looks back on."""
    hall = LiveHall(mother, tmp_path_factory.mktemp("history"), NAMES, 6)
    thief = Thief(hall.folder, tmp_path_factory.mktemp("stolen") / "copy")
    acts = hold(hall, thief, random.Random(20260301), WEIGHTS)
    yield hall, thief, acts
    hall.leave()


class TestWhoVotedWhat:
    def test_is_not_told(self, history, opened, tmp_path):
        """p > 0.01; a run that chance alone makes look bad (one in a hundred) gets a second one."""
        _, _, acts = history
        if attack(without_keys(acts)).p > 0.01:
            return
        hall = opened()
        again = hold(hall, Thief(hall.folder, tmp_path / "stolen"), random.Random(7), WEIGHTS)
        found = attack(without_keys(again))
        assert found.p > 0.01, found

    def test_control_is_told_where_the_keys_are_kept(self, history):
        found = attack(history[2])
        assert (found.share >= 0.9, found.by) == (True, "opened")

    @pytest.mark.soak
    def test_is_not_told_by_1100_votes(self, opened, tmp_path, record_property):
        hall = opened(polls=40)
        acts = hold(hall, Thief(hall.folder, tmp_path / "stolen"), random.Random(8), WEIGHTS, restarts=(3, 20))
        found, control = attack(without_keys(acts)), attack(acts)
        record_property("votes", len(acts))
        record_property("without the keys:", str(found))
        record_property("with the keys:", str(control))
        assert len(acts) >= 1000
        assert found.p > 0.01
        assert (control.share >= 0.9, control.by) == (True, "opened")


class TestTheLoot:
    def test_holds_no_key_and_no_token(self, history):
        __, thief, _ = history
        assert len(thief.needles) > 4 * len(NAMES)
        assert thief.found == set()

    def test_has_ballots_of_one_length_and_in_the_end_none(self, history):
        hall, thief, acts = history
        assert len(thief.sealed) >= len(acts)
        assert len(thief.lengths) == 1
        final = b"".join(path.read_bytes() for path in hall.folder.rglob("*") if path.is_file())
        assert not [sealed for sealed in thief.sealed if sealed in final]

    def test_has_no_names_and_answers_in_the_log(self, history):
        log = history[0].server.log.read_text()
        assert not [word for word in (*NAMES, *LABELS[1:3], history[0].code) if word in log]

    def test_everyone_is_counted_once_with_their_last_choice(self, history):
        hall, _, acts = history
        last = {(act.poll, act.who): act.choice for act in acts}
        results = hall.results()
        for step in hall.steps:
            counts = Counter(LABELS[choice] for (poll, _), choice in last.items() if poll == step)
            assert told(results[step]) == {label: counts[label] for label in LABELS}


def told(step):
    """The counts of the one asking of a step."""
    [result] = step["results"]
    return {answer["answer"]: answer["count"] for answer in result["answers"]}


class TestFewAnswers:
    def test_one_too_few_store_and_tell_no_counts(self, opened):
        """And just enough are counted (the control)."""
        hall = opened(NAMES[:3], polls=2)
        for step, voters in (("poll-0", NAMES[:2]), ("poll-1", NAMES[:3])):
            hall.open(step)
            for name in voters:
                hall.vote(step, name, 0)
        hall.do("close")
        hall.when_counted()
        with closing(sqlite3.connect(f"file:{hall.folder / 'workshop.db'}?mode=ro", uri=True)) as held:
            [(few, enough)] = held.execute(
                "SELECT json_extract(state, '$.polls.poll-0.result'), json_extract(state, '$.polls.poll-1.result')"
                " FROM session"
            )
        assert '"hidden":true' in few and '"n":null' in few and '"bars":[]' in few
        assert '"n":3' in enough
        results = hall.results()
        assert LABELS[1] not in str(results["poll-0"]["results"])
        assert told(results["poll-1"])[LABELS[0]] == 3


class TestAKill:
    """kill -9 while many polls close, so that every step of closing is hit somewhere."""

    VOTES = (0, 0, 1, 2)
    POLLS = 10

    def test_loses_no_vote_and_leaves_no_key(self, opened):
        hall = opened(NAMES[:4], polls=1)
        others = [self.another(hall) for _ in range(self.POLLS - 1)]
        for session, wires in [(hall.id, [hall.wire(n) for n in NAMES[:4]]), *others]:
            self.start(hall, session)
            for wire, choice in zip(wires, self.VOTES, strict=True):
                assert wire.op("vote:poll-0", {"choice": [choice]})["status"] == "ok"
        sessions = [hall.id, *(session for session, _ in others)]
        for session in sessions:
            assert hall.server.command(session, "close")["status"] == "ok"
            time.sleep(0.02)
        until(lambda: len(list(hall.key_folder.iterdir())) < self.POLLS - 2)
        for _, wires in others:
            for wire in wires:
                wire.leave()
        hall.killed()
        hall.when_counted()
        for session in sessions:
            found = hall.server.api("GET", f"/sessions/{session}/results").json()["steps"][0]
            assert told(found) == dict(zip(LABELS, (2, 1, 1, 0), strict=True))
        assert hall.run("audit").returncode == 0

    def another(self, hall):
        made = hall.server.create("hall")
        cookies = [hall.server.join(made["code"], name)["cookie"] for name in NAMES[:4]]
        return made["id"], [hall.wire_of(made["id"], cookie) for cookie in cookies]

    def start(self, hall, session):
        for command in ("start", "open"):
            hall.server.command(session, command)


class TestABackupAndTheAudit:
    """`workshop backup` and `workshop audit` beside the running server, in the middle of a poll."""

    def test_end_well_until_something_is_planted(self, opened):
        hall = opened(NAMES[:3], polls=1)
        thief = Thief(hall.folder, hall.folder.parent / "stolen")
        hall.open("poll-0")
        thief.seek(*hall.tokens, hall.key("poll-0"))
        for name in NAMES[:3]:
            hall.vote("poll-0", name, 1)
        assert hall.run("backup").returncode == 0
        thief.steal()
        assert (thief.found, len(list((hall.folder / "backups").iterdir()))) == (set(), 1)
        clean = hall.run("audit")
        assert (clean.returncode, "LEAK" in clean.stdout) == (0, False), clean.stdout + clean.stderr
        assert "A poll is open, with sealed votes: 3." in clean.stdout
        (hall.folder / "dump").write_bytes(hall.key("poll-0"))
        with hall.server.log.open("a") as log:
            log.write(f"{NAMES[0]} came in\n")
        found = hall.run("audit")
        assert found.returncode == 1
        assert "The key of a running poll is in dump" in found.stdout
        assert "server.log holds a nickname" in found.stdout
        assert NAMES[0] not in found.stdout
