"""The session as it is now: one frozen value. `evolve.py` adds an event to it; `decide.py` says which may happen."""

from dataclasses import dataclass, field

from workshop.script.model import Breakout, Poll, Script, Step
from workshop.session.gathered import Answer, Heaps
from workshop.session.people import Group, Member, Person
from workshop.session.results import Result

UNDO_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class PollRun:
    """One poll as it runs. `epoch` counts the times it was asked (ask again, or a lost key)."""

    phase: str = "open"  # open, closing, closed, revealed
    epoch: int = 1
    until: float | None = None  # end of the closing window
    limit_at: float | None = None
    result: Result | None = None
    earlier: tuple[Result, ...] = ()
    reveal_wanted: bool = False
    solution_shown: bool = False
    opened_at: float = 0.0
    since: int = 1  # the first epoch of this asking: a later one means that a key was lost
    time: int = 1  # of its part: it was asked when that came for the first, the second … time


@dataclass(frozen=True, slots=True)
class BreakoutRun:
    """One breakout as it runs: its groups, and the times of its rounds in seconds of `engine.now()`."""

    phase: str  # proposed, running, recalling, recalled
    groups: tuple[Group, ...] = ()
    alone: tuple[Person, ...] = ()
    at: float = 0.0
    until: float | None = None  # end of a soft recall
    round: int = 0
    round_at: float = 0.0
    extra: float = 0.0  # seconds added to the current round (or to the whole, without rounds)
    back_at: float = 0.0  # when everyone came back
    more: dict[str, float] = field(default_factory=dict)  # group id → seconds added for that group alone
    time: int = 1  # as in PollRun
    earlier: tuple[tuple[Group, ...], ...] = ()  # groups that were at work on this step before these

    def group_of(self, person_id: str) -> Group | None:
        return next((g for g in self.groups if g.has(person_id)), None)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay at a step: for the plan against real time, Back and Undo."""

    step: str
    at: float
    left: float | None = None
    time: int = 1  # of its part


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a script as it is now: where it stands, its polls and groups, what may still be written. Frozen.

    Times are seconds of `engine.now()`; `v` grows by one with every committed change.
    """

    id: str
    script: Script
    order: tuple[str, ...]  # the running order: planned steps and what was inserted
    v: int = 0
    phase: str = "lobby"  # lobby, live, ended
    current: str = ""
    visits: tuple[Visit, ...] = ()
    polls: dict[str, PollRun] = field(default_factory=dict)
    breakouts: dict[str, BreakoutRun] = field(default_factory=dict)
    closed: tuple[str, ...] = ()  # writing steps that take no more texts
    shown_pieces: dict[str, int] = field(default_factory=dict)  # one by one: how many are shown
    inserted: tuple[tuple[str, str], ...] = ()  # (step id, text), text empty for the drawer
    extra: float = 0.0  # seconds added to the current step
    paused_at: float | None = None
    locked: bool = False
    seats: int = 0  # how many may be in, where the facilitator has said it; 0: as the script says
    message: str = ""
    started_at: float | None = None
    ended_at: float | None = None
    gone: str = ""  # how many were not connected any more when it ended, as `attendance.left_count` tells it
    settled: bool = False  # the end cannot be taken back any more
    shown_at: float | None = None  # when something was last revealed on the current step
    skipped: tuple[str, ...] = ()  # left out, though in the running order
    declined: tuple[str, ...] = ()  # drawer steps that are not offered any more
    apart: tuple[tuple[Person, Person], ...] = ()  # who shares no group; for the console only
    versions: tuple[Script, ...] = ()  # what `script` is made of, the newest last
    leading: Member | None = None  # whom the facilitator handed the lead to
    seen_version: dict[str, int] = field(default_factory=dict)  # step id → version, where not the newest
    heaps: dict[str, Heaps] = field(default_factory=dict)  # poll → texts that were gathered for it
    answers: dict[str, tuple[Answer, ...]] = field(default_factory=dict)  # poll → texts it was opened with
    answered: dict[str, tuple[Answer, ...]] = field(default_factory=dict)  # the same of earlier times
    part_rounds: dict[int, int] = field(default_factory=dict)  # part → which time it comes now, where not the first
    question_marks: dict[str, str] = field(default_factory=dict)  # asked by people: pinned, answered or later
    me_too: dict[str, int] = field(default_factory=dict)  # how many joined in, as it may be told, once it is counted

    @property
    def step(self) -> Step | None:
        return self.script.step(self.current)

    @property
    def entered_at(self) -> float:
        return self.visits[-1].at if self.visits else 0.0

    @property
    def number(self) -> int:
        """The current step's place in the running order, from 1; 0 in the lobby."""
        return self.order.index(self.current) + 1 if self.current in self.order else 0

    def neighbour(self, by: int) -> Step | None:
        """The step `by` places on (back: negative), past those that are left out."""
        places = [i for i, step in enumerate(self.order) if step not in self.skipped]
        beside = [i for i in places if (i - self.number + 1) * by > 0]
        place = (beside if by > 0 else beside[::-1])[abs(by) - 1 : abs(by)]
        return self.script.step(self.order[place[0]]) if place else None

    @property
    def parts(self) -> dict[str, int]:
        """Step → its part, in running order. What was inserted runs in the part of the step it stands behind."""
        written = {step.id: step.part for step in self.script.steps}
        inserted = {step for step, _ in self.inserted}
        found: dict[str, int] = {}
        part: int | None = None
        for step in self.order:
            if part is None or step not in inserted:
                part = written.get(step, 0)
            found[step] = part
        return found

    def part_of(self, step_id: str) -> int:
        return self.parts.get(step_id, 0)

    def time_of(self, step_id: str = "") -> int:
        """Whether the part of this step (empty: of the current one) comes for the first, the second … time."""
        return self.part_rounds.get(self.part_of(step_id or self.current), 1) if self.part_rounds else 1

    def round_key(self, step_id: str) -> str:
        """The name under which `closed` and `shown_pieces` hold what is of this time alone."""
        time = self.time_of(step_id)
        return step_id if time == 1 else f"{step_id}@{time}"

    def poll(self, step_id: str) -> PollRun | None:
        """As it was asked this time. `polls` has it from an earlier time, too."""
        run = self.polls.get(step_id)
        return run if run and run.time >= self.time_of(step_id) else None

    def breakout(self, step_id: str = "") -> BreakoutRun | None:
        """As it ran this time. `breakouts` has it from an earlier time, too."""
        run = self.breakouts.get(step_id or self.current)
        return run if run and run.time >= self.time_of(step_id) else None

    def takes_texts(self, step_id: str) -> bool:
        return self.round_key(step_id) not in self.closed

    def pieces_shown(self, step_id: str) -> int:
        return self.shown_pieces.get(self.round_key(step_id), 1)

    def group_of(self, person_id: str) -> Group | None:
        """The group this person sits in right now, while groups run on the current step."""
        run = self.breakout()
        return run.group_of(person_id) if run and run.phase in ("running", "recalling") else None

    def step_phase(self, step_id: str = "") -> str:
        """prepared, open, closed or revealed; what the last answers of a closing poll are for is still open."""
        step = self.script.step(step_id or self.current)
        if step is None:
            return "prepared"
        if isinstance(step.detail, Poll):
            run = self.poll(step.id)
            return "prepared" if run is None else {"closing": "open"}.get(run.phase, run.phase)
        if isinstance(step.detail, Breakout):
            room = self.breakout(step.id)
            return {"running": "open", "recalling": "open", "recalled": "closed"}.get(
                room.phase if room else "", "prepared"
            )
        return "open" if self.takes_texts(step.id) else "closed"


def fresh(session_id: str, script: Script) -> Session:
    """A session in its lobby: nothing has happened yet."""
    return Session(session_id, script, tuple(s.id for s in script.planned), versions=(script,))
