"""A session lived through by named people in a real database, for reports to tell of."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path

from sqlalchemy import create_engine

from workshop.exports.formats import export
from workshop.script.model import Sees
from workshop.session import commands as cmd
from workshop.session.choices import read_vote
from workshop.session.counting import tally
from workshop.session.decide import decide
from workshop.session.evolve import evolve
from workshop.store import gather, notes, people, sessions
from workshop.store.database import SQLITE_POOL, prepare
from workshop.store.migrate import upgrade

NAMES = ["Ann", "Ben", "Cem", "Dea", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo"]
SHIPPED = Path(__file__).resolve().parents[2] / "sessions"
NOON = 1_790_000_000.0  # a September noon
TEAM_ONLY = "team only words"

SCRIPT = f"""# An evening of everything

- format: 1
- people: 3-20

Come in.

## Arrive

### Slide: Welcome (1 min)

Good to have you here.

> Say: {TEAM_ONLY}

### Check-in: How are you? (1 min)

- id: first
- series: inside
- answer: scale 1 (stirred up) to 5 (settled)

### Poll: Tea or coffee? (2 min)

- id: drink

What gets **you** going?

- ( ) Tea
- ( ) Coffee
- ( ) =SUM(A1)

### Poll: Three habits (2 min)

- id: habits
- choose: up to 2

- [ ] Waiting
- [ ] Pressing
- [ ] Going quiet

## Work

### Poll: Order them (2 min)

- id: order

1. First things
2. Second things
3. Third things

### Poll: One word (1 min)

- id: word
- answer: words

### Poll: Where is it? (1 min)

- id: where
- answer: body

### Poll: Sort these (2 min)

- id: sorted
- answer: sort into Fine, Worth a talk

1. A late answer
2. A forgotten date

### Poll: How long did it take? (2 min)

- id: minutes
- answer: number 0 to 60 (minutes)
- right: 10 to 20

### Poll: Three dots each (2 min)

- id: dots
- answer: 3 dots

1. =2+5
2. Paint
3. Windows

### Poll: How was it? (2 min)

- id: page
- answer: scale 1 (no) to 5 (=yes)

1. =2+5
2. I felt safe
3. There was time

### Poll: Where in the picture? (1 min)

- id: place
- answer: place on media/boat.png (a boat)

### Poll: Several questions

- id: questions

#### Question: How was it?

- answer: scale 1 (no) to 5 (yes)

#### Question: =2+5?

- ( ) Yes
- ( ) No

#### Question: What else?

- answer: text

### Poll: For the team (1 min)

- id: team
- results: facilitators

- ( ) Yes
- ( ) No

### Poll: For nobody (1 min)

- id: nobody
- results: never

- ( ) Yes
- ( ) No

### Reflect: What did it say? (4 min)

- id: say
- who sees this: I choose (only me, my group, facilitators, everyone without names, everyone with names)

Let it speak.

### Wall: Voices (1 min)

- id: voices
- from: say

### Worksheet: Who does what? (5 min)

- id: plan
- who sees this: everyone with names

What I will do: ____

By when: ____

### Breakout: In pairs (4 min)

- id: pairs
- groups: pairs
- notes: my group

### Seed: One seed (2 min)

- id: seed

### Check-in: And now? (1 min)

- id: last
- series: inside

### Resources: Where to go (1 min)

- A book
"""
SENSITIVE = SCRIPT.replace("- people: 3-20", "- people: 5-20\n- care: sensitive\n- help: _help.md")

PAGES = (
    [{"scale": 5}, {"choice": [0]}, {"text": "=1+1 more time"}],
    [{"scale": 4}, {"choice": [0]}, {"text": "Tea, *please*"}],
    [{"scale": 1}, None, None],
)  # of "questions"


class Story:
    """One session. Everything is stored the way the server stores it."""

    def __init__(self, folder: Path, text: str = SCRIPT, rehearsal: bool = False) -> None:
        self.path = folder / "workshop.db"
        self.engine = create_engine(f"sqlite:///{self.path}", **SQLITE_POOL)
        prepare(self.engine)
        upgrade(self.engine)
        included = {"_help.md": "Call 112.", **{f.name: f.read_text() for f in SHIPPED.glob("_*.md")}}
        made = {"name": "evening", "title": "An evening", "included": included}
        with self.engine.begin() as conn:
            self.id = sessions.create(
                conn, text=text, keep_days=30, rehearsal=rehearsal, today=date(2026, 9, 20), place="first", **made
            ).id
            self.session = sessions.load(conn, self.id)
        self.clock = NOON

    def token(self, name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def join(self, *names: str) -> "Story":
        with self.engine.begin() as conn:
            for name in names:
                people.join(conn, self.id, self.token(name), name)
        return self

    def do(self, *commands: cmd.Command) -> "Story":
        for command in commands:
            self.clock += 1
            events = decide(self.session, replace(command, at=self.clock))
            after = reduce(evolve, events, self.session)
            if events:
                self.session = replace(after, v=self.session.v + 1)
                with self.engine.begin() as conn:
                    sessions.record(conn, self.session)
        return self

    def go(self, step: str) -> "Story":
        if self.session.phase == "lobby":
            self.do(cmd.Start(0, all_the_same=True))
        return self.do(cmd.GoTo(step, 0))

    def wait(self, seconds: int) -> "Story":
        self.clock += seconds
        return self

    def open(self, step: str) -> "Story":
        """Go to the poll and ask, where it was not asked yet; two texts to vote on, where it asks about texts."""
        texts = (("one", "The first"), ("two", "The second"))
        self.go(step)
        return self if self.session.poll(step) else self.do(cmd.Open(0, texts=texts))

    def vote(self, step: str, *bodies: dict, seed: int = 7) -> "Story":
        """Go to the poll, ask (again), let these people vote, close and count."""
        run = self.session.poll(step)
        self.open(step)
        self.do(*([cmd.AskAgain(0)] if run and run.phase != "open" else []), cmd.Close(0))
        poll = self.session.script.step(step).detail
        votes = [read_vote(poll, body) for body in bodies]
        result = tally(poll, votes, self.session.script.rules.sensitive, seed)
        return self.do(cmd.Count(step, result, 0))

    def write(self, name: str, step: str, text: str, sees: Sees, field: str = "", **more: object) -> "Story":
        if step not in [v.step for v in self.session.visits]:
            self.go(step)
        with self.engine.begin() as conn:
            notes.write(conn, self.id, self.token(name), step, field, 1, text, sees, name=name, **more)
        return self

    def end(self) -> "Story":
        return self.do(cmd.End(0))

    def own(self, name: str) -> list[notes.OwnNote]:
        with self.engine.begin() as conn:
            return notes.own(conn, self.id, self.token(name))

    def gather(self):
        """As the server does it: a connection for each page."""
        gathered = gather.gather(self.engine.begin, self.id)
        assert gathered is not None
        return gathered

    def step(self, step_id: str):
        return self.gather().step(step_id)

    def download(self, fmt: str) -> bytes:
        return b"".join(export(self.gather(), fmt).chunks)

    def everything(self, *formats: str) -> str:
        """All text formats (or these) as one string, CSV unzipped."""
        found = [self.download(f).decode() for f in formats or ("html", "md", "json")]
        return "\n".join([*found, *self.csv().values()])

    def csv(self) -> dict[str, str]:
        archive = zipfile.ZipFile(io.BytesIO(self.download("csv")))
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}

    def json(self) -> dict:
        return json.loads(self.download("json"))


def choice(*picked: int) -> dict:
    return {"choice": list(picked)}


def scale(value: int, before: int | None = None) -> dict:
    return {"scale": value, "before": before}


def full(folder: Path, text: str = SCRIPT) -> Story:
    """Twelve people, every kind of step, texts under every promise."""
    story = Story(folder, text).join(*NAMES)
    story.go("welcome") if story.session.script.step("welcome") else story.do(cmd.Start(0, all_the_same=True))
    story.wait(60).vote("first", *(scale(1 + i % 3) for i in range(12)))
    story.wait(100).vote("drink", *(choice(i % 3) for i in range(12)))
    story.vote("drink", *(choice(0) for _ in range(9)))
    story.vote("habits", *(choice(i % 3) for i in range(11)))
    story.vote("order", *(choice(*o) for o in [(0, 1, 2), (1, 0, 2), (0, 2, 1)] * 4))
    story.vote("word", *({"words": [w]} for w in ["calm", "Calm", "tired", "hopeful", "calm", "ready"] * 2))
    story.vote("where", *({"regions": [r]} for r in ["chest", "jaw", "chest", "belly", "nowhere"] * 2))
    sort = [[0, bin] for bin in (0, 1, 1)]
    story.vote("sorted", *({"sort": s} for s in sort * 3))
    story.vote("minutes", *({"scale": n} for n in (5, 7, 12, 12, 30, 41)))
    story.vote("dots", *({"dots": dots} for dots in ([0, 3, 0], [1, 1, 1], [0, 1, 0]) * 3))
    story.vote("page", *({"rows": rows} for rows in ([5, 4, None], [4, 4, None], [1, None, 2]) * 2))
    story.vote("place", *({"scale": cell} for cell in (0, 1, 24, 300, 575, 574)))
    story.vote("questions", *({"page": page} for page in PAGES * 2))
    story.vote("team", *(choice(0) for _ in range(8)))
    story.vote("nobody", *(choice(1) for _ in range(8)))
    _write(story)
    story.vote("last", *(scale(2 + i % 4, before=1 + i % 3) for i in range(12)))
    return story.go("where-to-go").end()


def _write(story: Story) -> None:
    for name in NAMES[:6]:
        story.write(name, "say", f"{name} without names", Sees.WITHOUT_NAMES)
    story.write("Gus", "say", "Gus with names", Sees.WITH_NAMES)
    story.write("Hal", "say", "Hal for the team", Sees.FACILITATORS)
    story.write("Ida", "say", "Ida for the group", Sees.MY_GROUP, group="g1")
    story.write("Jon", "say", "Jon for himself", Sees.ONLY_ME)
    story.write("Kim", "say", "Kim drafts", Sees.ONLY_ME, field="draft/")
    story.go("voices")
    fields = [i.name for i in story.session.script.step("plan").detail.items if hasattr(i, "before")]
    for name in ("Ann", "Ben", "Cem"):
        story.write(name, "plan", f"{name} calls", Sees.WITH_NAMES, field=fields[0])
        story.write(name, "plan", "Friday", Sees.WITH_NAMES, field=fields[1])
    story.write("Dea", "pairs", "Dea to the pair", Sees.MY_GROUP, group="g1")
    story.write("Ann", "seed", "Ann plants", Sees.ONLY_ME)
