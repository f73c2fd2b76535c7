"""Votes on what people wrote, before those who want to know whose a text is, or to read it once it was taken back."""

import json
from collections.abc import Iterator

import pytest
from watcher import everything

from tests.conftest import Hall
from tests.realtime.test_votes_on_texts import lying
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import ONE_FILE, Scripts, Server
from workshop.live.voters import Voters
from workshop.script import read, read_step
from workshop.session import commands as cmd
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.session.decide import decide
from workshop.session.evolve import evolve
from workshop.session.gathered import Heaps, answers
from workshop.session.state import Session, fresh
from workshop.store import state_json

SCRIPT = """# Look back

- format: 1

### Reflect: Wind (4 min)

- id: wind
- who sees this: everyone without names

What pushed us?

### Talk: In between (2 min)

- id: between

### Poll: Which? (3 min)

- id: which
- answers from: wind
- answer: 3 dots
"""
PUT_IN = "### Poll: Which? (3 min)\n\n- answers from: wind\n- answer: 3 dots\n"
TEXTS = (("a", "Coffee"), ("b", "Tea at four"), ("c", "More light"), ("d", "A walk"))
LEFT = TEXTS[:1] + TEXTS[2:]  # whoever wrote of tea has taken it back
NAMES = ("Ann", "Ben", "Cem", "Dea", "Eva", "Fay", "Gil", "Hal", "Ida")
WAYS = ("withdraw", "edit", "delete", "only me", "give_back")
ALL = "everyone without names"


def after(*commands: cmd.Command, session: Session | None = None) -> Session:
    session = session or fresh("s", read(SCRIPT).script)
    for command in commands:
        for event in decide(session, command):
            session = evolve(session, event)
    return session


def at_the_poll(*commands: cmd.Command) -> Session:
    return after(cmd.Start(0), cmd.GoTo("which", 1), *commands)


def counted(session: Session, step: str, people: int) -> Session:
    votes = [Vote(sort=(2, 1, 0, 0)[: len(session.answers[step])])] * people
    result = tally(session.script.step(step).detail, votes, False, 1)
    return after(cmd.Close(3), cmd.Count(step, result, 9), session=session)


def told(session: Session) -> str:
    """All that is kept of it, and so all that may be shown."""
    return json.dumps(state_json.dump(session), ensure_ascii=False)


class TestTwoReleases:
    @pytest.mark.parametrize("texts", [TEXTS, LEFT], ids=["the same", "one was taken back"])
    def test_put_in_again_it_is_one_question(self, texts) -> None:
        """Another text made another question of it: one result less the other was one person's dots."""
        session = counted(at_the_poll(cmd.Open(2, texts=TEXTS)), "which", 4)
        voters = Voters()
        for person in "pqrs":
            voters.heard(session, "which", 1, person, True, False)
        voters.told(session, "which", 4)
        made, _ = read_step(PUT_IN, session.script.rules)
        session = after(cmd.Insert(10, text=PUT_IN, made=made), session=session)
        session = after(cmd.GoTo("which-2", 11), cmd.Open(12, texts=texts), session=session)
        for person in "pqr":
            voters.heard(session, "which-2", 1, person, True, False)
        result = tally(session.script.step("which-2").detail, [Vote(sort=(2, 1, 0, 0)[: len(texts)])] * 3, False, 1)
        assert voters.apart(session, "which-2", result, 3).too_alike
        voters.heard(session, "which-2", 1, "s", True, False)
        assert not voters.apart(session, "which-2", result, 4).hidden  # the control: the same people are told again


class TestANameThatIsSomebodysWords:
    """The team likes one of the texts best and names the heap after it. Its writer takes it back."""

    def named(self, *items: str) -> Session:
        return at_the_poll(cmd.Gather("which", items, "new", "tea at Four", 2, TEXTS))

    @pytest.mark.parametrize("items", [("b", "c"), ("c", "d")], ids=["among them", "lying elsewhere"])
    def test_before_the_poll_opens(self, items) -> None:
        session = self.named(*items)
        assert answers(session.heaps["which"], TEXTS)[0].label == "tea at Four"  # the control
        assert answers(session.heaps["which"], LEFT)[0].label in dict(LEFT).values()
        assert "tea" not in told(after(cmd.TakeDown(LEFT, 3), session=session)).casefold()

    @pytest.mark.parametrize("items", [("b", "c"), ("c", "d")], ids=["among them", "lying elsewhere"])
    def test_after_it_was_counted(self, items) -> None:
        session = counted(after(cmd.Open(3, texts=TEXTS), session=self.named(*items)), "which", 4)
        assert "tea at Four" in told(session)  # the control
        assert "tea" not in told(after(cmd.TakeDown(LEFT, 10), session=session)).casefold()

    def test_where_another_says_the_same_it_stays(self) -> None:
        texts = (*TEXTS, ("e", "TEA at four"))
        session = at_the_poll(cmd.Gather("which", ("b", "c"), "new", "Tea at four", 2, texts))
        assert answers(session.heaps["which"], (*LEFT, texts[-1]))[0].label == "Tea at four"

    def test_nor_does_an_undo_bring_it_back(self) -> None:
        session = after(cmd.Gather("which", ("d",), "h1", "Drinks", 3, TEXTS), session=self.named("b", "c"))
        session = after(cmd.TakeDown(LEFT, 4), cmd.UndoGather("which", 5), session=session)
        assert session.heaps["which"] != Heaps()
        assert "tea" not in told(session).casefold()


# As it runs


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"wind.md": SCRIPT}


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    opened = Hall(server, "wind")
    yield opened
    opened.home()


def words_of(hall: Hall, name: str) -> str:
    return f"Words of {name} in {hall.id}"


def in_it(hall: Hall, told: str) -> set[str]:
    return {name for name in NAMES if words_of(hall, name) in told}


def on_disk(hall: Hall) -> set[str]:
    files = [p for p in (hall.server.log.parent / "data").glob("workshop.db*") if not p.name.endswith("-shm")]
    return in_it(hall, b"".join(p.read_bytes() for p in files).decode(errors="replace"))


def write(hall: Hall, phone: Phone, name: str) -> None:
    assert phone.op("note:wind", {"text": words_of(hall, name), "sees": ALL})["status"] == "ok"


def mine(hall: Hall, name: str) -> Visitor:
    return Visitor.holding(hall.server, hall.cookies[name])


class TestTheWatcher:
    """Looks at everything after each act, and knows who acted."""

    def test_no_text_is_tied_to_its_writer_by_the_moment_in_which_it_comes(self, hall: Hall) -> None:
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        seen = []
        hall.do("start")
        for name in NAMES[:3]:
            write(hall, phones[name], name)
            seen.append(in_it(hall, everything(hall, *phones.values())))
        hall.server.command(hall.id, "goto", step="which")
        seen.append(in_it(hall, everything(hall, *phones.values())))  # the control: all at once
        write(hall, phones["Dea"], "Dea")  # late, and so alone
        for command in ("open", "close"):
            hall.do(command)
            phones["Ann"].at("which")
            seen.append(in_it(hall, everything(hall, *phones.values())))
        assert seen == [set()] * 3 + [{*NAMES[:3]}] * 3

    @ONE_FILE
    def test_a_text_that_has_votes_leaves_everything_when_it_is_taken_back(self, hall: Hall) -> None:
        phones = dict(zip(NAMES, hall.join(*NAMES), strict=True))
        hall.do("start")
        for name, phone in phones.items():
            write(hall, phone, name)
        hall.server.command(hall.id, "goto", step="which")
        found = lying(hall.console().until(lambda c: len(lying(c)) == len(NAMES)))
        items = {name: found[words_of(hall, name)] for name in NAMES}
        own = {"items": [items["Ann"]], "name": words_of(hall, "Ann")}
        assert hall.server.command(hall.id, "gather", step="which", **own)["status"] == "ok"
        hall.do("open")
        for phone in phones.values():
            assert phone.at("which", "open").op("vote:which", {"dots": [3] + [0] * 8})["status"] == "ok"
        hall.do("reveal")
        phones["Ann"].at("which", "revealed")
        left = {*NAMES}
        assert in_it(hall, everything(hall, *phones.values())) == left == on_disk(hall)  # the control
        for name, way in zip(NAMES, WAYS, strict=False):
            take_back(hall, way, name, phones[name], items[name])
            left.discard(name)
            gone = words_of(hall, name)
            for phone in phones.values():
                phone.until(lambda c, gone=gone: gone not in c.stage["html"])
            assert (way, on_disk(hall) & {name}) == (way, set())
        assert in_it(hall, everything(hall, *phones.values())) == left
        bars = result_of(hall)["answers"]
        assert [(bar["answer"], bar["count"]) for bar in bars if bar["count"]] == [("(taken back)", 27)]  # no dot moves


def result_of(hall: Hall) -> dict:
    steps = hall.server.api("GET", f"/sessions/{hall.id}/results").json()["steps"]
    return next(step for step in steps if step.get("results"))["results"][0]


def take_back(hall: Hall, way: str, name: str, phone: Phone, item: str) -> None:
    page = f"/my/{hall.id}"
    if way in ("withdraw", "edit", "delete"):
        more = {"text": "Something else"} if way == "edit" else {}
        assert mine(hall, name).post(f"{page}/{way}", page, step="wind", field="", **more).status_code == 303
    elif way == "only me":
        assert phone.op("note:wind", {"text": "Something else", "sees": "only me"}, n=90)["status"] == "ok"
    else:
        told = {"step": "wind", "item": item, "line": "Not here"}
        assert hall.server.command(hall.id, "give_back", **told)["status"] == "ok"
