"""All settings in one table: where each may stand, how its value is read, what is possible."""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.util.phrases import phrase

from . import answer_values, durations, group_values, values
from .model import SIGNS, Kind
from .values import Reader

WORKSHOP, PART, QUESTION = "workshop", "part", "question"
KINDS = {
    "Slide": Kind.SLIDE, "Talk": Kind.TALK, "Poll": Kind.POLL, "Check-in": Kind.CHECK_IN,
    "Reflect": Kind.REFLECT, "Worksheet": Kind.WORKSHEET, "Breakout": Kind.BREAKOUT, "Wall": Kind.WALL,
    "Pause": Kind.PAUSE, "Break": Kind.BREAK, "Seed": Kind.SEED, "Resources": Kind.RESOURCES,
}  # fmt: skip
KIND_NAMES = {kind: name for name, kind in KINDS.items()}
EVERY_STEP = frozenset(str(kind) for kind in Kind)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: where it may stand, how its value is read, and what is possible."""

    name: str
    scopes: frozenset[str]
    read: Reader
    possible: str
    many: bool = False

    @property
    def example(self) -> str:
        return self.possible.partition(", ")[0]


def _row(name: str, scopes: str | Iterable[str], read: Reader, possible: str, many: bool = False) -> Setting:
    wanted = scopes.split() if isinstance(scopes, str) else scopes
    return Setting(name, frozenset(wanted), read, possible, many)


def _choice(name: str, scopes: str | Iterable[str], *words: str) -> Setting:
    return _row(name, scopes, values.one_of(*words), ", ".join(words))


def _yes(name: str, scopes: str) -> Setting:
    return _row(name, scopes, values.yes_no, "yes, no")


POLLS = "poll check-in"
ASKED = f"{POLLS} {QUESTION}"
SETTINGS = (
    # the workshop
    _row("format", WORKSHOP, values.script_format, "1"),
    _row("time", WORKSHOP, durations.seconds, "90 min"),
    _row("people", WORKSHOP, values.people, "6-24"),
    _row("language", WORKSHOP, values.language, "en, de, pt-BR"),
    _choice("address", WORKSHOP, "formal", "informal"),
    _choice("theme", WORKSHOP, "calm", "plain", "contrast"),
    _choice("care", WORKSHOP, "standard", "sensitive"),
    _row("about", WORKSHOP, values.about, "practice, therapy, training, or a sentence of your own"),
    _choice("names", WORKSHOP, "nickname", "none", "real"),
    _row("late joiners", WORKSHOP, values.late, "welcome, ask, until ID"),
    _row("help", WORKSHOP, values.text, "_help-lines.md"),
    _row("signal", WORKSHOP, values.on_off, "on, off"),
    _row("questions", WORKSHOP, values.on_off, "off, on"),
    _row("keep", WORKSHOP, values.days, "90 days"),
    _row("author", WORKSHOP, values.text, "a name"),
    _row("licence", WORKSHOP, values.text, "CC BY 4.0"),
    _row("source", WORKSHOP, values.text, "where it comes from"),
    _row("updated", WORKSHOP, values.text, "a date"),
    _row("rooms", "workshop breakout", group_values.rooms, "numbers, tables, or a link with {group}"),
    _row("minimum answers", "workshop poll check-in wall", values.whole(1, 100), "a number such as 3"),
    # parts and steps
    _row("repeat", PART, values.repeat, "a number, until stopped"),
    _choice("sign", PART, *SIGNS, "none"),
    _row("id", [PART, *EVERY_STEP], values.identifier, "small letters, digits and single dashes"),
    _row("lead", [PART, *EVERY_STEP], values.text, "a name"),
    _row("heads up", [PART, *EVERY_STEP], values.text, "a sentence"),
    _row("materials", EVERY_STEP, values.text, "paper, pens"),
    _row("offer", EVERY_STEP, values.offer, values.OFFERS, many=True),
    _choice("show on", EVERY_STEP, "both", "phones", "screen"),
    # Slide, Talk
    _choice("reveal", "slide", "all", "one by one"),
    _row("hands", "talk", values.on_off, "on, off"),
    _yes("type instead", "talk"),
    # Poll, Check-in
    _row("answer", ASKED, answer_values.answer, answer_values.ANSWERS),
    _row("answers from", "poll", values.identifiers, "the id of a step, several with commas"),
    _row("again", "poll", values.identifier, "the id of an earlier Poll"),
    _row("choose", ASKED, answer_values.choose, "a number such as 2, up to 3"),
    _choice("results", POLLS, "after closing", "live", "facilitators", "never"),
    _row("right", "poll question", answer_values.right, answer_values.RIGHT),
    _choice("solution", POLLS, "with results", "by hand", "never"),
    _yes("change", POLLS),
    _row("time limit", POLLS, durations.seconds, "60 s"),
    _yes("moderate", "poll check-in reflect"),
    _yes("shuffle", ASKED),
    _yes("other", POLLS),
    _row("series", "check-in", values.identifier, "small letters, digits and single dashes"),
    _yes("compare", "check-in"),
    # Reflect, Worksheet
    _row("who sees this", "reflect worksheet", values.who, values.WHO),
    _row("prompt by", "reflect", values.identifier, "the id of a poll"),
    _row("pause before sending", "reflect worksheet", durations.wait, "10 s, yes, no"),
    _row("words", "reflect", values.up_to(1, 2000), "a number such as 80"),
    _yes("card", "worksheet"),
    _row("from", "worksheet", values.identifier, "the id of a step"),
    _row("from", "wall", values.identifiers, "the id of a step, several with commas"),
    # Breakout
    _row("groups", "breakout", group_values.groups, group_values.GROUPS),
    _choice("leftover", "breakout", "bigger group", "smaller group", "facilitator", "solo"),
    _choice("mix", "breakout", "new faces", "random"),
    _row("size", "breakout", values.whole(2, 100), "a number such as 4"),
    _row("notes", "breakout", values.no_or_who, "none, " + values.WHO),
    _yes("on your own", "breakout"),
    _choice("end", "breakout", "by hand", "timer"),
    _row("roles", "breakout", group_values.roles, group_values.ROLES),
    _choice("stay", "breakout", "nobody", "one", "one by lot"),
    # Wall, Pause, Break, Seed, Resources
    _choice("order", "wall", "random"),
    _row("breathing", "pause", values.breathing, "in 4, out 6, or in 4, hold 1, out 7, hold 1"),
    _yes("sound", "pause"),
    _yes("bell", "pause break"),
    _row("remind", "seed", values.remind, "after 1 week, 1 month"),
    _choice("available", "resources", "from the start", "from here"),
)
BY_SCOPE = {
    scope: {s.name: s for s in SETTINGS if scope in s.scopes} for scope in (WORKSHOP, PART, QUESTION, *map(str, Kind))
}


def scope_name(scope: str) -> str:
    names = {
        WORKSHOP: phrase("the workshop"),
        PART: phrase("a part"),
        QUESTION: phrase("a question"),
        "resources": "Resources",
    }
    return names.get(scope) or phrase("a {kind}", kind=KIND_NAMES[Kind(scope)])


def names(scope: str) -> str:
    return ", ".join(sorted(BY_SCOPE[scope]))
