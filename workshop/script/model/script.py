"""A whole workshop: its rules, its parts and its steps."""

from dataclasses import dataclass, field, replace

from .details import Reflect, Slide, Wall, Worksheet
from .polls import Poll
from .questions import QUESTIONS, QUESTIONS_ID
from .steps import Cue, Kind, Part, Step


@dataclass(frozen=True, slots=True)
class Rules:
    """The workshop's settings, defaults filled in according to `care`."""

    format: int = 1
    seconds: int | None = None
    people: tuple[int, int] = (2, 100)
    capped: bool = False  # the script itself says how many at most; otherwise nobody is sent away
    language: str = ""  # none said: the screen and downloads are in English, phones in their own
    address: str = ""  # formal, informal; none said: as each language's catalogue does
    theme: str = "calm"
    sensitive: bool = False
    about: str = "practice"  # practice, therapy, training, or a sentence; people in sensitive care read it at the door
    names: str = "nickname"  # nickname, none, real
    k: int = 3
    late: str = "welcome"  # welcome, ask, or the id of "until ID" in late_until
    late_until: str = ""
    help_path: str = ""
    signal: bool = True
    questions: bool = False  # people may ask from any step
    keep_days: int = 90
    rooms: str = "numbers"
    credits: tuple[tuple[str, str], ...] = ()


def _card(step: Step, own_id: str) -> Step:
    sentence = "<p>There is a mistake in this step, so it cannot be shown yet.</p>"
    title = step.title or "A step with a mistake"
    bare = Step(own_id, Kind.SLIDE, title, Slide(), html=sentence, notes=step.notes, seconds=step.seconds)
    flags = {"part": step.part, "optional": step.optional, "if_needed": step.if_needed, "line": step.line}
    return replace(bare, broken=True, path=step.path, **flags)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole workshop, every step in written order (drawer steps too; see `planned` and `drawer`)."""

    title: str
    rules: Rules
    parts: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    html: str = ""  # the invitation
    notes: tuple[Cue, ...] = ()
    help_html: str = ""  # the help lines, rendered
    open_lines: int = 0  # places of them that are still placeholders
    media: tuple[str, ...] = field(default=())  # paths below sessions/, for the server to allow

    @property
    def planned(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if not s.if_needed)

    @property
    def drawer(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if s.if_needed)

    @property
    def lacks_help(self) -> bool:
        """A sensitive workshop whose Help shows placeholders where people look for a number that answers."""
        return self.rules.sensitive and self.open_lines > 0

    def moderates(self, step: Step) -> bool:
        """Whether the team reads what is shared on this step before everyone does."""
        if isinstance(step.detail, Worksheet) or step.id == QUESTIONS_ID:
            return self.rules.sensitive
        return isinstance(step.detail, Reflect) and step.detail.moderate

    def k_of(self, step: Step) -> int:
        """From how many people on something of this step is shown: the one number for screens, console and downloads.

        Texts go by the strictest of the workshop and of every wall they hang on; a wall by the texts it is made of.
        """
        if isinstance(step.detail, Poll):
            return step.detail.k
        sources = step.detail.sources if isinstance(step.detail, Wall) else (step.id,)
        return max(map(self._k_of_texts, sources))

    def _k_of_texts(self, source: str) -> int:
        walls = (s.detail for s in self.steps if isinstance(s.detail, Wall))
        return max([self.rules.k, *(wall.k for wall in walls if source in wall.sources)])

    def with_cards(self) -> "Script":
        """For a rehearsal: where a step has an error stands a card that says so, under an id of its own."""
        seen: set[str] = set()
        steps = []
        for step in self.steps:
            own = f"{step.id}-{step.line}" if step.id in seen else step.id
            seen.add(own)
            steps.append(_card(step, own) if step.broken else step)
        return replace(self, steps=tuple(steps))

    def step(self, step_id: str) -> Step | None:
        for step in self.steps:  # at every answer, so without a generator
            if step.id == step_id:
                return step
        return QUESTIONS if step_id == QUESTIONS_ID and self.rules.questions else None
