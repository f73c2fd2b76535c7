"""What a server does by itself while it runs: keep promises of deletion, back up, notice trouble and its end."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from workshop import engine
from workshop.realtime import shut_places
from workshop.realtime.service import Realtime
from workshop.session import events as ev
from workshop.session.state import Session
from workshop.store.backup import forget_labels_in_backups, forget_old_labels, purge_everywhere
from workshop.store.claim import Together
from workshop.store.database import StoreUnavailable
from workshop.store.scheduled_backups import ScheduledBackups
from workshop.store.trouble import NOT_SAVED, Trouble
from workshop.util import measures

log = logging.getLogger("workshop")
DAY, HOUR, MINUTE = 86400, 3600, 60
LOOK_AGAIN = 2  # seconds between looks whether a trouble has come or is over
WAIT_FOR_QUIET = 6 * HOUR  # that a backup lets people who are in a workshop go first


def start(realtime: Realtime, backups: ScheduledBackups, claimed: object) -> None:
    """Set everything going. `claimed`: the claim on the database, which PostgreSQL may lose."""
    realtime.live.also_watched.append(lambda: backups.trouble)
    engine.spawn(_keep_promises, realtime)
    realtime.live.listeners.append(partial(_forget_labels, realtime))
    engine.spawn(_watch, realtime)
    engine.spawn(_back_up, realtime, backups)
    if isinstance(claimed, Together):
        realtime.live.also_watched.append(lambda: claimed.trouble)
        engine.spawn(_hold, claimed)


def _keep_promises(realtime: Realtime) -> None:
    """Once a day what is to be deleted is deleted, from the backups too; soon again where that was not possible."""
    while True:
        try:
            purge_everywhere(realtime.live.database, realtime.live.keys, realtime.backups, date.today())
            forget_old_labels(realtime.live.database, realtime.backups)
            measures.purged.set_to_current_time()
            wait = DAY
        except StoreUnavailable:
            wait = MINUTE
        engine.sleep(wait)


def _forget_labels(realtime: Realtime, _before: Session, after: Session, events: Sequence[ev.Event]) -> None:
    """The end is settled: what decided somebody's group is forgotten in the backups, too."""
    if any(isinstance(event, ev.EndSettled) for event in events):
        forget_labels_in_backups(realtime.backups, after.id)


def _back_up(realtime: Realtime, backups: ScheduledBackups) -> None:
    while True:
        engine.sleep(MINUTE)
        patience = WAIT_FOR_QUIET if realtime.presence.sessions() else 0
        if backups.due(patience):
            engine.attempt(backups.run, realtime.live.database)
            engine.sleep(10 * MINUTE if backups.trouble else 0)


def _hold(claimed: Together) -> None:
    while True:
        engine.sleep(LOOK_AGAIN)
        engine.in_thread(claimed.renew)


def _watch(realtime: Realtime) -> None:
    """Trouble with the disk or the keys is seen while nobody writes, and so is its end. What was deleted, a name or a
    browser that signed out, is in SQLite's journal for a minute."""
    known = None
    while True:
        realtime.live.database.probe()
        with suppress(StoreUnavailable):
            realtime.live.database.checkpoint()
        for _ in range(MINUTE // LOOK_AGAIN):
            engine.sleep(LOOK_AGAIN)
            engine.attempt(shut_places.close, realtime)
            known = _told(realtime.live.trouble(), known)
            if realtime.live.database.trouble:
                realtime.live.database.probe()


def _told(found: Trouble | None, known: Trouble | None) -> Trouble | None:
    """One line in the log when something is amiss, and one when it is over. What is told by now.

    The database tells its own as they happen.
    """
    if found and found != known and found.blocks and found.title != NOT_SAVED:
        log.warning("%s %s", found.title, found)
    if known and known.blocks and known.title != NOT_SAVED and not found:
        log.info("It is over: %s", known.what)
    return found
