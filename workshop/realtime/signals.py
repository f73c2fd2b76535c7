"""What people show without words: a raised hand, "I need a moment", "please look in on me". Never stored.

Every word is the newest of its person and kind, so that processes that tell one another agree in whatever order they
hear it.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from workshop import engine
from workshop.live.protocol import HandOp, SignalOp
from workshop.store.people import Participant

CALLS, TAKEN, HAND = "calls", "taken", "hand"
FORGOTTEN = 600.0  # seconds after which a word that takes something away is not needed any more


@dataclass(frozen=True, slots=True)
class Word:
    """`about`: calls (quiet, go, look in), taken (by whom), hand (on which step). An empty `value` takes it away."""

    person: str
    about: str
    value: str
    at: float


@dataclass(slots=True)
class Signals:
    """Session → the newest word of each person about each thing. `told(session, words)` hears what was said here."""

    told: Callable[[str, list[dict[str, Any]]], object] = lambda _session, _words: None
    _words: dict[str, dict[tuple[str, str], Word]] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def accept(self, who: Participant, op: SignalOp | HandOp) -> None:
        """Show it to the team from now on; a hand that goes down, and "I am back", take it away."""
        self._names[who.session, who.id] = who.nickname
        if isinstance(op, HandOp):
            self._say(who.session, who.id, {HAND: op.step if op.up else ""})  # one hand a person: nothing grows
        else:
            kind = "" if op.kind == "back" else op.kind
            self._say(who.session, who.id, {CALLS: kind} if kind == "look in" else {CALLS: kind, TAKEN: ""})

    def _say(self, session_id: str, person: str, values: dict[str, str]) -> None:
        words = [Word(person, about, value, engine.now()) for about, value in values.items()]
        for word in words:
            self._keep(session_id, word)
        self.told(session_id, [asdict(word) for word in words])

    def _keep(self, session_id: str, word: Word) -> None:
        kept = self._words.setdefault(session_id, {})
        known = kept.pop((word.person, word.about), None)
        same = known is not None and known.value == word.value
        newest = word if known is None or word.at >= known.at else known
        if same and known is not None:
            newest = Word(word.person, word.about, word.value, known.at)  # in its place in the line
        kept[word.person, word.about] = newest

    def hear(self, session_id: str, words: list[dict[str, Any]], name_of: Callable[[str], str]) -> None:
        """What was said at another process. `name_of(person)`: their name, which is not told along."""
        for given in words:
            word = Word(str(given["person"]), str(given["about"]), str(given["value"]), float(given["at"]))
            if word.value and (session_id, word.person) not in self._names:
                self._names[session_id, word.person] = name_of(word.person)
            self._keep(session_id, word)

    def all_of(self, session_id: str) -> list[dict[str, Any]]:
        """Every word, for a process that comes."""
        old = engine.now() - FORGOTTEN
        return [asdict(w) for w in self._words.get(session_id, {}).values() if w.value or w.at > old]

    def _about(self, session_id: str, about: str) -> Iterator[Word]:
        found = (w for (_, what), w in self._words.get(session_id, {}).items() if what == about and w.value)
        return iter(sorted(found, key=lambda word: word.at))

    def _value(self, session_id: str, person: str, about: str) -> str:
        word = self._words.get(session_id, {}).get((person, about))
        return word.value if word else ""

    def take_call(self, session_id: str, person_id: str, by: str) -> bool:
        """Somebody of the team looks after this person now; False where nobody of that id asks."""
        asks = self._value(session_id, person_id, CALLS) == "look in"
        if asks:
            self._say(session_id, person_id, {TAKEN: by})
        return asks

    def is_taken(self, session_id: str, person_id: str) -> bool:
        """Whether somebody of the team looks after this person already."""
        return bool(self._value(session_id, person_id, TAKEN))

    def seen(self, session_id: str, step: str) -> dict[str, Any]:
        """For the console: who asks to be looked in on (by name), how many rest, whose hands are up."""
        calls = list(self._about(session_id, CALLS))
        return {
            "look_in": [
                {"id": w.person, "name": self._name(session_id, w), "taken": self._value(session_id, w.person, TAKEN)}
                for w in calls
                if w.value == "look in"
            ],
            "resting": sum(1 for w in calls if w.value in ("quiet", "go")),
            "hands": [self._name(session_id, w) for w in self._about(session_id, HAND) if w.value == step],
        }

    def _name(self, session_id: str, word: Word) -> str:
        return self._names.get((session_id, word.person), "")

    def resting(self, session_id: str) -> set[str]:
        return {w.person for w in self._about(session_id, CALLS) if w.value in ("quiet", "go")}

    def moments(self, session_id: str) -> int:
        """How many need a moment, in whatever way they say so."""
        return len(list(self._about(session_id, CALLS)))

    def clear(self, session_id: str, person_id: str) -> bool:
        """The call is answered; False where there was none."""
        was = bool(self._value(session_id, person_id, CALLS))
        if was or self._value(session_id, person_id, TAKEN):
            self._say(session_id, person_id, {CALLS: "", TAKEN: ""})
        return was

    def gone(self, session_id: str, person_id: str) -> None:
        """Who was removed asks for nothing any more."""
        self._say(session_id, person_id, {CALLS: "", TAKEN: "", HAND: ""})

    def forget(self, session_id: str) -> None:
        self._words.pop(session_id, None)
        self._names = {key: name for key, name in self._names.items() if key[0] != session_id}
