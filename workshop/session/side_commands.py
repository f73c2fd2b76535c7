"""What those who lead ask for beside the course: it changes no session and bumps no v.

`realtime.room_actions` carries it out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Admit:
    """Let somebody in who waits at the door. `person` is an id, here and below."""

    person: str


@dataclass(frozen=True, slots=True)
class AdmitAll:
    """Let in everybody on this list who still waits; whoever came after it was looked at goes on waiting."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    person: str


@dataclass(frozen=True, slots=True)
class TakeCall:
    """Somebody of the team, called `by`, looks after a person who asked to be looked in on."""

    person: str
    by: str


@dataclass(frozen=True, slots=True)
class CloseCall:
    person: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A word that only this person gets; kept nowhere."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """A shared text returns to whoever wrote it, with a `line` that they alone see."""

    step: str
    item: str
    line: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A bell on every phone whose person wants sounds."""


@dataclass(frozen=True, slots=True)
class RemoveUnseen:
    """Everybody who joined and never connected since the server started."""


RoomAction = Admit | AdmitAll | Remove | RemoveUnseen | TakeCall | CloseCall | Reply | GiveBack | Ring
