"""A card opened as a form: what stands in the text, field by field, so that only what is changed is written."""

from collections.abc import Callable
from dataclasses import dataclass

from workshop.authoring.cards.blocks import NOT_THERE, Refusal
from workshop.authoring.cards.pieces import ANSWERS, NOTES, TEXT, Piece, pieces
from workshop.script.answer_values import right
from workshop.script.drafts import Draft, Draftbook
from workshop.script.listing import Written
from workshop.script.messages import Report
from workshop.script.model import Kind, Poll, Sees, Step
from workshop.script.own_texts import OneText
from workshop.script.parser import parse
from workshop.script.question_pages import OF_ONE, questions_of
from workshop.script.settings import BY_SCOPE, Setting
from workshop.script.values import Unreadable, text
from workshop.script.words import duration

Load = Callable[[str], str]
# What somebody asks first of a step of this kind; all else that is set comes after it.
FIRST = {
    Kind.POLL: ("answer", "right", "choose", "results"),
    Kind.CHECK_IN: ("series", "answer", "results"),
    Kind.REFLECT: ("who sees this",),
    Kind.WORKSHEET: ("who sees this",),
    Kind.BREAKOUT: ("groups", "notes"),
    Kind.WALL: ("from",),
    Kind.PAUSE: ("breathing",),
    Kind.SEED: ("remind",),
}
WHO = tuple(str(sees) for sees in Sees)
WRITING = (Kind.SLIDE, Kind.TALK, Kind.REFLECT, Kind.PAUSE, Kind.BREAK)


@dataclass(frozen=True, slots=True)
class Field:
    """One setting. `options` empty: any text, of which `possible` tells what is read."""

    name: str
    value: str
    options: tuple[str, ...] = ()
    possible: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """`pieces` are those of the text; where a sort is missing, a form may begin one (`offers`)."""

    draft: Draft
    step: Step
    first: tuple[Field, ...]  # what one asks first of such a step
    more: tuple[Field, ...]  # all else that is set
    pieces: tuple[Piece, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*self.first, *self.more)

    @property
    def length(self) -> str:
        return duration(self.step.seconds) if self.step.seconds else ""

    @property
    def flag(self) -> str:
        return "if needed" if self.step.if_needed else "optional" if self.step.optional else ""

    @property
    def offers(self) -> tuple[str, ...]:
        there = {piece.what for piece in self.pieces}
        asks = isinstance(self.step.detail, Poll) and not any(f.name == "answer" and f.value for f in self.fields)
        asks = asks and not questions_of(self.draft)
        wanted = (TEXT, *((ANSWERS,) if asks else ()), NOTES)
        return tuple(what for what in wanted if what not in there)

    @property
    def several(self) -> bool:
        """Whether more than one of the answers may be chosen."""
        return any(piece.what == ANSWERS and "[" in piece.marks[0] for piece in self.pieces)


def form(source: str, number: int, path: str, load: Load | None) -> Form:
    """The step whose heading stands at this line, in English key words. Raises Refusal."""
    return form_of(draft_at(parse(OneText.of(source).english, path, load, Report()), number, path))


def draft_at(book: Draftbook, number: int, path: str) -> Draft:
    found = next((d for d in book.drafts if d.head.number == number and d.head.path == path), None)
    if found is None:
        raise Refusal(NOT_THERE)
    return found


def form_of(draft: Draft) -> Form:
    known = BY_SCOPE[str(draft.kind)]
    scope, page = str(draft.kind), bool(questions_of(draft))
    wanted = [name for name in FIRST.get(draft.kind, ()) if not (page and name in OF_ONE)]
    first = [name for name in wanted if shown(name, draft, scope)]
    more = [name for name in draft.settings.written if name not in first and shown(name, draft, scope)]
    asked, others = (tuple(field_of(known[name], draft) for name in names) for names in (first, more))
    return Form(draft, draft.done, asked, others, tuple(pieces(draft)))


def shown(name: str, draft: Draft, scope: str) -> bool:
    """What stands there several times, or over several lines, is left to the text. In a list the right is ticked."""
    written = draft.settings.written.get(name)
    if name == "right" and written is None and draft.body.items:
        return False
    known = BY_SCOPE[scope]
    return name in known and not known[name].many and (written is None or whole(written))


def whole(entry: Written) -> bool:
    """Whether the value stands in one line: only such are written anew here."""
    return entry.line.content.endswith(entry.value) and not entry.line.raw.rstrip().endswith("\\")


def field_of(setting: Setting, draft: Draft, options: tuple[str, ...] | None = None) -> Field:
    """One setting as it stands there. `options`: all that is possible, where the table of settings does not list it."""
    entry = draft.settings.written.get(setting.name)
    value = entry.value if entry else ""
    options = _options(setting) if options is None else options
    if options and value and value not in options:
        options = (value, *options)
    return Field(setting.name, value, options, setting.possible)


def _options(setting: Setting) -> tuple[str, ...]:
    """All that is possible, where that is a short list of words."""
    if setting.name in ("who sees this", "notes"):
        return (*(("none",) if setting.name == "notes" else ()), *WHO)
    listed = tuple(setting.possible.split(", "))
    free = setting.read in (text, right) or len(listed) == 1  # one alone is an example
    return () if free or not all(_reads(setting, word) for word in listed) else listed


def _reads(setting: Setting, word: str) -> bool:
    try:
        setting.read(word)
    except Unreadable:
        return False
    return True
