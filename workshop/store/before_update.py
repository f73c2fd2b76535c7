"""A copy of the database before a newer version of Workshop changes its tables: the way back."""

import logging
from pathlib import Path

from sqlalchemy import Engine

from workshop.store import postgres_copies
from workshop.store.database import Database, StoreUnavailable
from workshop.store.migrate import is_behind
from workshop.store.restore import Place, back_up, stamp
from workshop.util.phrases import marked, phrase
from workshop.util.whole_files import BackupError

log = logging.getLogger("workshop.store")
NO_ROOM = marked(
    "The database must be brought up to date for this version of Workshop, and the copy that is made before could not "
    "be written to {folder}. Make room there, or look at the owner of the folder, and start again. Nothing was changed."
)
NO_DUMP = "The database is brought up to date without a copy of it before: %s"


def copy_before_update(engine: Engine, url: str, place: Place) -> None:
    """Where `migrate.upgrade` would change something. Raises BackupError, StoreUnavailable, TooNew.

    Without the programs of PostgreSQL there is no dump; its own transaction still makes the update whole or not at all.
    """
    if not is_behind(engine):
        return
    place.backups.mkdir(mode=0o700, exist_ok=True)
    target = place.backups / f"before-update-{stamp()}"
    if engine.dialect.name == "sqlite":
        _copy(Database(engine), place, target.with_name(f"{target.name}.zip"))
        return
    try:
        postgres_copies.back_up(url, place, target.with_name(f"{target.name}.zip"))
    except BackupError as error:
        log.warning(NO_DUMP, error)


def _copy(database: Database, place: Place, target: Path) -> None:
    try:
        back_up(place, target, database)
    except (StoreUnavailable, OSError):
        raise BackupError(phrase(NO_ROOM, folder=place.backups)) from None
