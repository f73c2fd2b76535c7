"""Counting the ballots of a poll: so far, where its script shows them live, and once it has closed."""

from dataclasses import replace

from sqlalchemy import Connection

from workshop.script.model import Poll, Show
from workshop.session.comparable import asked_before, moves_openly
from workshop.session.counting import tally
from workshop.session.results import Result, covered, public
from workshop.session.state import Session
from workshop.store import ballots
from workshop.store.database import Database
from workshop.store.keys import KeyStore


def so_far(database: Database, keys: KeyStore, session: Session) -> Result | None:
    """The tally of an open poll that the script shows live, from k votes on; None for every other poll."""
    step, run = session.step, session.poll(session.current)
    if step is None or run is None or not isinstance(step.detail, Poll) or run.phase not in ("open", "closing"):
        return None
    if step.detail.results is not Show.LIVE or session.script.rules.sensitive or asked_before(session, step.id):
        return None
    with database.read() as conn:
        votes = ballots.votes(conn, keys, session.id, step.id, run.epoch)
    result = tally(step.detail, votes, sensitive=False, seed=0)
    return None if result.hidden or (result.kept_back and not result.bars) else covered(public(result, step.detail))


def of_closed(conn: Connection, keys: KeyStore, session: Session, step: str) -> tuple[Result, int]:
    """The result, and how many answered: whoever passed is not among them."""
    run = session.polls[step]
    votes = ballots.votes(conn, keys, session.id, step, run.epoch)
    seed = int.from_bytes(ballots.poll_id(session.id, step, run.epoch), "big")
    result = tally(poll_of(session, step), votes, session.script.rules.sensitive, seed)
    if result.movement and not moves_openly(session, step):
        result = replace(result, movement=None)
    return result, sum(1 for vote in votes if not vote.passed)


def poll_of(session: Session, step_id: str) -> Poll:
    """The question of a step that is known to ask one."""
    step = session.script.step(step_id)
    assert step is not None and isinstance(step.detail, Poll)
    return step.detail
