"""The attack of docs/privacy.md: a thief with copies of everything but the keys learns no vote.

Each negative result has a positive control: the same thief, given one mistake more, must succeed.
"""

import random

import pytest
from adversary import Act, Thief, attack
from hall import LABELS, POLL, Hall, HmacOnly, InTheOrderOfTags, OneNonce, TwoTables, Unpadded, opened

from tests.support.every_form import ANSWERS
from tests.support.every_form import SCRIPT as EVERY_FORM
from workshop.script import read
from workshop.script.model import Form, Poll
from workshop.session.choices import PASS, Vote, read_vote
from workshop.store import ballots

POLLS = {step.id: step.detail for step in read(EVERY_FORM, exists=lambda path: True).script.steps}
NAMES = [f"person {n:02}" for n in range(25)]
WEIGHTS = (8, 6, 4, 2)  # the most frequent answer: 40 %


def hold(hall, thief, polls, dice, keep_keys=False):
    """Everyone votes in every poll, some change their mind, the server restarts; a copy after every act."""
    acts = []
    if isinstance(hall, Hall):
        thief.seek(*hall.tokens.values())
    for number in range(polls):
        step = f"poll-{number}"
        hall.open(step)
        if isinstance(hall, Hall):
            thief.seek(hall.key(step))
            if keep_keys:
                thief.keys[ballots.poll_id(hall.session, step, 1)] = hall.key(step)
        thief.steal()
        order = NAMES + dice.sample(NAMES, 3)
        dice.shuffle(order)
        for n, who in enumerate(order, start=1):
            [choice] = dice.choices(range(len(LABELS)), WEIGHTS)
            hall.vote(step, who, n, choice)
            acts.append(Act(who, step, choice, thief.steal()))
            if n == 10:
                hall.restart()
        hall.close(step)
        thief.steal()
    return acts


@pytest.fixture
def dice():
    return random.Random(20260301)


@pytest.fixture
def thief_of(tmp_path):
    return lambda hall: Thief(hall.folder, tmp_path / "stolen")


def outcome(kind, tmp_path, thief_of, dice, polls, **more):
    with opened(kind, tmp_path / f"{kind.__name__}-{dice.random()}", NAMES) as hall:
        return attack(hold(hall, thief_of(hall), polls, dice, **more))


def learns_nothing(record, tmp_path, thief_of, dice, polls):
    """p > 0.01; a run that chance alone makes look bad (one in a hundred) gets a second, independent one."""
    for _ in range(2):
        run = outcome(Hall, tmp_path, thief_of, dice, polls)
        record("without the keys:", str(run))
        if run.p > 0.01:
            return True
    return False


class TestWhoVotedWhat:
    def test_is_not_told_by_300_votes(self, record_property, tmp_path, thief_of, dice):
        assert learns_nothing(record_property, tmp_path, thief_of, dice, polls=12)

    @pytest.mark.soak
    def test_is_not_told_by_2100_votes(self, record_property, tmp_path, thief_of, dice):
        assert learns_nothing(record_property, tmp_path, thief_of, dice, polls=84)

    def test_control_is_told_where_the_keys_are_kept(self, tmp_path, thief_of, dice):
        found = outcome(Hall, tmp_path, thief_of, dice, polls=12, keep_keys=True)
        assert (found.share >= 0.9, found.by) == (True, "opened")

    @pytest.mark.parametrize("kind", [TwoTables, HmacOnly, Unpadded, OneNonce])
    def test_control_is_told_by_weaker_schemes(self, kind, tmp_path, thief_of, dice):
        assert outcome(kind, tmp_path, thief_of, dice, polls=6).share >= 0.9


class TestTheLoot:
    def test_holds_no_key_no_token_one_length_and_in_the_end_no_ballot(self, tmp_path, thief_of, dice):
        with opened(Hall, tmp_path / "hall", NAMES) as hall:
            thief = thief_of(hall)
            hold(hall, thief, 3, dice)
            hall.open("last")
            hall.vote("last", NAMES[0], 1, 0)
            hall.backup(hall.folder / "backup.db")
            thief.steal()
            hall.close("last")
            (hall.folder / "backup.db").unlink()
            thief.steal()
            assert len(thief.sealed) > 3 * len(NAMES)
            assert thief.found == set()
            assert len(thief.lengths) == 1
            final = b"".join(path.read_bytes() for path in hall.folder.rglob("*") if path.is_file())
            assert not [sealed for sealed in thief.sealed if sealed in final]

    @pytest.mark.parametrize("step", ANSWERS)
    def test_of_every_form_has_one_length_and_is_gone_in_the_end(self, step, tmp_path, thief_of):
        """Dots, points, grids, statements and pages of questions lie there as a choice of one does."""
        poll = POLLS[step]
        with opened(Hall, tmp_path / "hall", NAMES[:12], poll) as hall:
            thief = thief_of(hall)
            thief.seek(*hall.tokens.values())
            hall.open(step)
            thief.seek(hall.key(step))
            for n, who in enumerate(NAMES[:12]):
                body = ANSWERS[step][n % len(ANSWERS[step])]
                hall.cast(step, who, 1, PASS if n == 11 else read_vote(poll, body))
                thief.steal()
            hall.close(step)
            thief.steal()
            assert (thief.found, len(thief.lengths)) == (set(), 1)
            assert len(thief.sealed) == 12
            final = b"".join(path.read_bytes() for path in hall.folder.rglob("*") if path.is_file())
            assert not [sealed for sealed in thief.sealed if sealed in final]

    def test_control_a_token_or_key_would_be_found(self, tmp_path, thief_of, dice):
        with opened(Hall, tmp_path / "hall", NAMES) as hall:
            thief = thief_of(hall)
            thief.seek(hall.tokens[NAMES[0]])
            thief.steal()
            with (hall.folder / "server.log").open("a") as log:
                log.write(f"joined: {hall.tokens[NAMES[0]].hex()}\n")
            thief.steal()
            assert thief.found == {hall.tokens[NAMES[0]].hex().encode()}

    def test_has_no_names_answers_or_tokens_in_the_log(self, tmp_path, dice, thief_of):
        with opened(Hall, tmp_path / "hall", NAMES) as hall:
            hold(hall, thief_of(hall), 1, dice)
            log = (hall.folder / "server.log").read_text()
        assert "INSERT INTO participant" in log  # it is a talkative log, of the statements themselves
        assert not [word for word in (*NAMES, *LABELS[1:3]) if word in log]


class TestFewAnswers:
    @pytest.fixture
    def hall(self, tmp_path):
        with opened(Hall, tmp_path / "hall", NAMES) as hall:
            yield hall

    def published(self, hall, votes):
        hall.open("few")
        for n, vote in enumerate(votes):
            hall.cast("few", NAMES[n], 1, vote)
        hall.close("few")
        return hall.published("few")

    def test_one_too_few_store_no_counts(self, hall):
        found = self.published(hall, [Vote(choice=(0,))] * (POLL.k - 1))
        assert found["hidden"]
        assert not (found["n"] or found["bars"] or found["texts"] or found["average"])

    def test_a_pass_does_not_help_over_the_line(self, hall):
        assert self.published(hall, [Vote(choice=(0,))] * (POLL.k - 1) + [PASS] * 5)["hidden"]

    def test_control_just_enough_are_counted(self, hall):
        found = self.published(hall, [Vote(choice=(0,))] * POLL.k)
        assert (found["hidden"], found["n"]) == (False, POLL.k)


class TestWhoWroteWhichWord:
    """Words are shuffled with a seed that a thief can compute, so their order before must tell nothing."""

    WORDS = Poll(Form.WORDS, most=1)

    def linked(self, hall, thief):
        """The most names that the thief puts to words by undoing the shuffle over an order that it knows."""
        said = {name: f"word{random.Random(name).getrandbits(40)}" for name in NAMES}
        hall.open("words")
        thief.steal()
        tag_of = {}
        for name in NAMES:
            hall.cast("words", name, 1, Vote(words=(said[name],)))
            tag_of[name] = thief.steal()["ballot.tag"]
        hall.close("words")
        places = list(range(len(NAMES)))
        random.Random(int.from_bytes(ballots.poll_id(hall.session, "words", 1), "big")).shuffle(places)
        unshuffled = dict(zip(places, hall.published("words")["texts"], strict=True))
        orders = (NAMES, sorted(NAMES, key=tag_of.get), sorted(NAMES, key=tag_of.get, reverse=True))
        return max(sum(unshuffled[i] == said[name] for i, name in enumerate(order)) for order in orders)

    def test_is_not_told_by_the_order(self, tmp_path, thief_of):
        with opened(Hall, tmp_path / "hall", NAMES, self.WORDS) as hall:
            assert self.linked(hall, thief_of(hall)) <= 7  # chance links one on average; 8 are one in 10,000

    def test_control_is_told_where_words_keep_the_order_of_their_tags(self, tmp_path, thief_of):
        with opened(InTheOrderOfTags, tmp_path / "hall", NAMES, self.WORDS) as hall:
            assert self.linked(hall, thief_of(hall)) == len(NAMES)
