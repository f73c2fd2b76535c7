"""What one audience sees of a step, of its poll and of its groups, and never what is the team's alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workshop.script.model import Breakout, GroupWords, Part, Poll, Reflect, Show, Solution, Step
from workshop.session import results
from workshop.session.audience_names import group_audience, sight_of
from workshop.session.comparable import asked_before, earlier_askings
from workshop.session.group_chain import asks_who_stays, named_on_screen, roles, words_for
from workshop.session.look_alike import grouping_key
from workshop.session.people import Group, Person, by_name
from workshop.session.results import Result
from workshop.session.right_answers import with_right_words
from workshop.session.state import BreakoutRun, Session
from workshop.session.team import DESKS, FACILITATOR, LEADS, MODERATOR, SUPPORT


@dataclass(frozen=True, slots=True)
class PollView:
    """`phase`: prepared, open, closing, closed, revealed. `result` only where this audience may see it."""

    phase: str
    epoch: int = 1
    k: int = 3
    result: Result | None = None
    earlier: tuple[Result, ...] = ()
    solution: bool = False
    reveal_wanted: bool = False
    compared: bool = False  # a result of the same question came out before: told to those who lead
    since: int = 1  # as in PollRun: where it is not the epoch, people are asked to answer once more
    tells_here: bool = False  # how many are here: in sensitive care each sees it beside what they answer


@dataclass(frozen=True, slots=True)
class BreakoutView:
    """`phase`: prepared, proposed, running, recalling, recalled. A group sees itself, the console all."""

    phase: str
    group: Group | None = None
    groups: tuple[Group, ...] = ()
    alone: tuple[Person, ...] = ()
    round: int = 0
    more: frozenset[str] = frozenset()  # groups with a time of their own
    named: bool = True  # the shared screen may say who sits where
    asks_who_stays: bool = False
    roles: Mapping[str, str] = field(default_factory=dict)  # person → role in this round, as far as groups are told
    words: tuple[GroupWords, ...] = ()  # for the own group alone

    @property
    def everyone(self) -> list[Person]:
        """Whoever is in a group or on their own, as one looks for them."""
        return sorted((*(p for group in self.groups for p in group.people), *self.alone), key=by_name)


def public(step: Step, solved: bool = False) -> Step:
    """The step without what is the team's: notes, lead, materials, offers, correct answers until solved."""
    detail = step.detail
    if isinstance(detail, Poll) and not solved:
        detail = _unsolved(detail)
    if isinstance(detail, Breakout):
        detail = replace(detail, words=())  # each group is told its own
    return replace(step, notes=(), offers=(), lead="", materials="", detail=detail, path="", line=1)


def _unsolved(poll: Poll) -> Poll:
    asked = tuple(replace(question, poll=_unsolved(question.poll)) for question in poll.questions)
    choices = tuple(replace(choice, correct=False) for choice in poll.choices)
    return replace(poll, choices=choices, right=None, questions=asked)


def step_for(audience: str, step: Step, solved: bool = False) -> Step:
    """The step as this audience sees it: those who lead all of it, support the cues too, everybody else `public`."""
    if audience in LEADS:
        return step
    told = public(step, solved)
    return replace(told, notes=step.notes, lead=step.lead, materials=step.materials) if audience == SUPPORT else told


def part_for(audience: str, part: Part) -> Part:
    """The part as this audience sees it: its cues and who leads it are for the team."""
    return part if audience in (*LEADS, SUPPORT) else replace(part, notes=(), lead="")


def is_solved(session: Session, step: Step) -> bool:
    """Whether everybody may see which answers are correct."""
    run = session.poll(step.id)
    if not isinstance(step.detail, Poll) or run is None or run.phase != "revealed":
        return False
    return step.detail.solution is Solution.WITH_RESULTS or run.solution_shown


def poll_view(session: Session, step: Step, role: str) -> PollView | None:
    """`role`: whose eyes, as `sight_of` tells. None where the step asks nothing."""
    if not isinstance(step.detail, Poll):
        return None
    tells_here = session.script.rules.sensitive
    run = session.poll(step.id)
    if run is None:
        asked = session.polls.get(step.id)
        epoch = asked.epoch + 1 if asked else 1
        compared = role == "facilitator" and asked_before(session, step.id)
        return PollView("prepared", epoch, step.detail.k, since=epoch, compared=compared, tells_here=tells_here)
    solved = is_solved(session, step) or role == "facilitator"
    may_see = run.result is not None and (run.phase == "revealed" or role == "facilitator")
    if role == "facilitator" and step.detail.results is Show.NEVER:
        may_see = False
    result = _without(run.result, step.detail, solved, role) if may_see and run.result else None
    before = (*earlier_askings(session, step.id, role == "facilitator"), *run.earlier)
    earlier = tuple(_without(r, step.detail, solved, role) for r in before) if may_see else ()
    compared = role == "facilitator" and run.result is None and asked_before(session, step.id)
    told = (run.phase, run.epoch, step.detail.k, result, earlier, solved, run.reveal_wanted)
    return PollView(*told, compared=compared, since=run.since, tells_here=tells_here)


def _without(result: Result, poll: Poll, solved: bool, role: str) -> Result:
    """Without the correct marks until the solution, and without texts that moderation has not let through."""
    told = result if role == "facilitator" else results.public(result, poll)
    return with_right_words(told, poll) if solved else results.covered(told)


def breakout_view(session: Session, step: Step, audience: str) -> BreakoutView | None:
    """A group sees itself, those who lead all groups, proposed ones too. None where the step makes no groups."""
    if not isinstance(step.detail, Breakout):
        return None
    run = session.breakout(step.id)
    if run is None:
        return BreakoutView("prepared")
    sight = sight_of(audience)
    if sight == "participant":
        own = next((g for g in run.groups if group_audience(g.id) == audience), None)
        return _of_group(session, step, run, own)
    asks = asks_who_stays(session, step.id)
    named = named_on_screen(session, step.detail)
    if sight == FACILITATOR:
        told = _roles(step.detail, run.groups, run.round)
        return BreakoutView(
            run.phase, None, run.groups, run.alone, run.round, frozenset(run.more), named, asks, told
        )  # fmt: skip
    groups = run.groups if run.phase != "proposed" and audience != MODERATOR else ()
    phase = "prepared" if run.phase == "proposed" and audience in DESKS else run.phase
    alone = run.alone if audience == SUPPORT and groups else ()
    return BreakoutView(phase, None, groups, alone, run.round, named=named, asks_who_stays=asks)


def _of_group(session: Session, step: Step, run: BreakoutRun, own: Group | None) -> BreakoutView:
    assert isinstance(step.detail, Breakout)
    if own is None:
        return BreakoutView(run.phase, round=run.round)
    words = words_for(step.detail, own)
    told = _roles(step.detail, (own,), run.round)
    asks = asks_who_stays(session, step.id)
    return BreakoutView(run.phase, own, round=run.round, asks_who_stays=asks, roles=told, words=words)


def _roles(breakout: Breakout, groups: Sequence[Group], nth: int) -> dict[str, str]:
    return {person: role for group in groups for person, role in roles(breakout, group, nth).items()}


def prompt_answers(session: Session, step: Step) -> tuple[int, ...]:
    """The answer that each variant of a prompt is for; -1 where the script has it no more."""
    variants = step.detail.variants if isinstance(step.detail, Reflect) else ()
    asked = session.script.step(step.detail.prompt_by) if isinstance(step.detail, Reflect) else None
    choices = asked.detail.choices if asked and isinstance(asked.detail, Poll) else ()
    places = {grouping_key(choice.label): n for n, choice in reversed([*enumerate(choices)])}
    return tuple(places.get(grouping_key(variant.label), -1) for variant in variants)
