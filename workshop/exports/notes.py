"""What one person wrote, for them to take home: a page with cards to print, and Markdown, in their own language.

Which language that is belongs to the app context: whoever calls writes all of it there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from jinja2 import Environment

from workshop.exports import calendar, wording
from workshop.exports.chunks import encoded
from workshop.exports.markdown import escaped, question, quoted
from workshop.exports.plain import without_media
from workshop.exports.report import own_environment, style
from workshop.script.model import QUESTIONS_ID, Field, Seed, Sees, Step, Tick, Worksheet
from workshop.session import recap
from workshop.session.errors import Ours
from workshop.session.state import Session
from workshop.util.language import current, listed, long_date, marked, said, whole_date
from workshop.util.theirs import in_their_language

WRITTEN = marked("What I wrote on %(day)s")
AGAIN = marked("To look at again on %(days)s")
DELETED = marked("On %(day)s the server deletes this session. This file stays yours.")


class OwnNote(Protocol):
    """A note as `store.notes.own` gives it."""

    @property
    def step(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def sees(self) -> Sees: ...


N = TypeVar("N", bound=OwnNote)


@dataclass(frozen=True, slots=True)
class Item:
    """One text with the words around its blank; a tick has no text."""

    label: str
    text: str
    sees: str


@dataclass(frozen=True, slots=True)
class Entry:
    """All that was written on one step. `again`: the days on which a seed asks to be looked at."""

    title: str
    html: str
    items: tuple[Item, ...]
    card: bool = False
    again: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeHome:
    """Everything one person takes home. `language`: of our own words in it; `theirs`: of the script’s."""

    title: str
    language: str
    theirs: str
    theme: str
    day: date
    delete_on: date | None
    entries: tuple[Entry, ...]
    resources: tuple[tuple[str, str], ...]  # title, html


def take_home(session: Session, notes: Iterable[OwnNote], day: date, delete_on: date | None) -> TakeHome:
    """`notes` in running order, with the questions they answer, and the session's resources.

    `day` is when the session was made, for one that was never begun.
    """
    own = list(notes)
    day = date.fromtimestamp(session.started_at) if session.started_at else day
    steps = [s for s in (session.script.step(i) for i in _in_order(session, own)) if s]
    rules = session.script.rules
    return TakeHome(
        session.script.title, current(), rules.language, rules.theme, day, delete_on,
        tuple(_entry(step, own, day) for step in steps),
        (*((s.title, s.html) for s in recap.resources(session)), *_help(session)),
    )  # fmt: skip


def _help(session: Session) -> Iterator[tuple[str, str]]:
    """What stands under Help in the room: a text may say that it is on this page."""
    if session.script.help_html:
        yield Ours(said(marked("Help"))), session.script.help_html


def _in_order(session: Session, notes: Sequence[OwnNote]) -> list[str]:
    written = {note.step for note in notes}
    return [step for step in dict.fromkeys((*session.order, *sorted(written))) if step in written]


def _entry(step: Step, notes: Sequence[OwnNote], day: date) -> Entry:
    labels = _labels(step)
    here = {note.field: note for note in notes if note.step == step.id}
    detail = step.detail
    days = detail.remind_days if isinstance(detail, Seed) else ()
    return Entry(
        title(step),
        step.html,
        tuple(_item(labels, note) for note in in_order(step, here.values())),
        card=isinstance(detail, Worksheet) and detail.card,
        again=tuple(day + timedelta(days=d) for d in days),
    )


def title(step: Step) -> str:
    """Of the questions from the room it is ours, of every other step whoever leads wrote it."""
    return Ours(said(step.title)) if step.id == QUESTIONS_ID else step.title


def in_order(step: Step, notes: Iterable[N]) -> list[N]:
    """As the fields stand on the sheet; what is of an older text of the script comes last."""
    places = {name: place for place, name in enumerate(_labels(step))}
    return sorted(notes, key=lambda note: places.get(note.field, len(places)))


def _labels(step: Step) -> dict[str, Field | Tick]:
    items = step.detail.items if isinstance(step.detail, Worksheet) else ()
    return {item.name: item for item in items if isinstance(item, Field | Tick)}


def label(step: Step, field: str) -> str:
    """The words beside the field in which a note was written; empty where the step has one box."""
    return _item(_labels(step), _Plain(field, step=step.id)).label


@dataclass(frozen=True, slots=True)
class _Plain:
    field: str
    text: str = ""
    sees: Sees = Sees.ONLY_ME
    step: str = ""


def _item(labels: dict[str, Field | Tick], note: OwnNote) -> Item:
    sees = said(wording.SHARED[note.sees.value])
    match labels.get(note.field):
        case Tick(label=label):
            return Item(label, "", sees)
        case Field(before=before, after=after):
            return Item(f"{before} … {after}" if after else before, note.text, sees)
        case _:
            return Item("" if note.step == QUESTIONS_ID else note.field, note.text, sees)


def page(home: TakeHome, environment: Environment | None = None) -> Iterator[bytes]:
    """HTML that stands alone; worksheets meant as cards are framed, to be cut out."""
    template = (environment or own_environment()).get_template("report/notes.html")
    words = {"when": whole_date, "days": _days, "question": without_media, "style": style()}
    return encoded([in_their_language(template.render(home=home, **words), home.theirs, home.language)])


def markdown(home: TakeHome) -> Iterator[bytes]:
    return encoded(f"{line}\n" for line in _lines(home))


def reminders(home: TakeHome) -> Iterator[bytes]:
    yield seeds(home).encode()


def seeds(home: TakeHome) -> str:
    """A calendar file with every seed of this person; without one, an empty calendar."""
    planted = [(e, i.text) for e in home.entries if e.again for i in e.items]
    return calendar.of([(e.title, text, home.day, e.again) for e, text in planted], home.theirs)


def _lines(home: TakeHome) -> Iterator[str]:
    yield from (f"# {escaped(home.title)}", "", said(WRITTEN, {"day": long_date(home.day)}), "")
    for entry in home.entries:
        yield from (f"## {escaped(entry.title)}", "")
        yield from question(entry.html)
        for item in entry.items:
            yield from _item_lines(item)
        if entry.again:
            yield from (said(AGAIN, {"days": _days(entry.again)}), "")
    for title, html in home.resources:
        yield from (f"## {escaped(title)}", "")
        yield from question(html)
    if home.delete_on:
        yield said(DELETED, {"day": long_date(home.delete_on)})


def _days(days: Iterable[date]) -> str:
    return listed([long_date(day) for day in days])


def _item_lines(item: Item) -> Iterator[str]:
    if not item.text:
        yield from (f"- [x] {escaped(item.label)}", "")
        return
    yield from (f"**{escaped(item.label)}**", "") if item.label else ()
    yield from (quoted(item.text), "", f"*{item.sees}*", "")
