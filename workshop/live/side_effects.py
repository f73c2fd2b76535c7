"""What an event changes outside of the state, in the same transaction: ballots, shared texts, what decided groups."""

from sqlalchemy import Connection

from workshop.live.tallies import poll_of
from workshop.script.model import QUESTIONS_ID
from workshop.session import events as ev
from workshop.session.choices import vote_bytes
from workshop.session.errors import Refused
from workshop.session.note_rules import is_written_on
from workshop.session.state import Session
from workshop.store import ballots, group_answers, me_too, notes, sessions, shared_texts
from workshop.store.keys import KeyStore


def carry_out(conn: Connection, keys: KeyStore, session: Session, event: ev.Event) -> None:
    """`session` is the one after the event. Raises Refused where a text to moderate is not there any more."""
    match event:
        case ev.PollOpened(step, epoch):
            poll = poll_of(session, step)
            size = vote_bytes(poll)
            ballots.open_poll(conn, keys, session.id, step, epoch, size)
        case ev.PollClosing(step, _):
            ballots.set_closing(conn, session.id, step, session.polls[step].epoch)
        case ev.PollCounted(step, _):
            ballots.finish(conn, session.id, step, session.polls[step].epoch)
        case ev.ScriptApplied():
            sessions.apply_script(conn, session.id, session.script.title, event)
        case ev.MeTooCounted():
            me_too.finish(conn, session.id)
        case ev.EndSettled():
            group_answers.forget(conn, session.id)
        case ev.TextsModerated(step, items, to) if step not in session.polls:
            if not shared_texts.moderate(conn, session.id, step, items, to):
                raise Refused("Whoever wrote this has taken it back or written it anew. Please look once more.")


def is_over(before: Session, after: Session) -> bool:
    """Whether people have just stopped writing. Then the journal goes too: it tells in which order they wrote."""
    step = before.step
    return step is not None and is_written_on(before, step.id) and not is_written_on(after, step.id)


def release_texts(conn: Connection, before: Session, after: Session) -> None:
    """Where people have just stopped writing, what they shared comes out, all at once; the rest at the end.

    That is once the end can't be taken back: who ends, looks and goes on would get what came late one by one.
    """
    step = before.step
    if step is not None and is_over(before, after):
        notes.mix_order(conn, after.id, step.id)
        shared_texts.release(conn, after.id, step.id, after.script.k_of(step), closing=True)
    if after.settled and not before.settled:
        shared_texts.release_to_team(conn, after.id)
    if after.phase == "ended" and before.phase != "ended":
        notes.mix_order(conn, after.id, QUESTIONS_ID)
