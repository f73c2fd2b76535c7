"""Random workshops before three adversaries: who sits in the room, who leads it, and who steals the disk.

Every text is a canary. Who may read it is kept here by what stood on its writer's phone, not by what the server says.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from workshop import engine
from workshop.exports.formats import export
from workshop.live import ops, own_state
from workshop.live.protocol import read_op
from workshop.live.published_texts import take_down, to_vote_on
from workshop.live.submit import Live
from workshop.live.timers import Timers
from workshop.realtime import moderation_queue
from workshop.realtime.stages import Stages
from workshop.script.model import Sees
from workshop.session import commands as cmd
from workshop.session.audience_names import PARTICIPANTS, PROJECTOR, audience_of
from workshop.session.note_rules import field_names, is_written_on, takes_notes
from workshop.session.people import Person
from workshop.session.state import UNDO_SECONDS
from workshop.session.team import FACILITATOR, SUPPORT
from workshop.store import gather, notes, people, sessions, state_json
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.store.shared_texts import HAD

ANY = "I choose (my group, only me, facilitators, everyone without names)"
SCRIPT = f"""# Among us

- format: 1
- people: 3-20
{{care}}

### Breakout: Pairs (9 min)

- id: pairs
- groups: pairs
- notes: {ANY}

### Reflect: Among us (2 min)

- id: among
- who sees this: {ANY}

### Breakout: Others (9 min)

- id: others
- groups: threes
- notes: {ANY}

### Worksheet: Lines (2 min)

- id: lines
- who sees this: {ANY}

To say: ____

To keep: ____ (my group)

### Wall: Our lines (2 min)

- id: wall
- from: lines

### Poll: Which? (2 min)

- id: which
- answers from: among, lines

### Breakout: Again (9 min)

- id: again
- groups: as in pairs
- notes: {ANY}

### Breakout: Fours (9 min)

- id: fours
- groups: merge pairs
- notes: {ANY}

### Breakout: Tables (9 min)

- id: tables
- groups: rotate others
- stay: one
- notes: {ANY}
"""
CARES = ("", "- care: sensitive\n- help: _help.md\n- minimum answers: 3")
STEPS = ("pairs", "among", "others", "lines", "wall", "which", "again", "fours", "tables")
SEES = (Sees.MY_GROUP, Sees.ONLY_ME, Sees.FACILITATORS, Sees.WITHOUT_NAMES)
K = 3
HELP = {"_help.md": "Call 112."}


@dataclass(slots=True)
class Text:
    """`readers`: for the group, whom its writer's phone named; None: whoever is told, once enough wrote."""

    writer: str
    step: str
    field: str
    sees: Sees
    readers: set[str]


@dataclass(slots=True)
class Guest:
    """`shown`: what their phone says of their group. It may be old: a phone without a line shows what it knew."""

    id: str
    token: bytes
    shown: dict | None = None
    n: int = 0


@dataclass(slots=True)
class Workshop:
    live: Live
    id: str
    guests: dict[str, Guest] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    out: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # who led saw it
    was_closed: set[tuple[str, str]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)  # written anew, or taken back
    now: float = 1000.0

    @property
    def session(self):
        found = self.live.session(self.id)
        assert found is not None
        return found

    def come(self) -> None:
        name = f"Guest {chr(65 + len(self.guests))}"
        token = f"{name} of {self.id}".encode().ljust(32, b".")[:32]
        who = self.live.database.write(lambda conn: people.join(conn, self.id, token, name))
        self.guests[name] = Guest(who.id, token)
        self.do(cmd.Arrive(who.person, self.tick()))

    def tick(self) -> float:
        self.now += 1
        return self.now

    def do(self, command: cmd.Command) -> None:
        self.live.submit(self.id, command)  # a refusal is normal

    def who(self, name: str):
        with self.live.database.read() as conn:
            return people.by_token(conn, self.id, self.guests[name].token)

    def mine(self, name: str) -> dict:
        session, who = self.session, self.who(name)
        with self.live.database.read() as conn:
            return own_state.mine(self.live, conn, session, who, self.guests[name].token)

    def here(self) -> tuple[Person, ...]:
        return tuple(who.person for who in map(self.who, self.guests) if who.state == "in")

    def write(self, name: str, sees: Sees, looks: bool) -> None:
        step = self.session.step
        if step is None or not takes_notes(step) or self.who(name).state != "in":
            return
        guest = self.guests[name]
        if looks or guest.shown is None or guest.shown["step"] != step.id:
            self.look(name)
        shown = guest.shown or {}
        guest.n += 1
        names = sorted(field_names(step))
        canaries = {f: f"canary-{self.id}-{guest.n}-{guest.id[:6]}-{i}-" for i, f in enumerate(names)}
        body = {"fields": canaries} if names != [""] else {"text": canaries[""]}
        group = {"group": shown.get("key", ""), **({"generation": shown["generation"]} if shown else {})}
        message = {"key": f"note:{step.id}", "n": guest.n, "body": {**body, "sees": sees.value, **group}}
        ack = ops.accept(self.live, self.who(name), guest.token, read_op(message))
        if ack["status"] == "invalid":
            return  # nothing was kept, and what was there before stays as it was
        kept = sees if ack["status"] == "ok" else Sees.ONLY_ME
        for own, canary in canaries.items():
            read = kept
            if own == "to-keep" and kept is not Sees.ONLY_ME:
                read = (
                    Sees.MY_GROUP if shown else Sees.ONLY_ME
                )  # where the phone shows no group, there is none to read it
            readers = {name, *shown.get("others", ())} if read is Sees.MY_GROUP else {name}
            self.forget([c for c, t in self.texts.items() if (t.writer, t.step, t.field) == (name, step.id, own)])
            self.texts[canary] = Text(name, step.id, own, read, readers)
        if ack["status"] == "ok" and sees is Sees.MY_GROUP and looks:
            self.its_group_reads(name, canaries[names[-1]], shown)

    def forget(self, canaries: list[str]) -> None:
        self.gone |= set(canaries)
        for canary in canaries:
            del self.texts[canary]

    def take_back(self, name: str) -> None:
        """The newest of theirs, under My notes."""
        own = [(canary, text) for canary, text in self.texts.items() if text.writer == name]
        for canary, text in own[-1:]:
            token = self.guests[name].token
            self.live.database.write(
                partial(notes.withdraw, session_id=self.id, token=token, step=text.step, field=text.field)
            )
            take_down(self.live, self.id)
            self.forget([canary])

    def gather(self, take: int) -> None:
        """The team names a heap after one of the texts."""
        session = self.session
        with self.live.database.read() as conn:
            texts = to_vote_on(conn, session, "which")
        if texts:
            items = tuple(item for item, _ in texts[take % len(texts) :][:2])
            self.do(cmd.Gather("which", items, "new", texts[take % len(texts)][1], self.tick(), texts))

    def its_group_reads(self, name: str, canary: str, shown: dict) -> None:
        """The control: whoever stands on the phone, and is in the room, reads it."""
        told = {other for other in self.guests if canary in str(self.mine(other).get("group_notes"))}
        assert told == {name, *shown["others"]}

    def look(self, name: str) -> None:
        mine = self.mine(name)
        self.guests[name].shown = {**mine["circle"], "step": mine["step"]} if mine.get("circle") else None

    # What reaches whom

    def room(self) -> dict[str, str]:
        """Each person's phone, and the shared screen."""
        session, stages = self.session, Stages(None, self.live)  # type: ignore[arg-type]
        told = {
            name: str(self.mine(name)) + repr(stages._inside(session, audience_of(session, self.guests[name].id)))
            for name in self.guests
        }
        screens = {each: repr(stages._inside(session, each)) for each in (PARTICIPANTS, PROJECTOR, SUPPORT)}
        return told | screens

    def team(self) -> str:
        session = self.session
        stage = Stages(None, self.live)._inside(session, FACILITATOR)  # type: ignore[arg-type]
        report = gather.gather(self.live.database.read, self.id)
        assert report is not None
        told = b"".join(export(report, "json").chunks).decode()
        return told + repr(moderation_queue.queue(self.live, session)) + repr(stage)

    def judged(self) -> None:
        take_down(self.live, self.id)  # as the pulse does every second
        room, team = self.room(), self.team()
        everything = "".join(room.values()) + team + str(state_json.dump(self.session))
        assert not [canary for canary in self.gone if canary in everything]
        for canary, text in self.texts.items():
            read = {name for name, told in room.items() if canary in told}
            if text.sees in (Sees.ONLY_ME, Sees.MY_GROUP):
                assert read <= text.readers, (canary, text, read)
                assert canary not in team, (canary, text)
            elif text.sees is Sees.FACILITATORS:
                assert read <= {text.writer}, (canary, text, read)
        self.lots_are_large(team)
        self.lots_are_large("".join(told for name, told in room.items() if name not in self.guests), "the room")

    def lots_are_large(self, told: str, to: str = "the team") -> None:
        """Without a name nothing comes by itself: k at a time, or what was first for the facilitators."""
        came = defaultdict(set)
        for canary, text in self.texts.items():
            if text.sees.nameless and canary in told and canary not in self.out[to]:
                came[text.step, text.field, text.sees].add(canary)
        for (step, own, sees), canaries in came.items():
            assert not is_written_on(self.session, step), (step, canaries)
            first = sees is Sees.FACILITATORS and (step, own) not in self.was_closed
            over = self.session.settled and sees is Sees.FACILITATORS
            again = any(
                c in self.out[to] for c, t in self.texts.items() if (t.step, t.field, t.sees) == (step, own, sees)
            )
            # Where more are out already, one that comes back (a wall is shown again) stands among them.
            assert len(canaries) >= K or first or over or (again and to == "the room"), (to, step, canaries)
            if sees is Sees.FACILITATORS:
                self.was_closed.add((step, own))
            self.out[to] |= canaries

    def stolen(self, path: Path) -> None:
        """Whoever has the disk reads what was shared, and neither what was not nor whose a nameless text is."""
        loot = b"".join(p.read_bytes() for p in (path, path.with_name(path.name + "-wal")) if p.exists())
        assert not [c for c, text in self.texts.items() if text.sees is Sees.ONLY_ME and c.encode() in loot]
        with self.live.database.read() as conn:
            rows = conn.exec_driver_sql("SELECT * FROM shared WHERE session = ?", (self.id,)).mappings().all()
        named = [row for row in rows if row["name"] and Sees(row["sees"]).nameless]
        assert named == []
        copies = {row["text"] for row in rows if row["shown"] != HAD}
        assert copies == {c for c, t in self.texts.items() if t.sees is not Sees.ONLY_ME}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("random") / "w.db"
    bound = create_engine(f"sqlite:///{path}", **SQLITE_POOL)
    prepare(bound)
    upgrade(bound)
    (path.parent / "keys").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Timers, "arm", lambda _timers, _session: None)  # acts have a clock of their own, not the wall's
        yield Live(Database(bound), Keys(path.parent / "keys")), path
    bound.dispose()


PERSON = st.integers(0, 6)
ACTS = st.one_of(
    st.tuples(st.just("write"), PERSON, st.sampled_from(SEES), st.booleans()),
    st.tuples(st.just("all write"), st.sampled_from(SEES)),
    st.tuples(st.just("look"), PERSON),
    st.tuples(st.just("move"), PERSON, st.integers(0, 4)),
    st.tuples(st.just("goto"), st.sampled_from(STEPS)),
    st.tuples(st.sampled_from(("remove", "admit", "alone", "join others", "take back", "gather")), PERSON),
    st.tuples(
        st.sampled_from(("open", "open", "close", "reopen", "recall", "propose", "undo", "come", "repeat", "end"))
    ),
)


def act(workshop: Workshop, what: str, *about) -> None:
    names, at = list(workshop.guests), workshop.tick()
    if what == "all write":
        for name in names:
            workshop.write(name, about[0], True)
            if not is_written_on(workshop.session, workshop.session.current):
                workshop.judged()  # texts come in lots meanwhile, and who wrote one may write anew
    elif what == "goto":
        workshop.do(cmd.GoTo(about[0], at))
    elif what == "come" and len(names) < 7:
        workshop.come()
    elif about:
        of_one(workshop, names[about[0] % len(names)], what, at, about[1:])
    else:
        of_all(workshop, what, at)


def of_one(workshop: Workshop, name: str, what: str, at: float, more) -> None:
    who = workshop.who(name)
    match what:
        case "write":
            workshop.write(name, *more)
        case "look" if who.state == "in":
            workshop.look(name)
        case "move" if run := workshop.session.breakout():
            groups = ["", *(group.id for group in run.groups)]
            workshop.do(cmd.Move(who.person, groups[more[0] % len(groups)], at))
        case "remove" | "admit":
            state = "out" if what == "remove" else "in"
            workshop.live.database.write(lambda conn: people.set_state(conn, workshop.id, who.id, state))
            workshop.do(cmd.Depart(who.id) if what == "remove" else cmd.Arrive(who.person, at))
        case "take back":
            workshop.take_back(name)
        case "gather":
            workshop.gather(int(at))
        case "alone":
            workshop.do(cmd.WorkAlone(who.person, at))
        case "join others":
            workshop.do(cmd.JoinOthers(who.person, frozenset(p.id for p in workshop.here()), at))


def of_all(workshop: Workshop, what: str, at: float) -> None:
    here = workshop.here()
    session = workshop.session
    with workshop.live.database.read() as conn:
        texts = to_vote_on(conn, session, session.current)
    plain = {
        "open": cmd.Open(at, here, int(at), texts=texts), "close": cmd.Close(at), "reopen": cmd.ReopenGroups(at),
        "recall": cmd.Recall(at, 0), "propose": cmd.FormGroups(at, here, int(at), propose=True),
        "undo": cmd.Undo(at), "repeat": cmd.Repeat(at), "end": cmd.End(at),
    }  # fmt: skip
    if what in plain:
        workshop.do(plain[what])


def lived(house, care: str, acts) -> Workshop:
    live, path = house
    text = SCRIPT.format(care=care)
    made = {"name": "among", "title": "Among us", "rehearsal": False, "place": "first", "included": HELP}
    day = date.fromtimestamp(engine.now())
    made_id = live.database.write(lambda conn: sessions.create(conn, text=text, keep_days=9, today=day, **made)).id
    workshop = Workshop(live, made_id)
    for _ in range(4):
        workshop.come()
    workshop.do(cmd.Start(workshop.tick()))
    workshop.do(cmd.Open(workshop.tick(), workshop.here(), 1))
    for each in acts:
        act(workshop, *each)
        workshop.judged()
    workshop.stolen(path)
    return workshop


@pytest.mark.soak
@settings(max_examples=2000)
@given(st.sampled_from(CARES), st.lists(ACTS, max_size=30))
def test_no_text_reaches_anybody_but_its_readers(house, care: str, acts) -> None:
    lived(house, care, acts)


def test_a_blank_for_the_group_of_somebody_without_one_is_theirs(house) -> None:
    lived(house, "", [("move", 0, 0), ("goto", "lines"), ("all write", Sees.FACILITATORS)])


def test_the_first_texts_for_the_team_come_once_also_where_they_were_taken_back(house) -> None:
    """Else whoever leads opens the box again after each writer, and a text that comes by itself has a name."""
    acts = [
        ("goto", "among"), ("write", 0, Sees.FACILITATORS, True), ("close",), ("take back", 0), ("open",),
        ("write", 1, Sees.FACILITATORS, True), ("close",),
    ]  # fmt: skip
    workshop = lived(house, "", acts)
    [(canary, text)] = workshop.texts.items()
    assert (text.writer, text.sees, canary in workshop.team()) == ("Guest B", Sees.FACILITATORS, False)
    workshop.do(cmd.End(workshop.tick()))
    assert canary not in workshop.team()  # it can still be taken back
    workshop.now += UNDO_SECONDS
    workshop.do(cmd.Tick(workshop.tick()))
    assert canary in workshop.team()  # nobody else can come


def test_a_lot_of_which_one_is_written_anew_is_judged_as_it_came(house) -> None:
    """Before its groups are made people write on this step late, as it were: lots of k, in the middle of an act."""
    lived(house, "", [("goto", "again"), ("write", 2, Sees.WITHOUT_NAMES, False), ("all write", Sees.WITHOUT_NAMES)])


def test_a_vote_on_texts_of_which_one_is_taken_back(house) -> None:
    acts = [
        ("goto", "among"), ("all write", Sees.WITHOUT_NAMES), ("goto", "which"), ("gather", 1), ("open",),
        ("take back", 0), ("take back", 1), ("close",), ("end",),
    ]  # fmt: skip
    workshop = lived(house, "", acts)
    assert len(workshop.gone) == 2
    assert len(workshop.session.answers["which"]) >= 3  # the control: it was a vote on them


def test_control_they_do_reach_them(house) -> None:
    acts = [("all write", Sees.MY_GROUP), ("goto", "lines"), ("all write", Sees.WITHOUT_NAMES), ("goto", "wall")]
    workshop = lived(house, "", acts)
    assert sum("canary" in str(workshop.mine(name)) for name in workshop.guests) == 0  # on a wall nobody has a box
    assert workshop.team().count("canary-") >= 4 <= len(workshop.out["the room"])
