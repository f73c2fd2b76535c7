"""Who answered a poll that closes, and whose answers a result is made of, as processes tell one another."""

from typing import Any

from workshop import engine
from workshop.live.timers import retry_until_stored
from workshop.realtime.service import Realtime
from workshop.session.state import Session
from workshop.sharing.peers import Body, Peers

SOON = 0.25  # seconds in which those who come together are told together


class VotersElsewhere:
    """A part of `Hearing`. What anybody answered is never told."""

    def __init__(self, realtime: Realtime, peers: Peers) -> None:
        self.realtime, self.peers = realtime, peers
        self._late: set[tuple[str, str, int]] = set()  # askings that somebody answered after they had closed

    def tell(self, session_id: str, step: str, epoch: int) -> None:
        """All at once, at the close: not when anybody answered, and never what."""
        voters = self.realtime.live.voters.share(session_id, step, epoch)
        if voters:
            self.peers.tell("voted", session=session_id, step=step, epoch=epoch, people=sorted(voters))

    def on_late(self, *asking: Any) -> None:
        """An answer was on its way when its poll closed: those who come together are told together."""
        self._late.add(asking)
        if len(self._late) == 1:
            engine.spawn(self._tell_late)

    def _tell_late(self) -> None:
        engine.sleep(SOON)
        late, self._late = self._late, set()
        for asking in late:
            retry_until_stored(self._tell_if_closing, *asking)

    def _tell_if_closing(self, session_id: str, step: str, epoch: int) -> None:
        """After Undo a poll is open again, and nobody is told of its voters one by one."""
        session = self.realtime.live.session(session_id)
        run = session.polls.get(step) if session else None
        if run and (run.phase, run.epoch) == ("closing", epoch):
            self.tell(session_id, step, epoch)

    def tell_counted(self, session: Session, step: str) -> None:
        """Before the word that it was counted: whoever counts the next one compares it with this one."""
        run = session.polls[step]
        if run.result and not run.result.hidden:
            known = self.realtime.live.voters.of_result(session.id, step, run.epoch)
            people = None if known is None else sorted(known)
            self.peers.tell("counted", session=session.id, step=step, epoch=run.epoch, people=people)

    def hear_counted(self, _process: str, body: Body) -> None:
        self.realtime.live.voters.told_elsewhere(body["session"], body["step"], body["epoch"], body["people"])

    def hear_voted(self, _process: str, body: Body) -> None:
        self.realtime.live.voters.add(body["session"], body["step"], body["epoch"], set(body["people"]))
