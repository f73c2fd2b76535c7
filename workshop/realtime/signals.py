"""What people show without words: a raised hand, "I need a moment", "please look in on me". Never stored."""

from dataclasses import dataclass, field
from typing import Any

from workshop.live.protocol import HandOp, SignalOp
from workshop.store.people import Participant


@dataclass(slots=True)
class Signals:
    """Per session: person → kind, and step → people with a hand up. Gone with the process, as they should be."""

    _kinds: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    _taken: dict[tuple[str, str], str] = field(default_factory=dict)
    _hands: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def accept(self, who: Participant, op: SignalOp | HandOp) -> None:
        """Show it to the team from now on; a hand that goes down, and "I am back", take it away."""
        if isinstance(op, SignalOp):
            self._set(who, op.kind)
            return
        hands = self._hands.setdefault((who.session, op.step), {})
        hands[who.id] = who.nickname
        if not op.up:
            del hands[who.id]

    def _hand(self, who: Participant, step: str, up: bool) -> None:
        """One hand a person, so that nobody fills the memory with steps that they make up."""
        for place in [place for place, hands in self._hands.items() if place[0] == who.session and who.id in hands]:
            del self._hands[place][who.id]
            if not self._hands[place]:
                del self._hands[place]
        if up:
            self._hands.setdefault((who.session, step), {})[who.id] = who.nickname

    def _set(self, who: Participant, kind: str) -> None:
        kinds = self._kinds.setdefault(who.session, {})
        kinds[who.id] = (who.nickname, kind)
        if kind != "look in":
            self._taken.pop((who.session, who.id), None)
        if kind == "back":
            del kinds[who.id]

    def take_call(self, session_id: str, person_id: str, by: str) -> bool:
        """Somebody of the team looks after this person now; False where nobody of that id asks."""
        asks = self._kinds.get(session_id, {}).get(person_id, ("", ""))[1] == "look in"
        if asks:
            self._taken[(session_id, person_id)] = by
        return asks

    def is_taken(self, session_id: str, person_id: str) -> bool:
        """Whether somebody of the team looks after this person already."""
        return (session_id, person_id) in self._taken

    def seen(self, session_id: str, step: str) -> dict[str, Any]:
        """For the console: who asks to be looked in on (by name), how many rest, whose hands are up."""
        kinds = self._kinds.get(session_id, {})
        return {
            "look_in": [
                {"id": i, "name": name, "taken": self._taken.get((session_id, i), "")}
                for i, (name, kind) in kinds.items()
                if kind == "look in"
            ],
            "resting": sum(1 for _, kind in kinds.values() if kind in ("quiet", "go")),
            "hands": list(self._hands.get((session_id, step), {}).values()),
        }

    def resting(self, session_id: str) -> set[str]:
        return {i for i, (_, kind) in self._kinds.get(session_id, {}).items() if kind in ("quiet", "go")}

    def moments(self, session_id: str) -> int:
        """How many need a moment, in whatever way they say so."""
        return len(self._kinds.get(session_id, {}))

    def clear(self, session_id: str, person_id: str) -> bool:
        """The call is answered; False where there was none."""
        self._taken.pop((session_id, person_id), None)
        return self._kinds.get(session_id, {}).pop(person_id, None) is not None

    def gone(self, session_id: str, person_id: str) -> None:
        """Who was removed asks for nothing any more."""
        self.clear(session_id, person_id)
        for (session, _), hands in self._hands.items():
            if session == session_id:
                hands.pop(person_id, None)

    def forget(self, session_id: str) -> None:
        self._kinds.pop(session_id, None)
        for person in [p for s, p in self._taken if s == session_id]:
            del self._taken[(session_id, person)]
        for key in [k for k in self._hands if k[0] == session_id]:
            del self._hands[key]
