"""Bring a database up to date at the start, one process at a time."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from workshop import engine as hub
from workshop.store.database import StoreUnavailable
from workshop.util.phrases import phrase

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
PATIENCE = 60  # seconds; another process may be at it
_SAID = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.M)
_LOCK = 0x776F726B73686F70  # "workshop": the number of PostgreSQL's advisory lock


class TooNew(Exception):
    """The database was written by a newer version of Workshop; the text says what to do."""


TOO_NEW = phrase(
    "This database was written by a newer version of Workshop than this one. Nothing was changed in it. Install that "
    "version again, or restore the backup that was made before it: its name begins with before-update."
)


def refuse_newer(revisions: Iterable[str]) -> None:
    """Raises TooNew where one of the revisions of a database is none of ours."""
    if set(revisions) - _ours()[0]:
        raise TooNew(TOO_NEW)


def is_behind(engine: Engine) -> bool:
    """Whether there are tables of ours that `upgrade` would change. Raises StoreUnavailable, TooNew."""
    try:
        with engine.connect() as connection:
            revisions = _revisions_of(connection)
    except OperationalError as error:
        raise StoreUnavailable from error
    refuse_newer(revisions)
    return bool(revisions) and revisions != _ours()[1]


def _revisions_of(connection: Connection) -> set[str]:
    """As Alembic reads them."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(text("SELECT version_num FROM alembic_version")))


@cache
def _ours() -> tuple[set[str], set[str]]:
    """All revisions of this version of Workshop, and the newest: read here, since Alembic takes a tenth of a start."""
    said = [_SAID.findall(file.read_text("utf-8")) for file in (FOLDER / "versions").glob("*.py")]
    named = [(name, revision) for lines in said for name, revision in lines]
    known = {revision for name, revision in named if name == "revision"}
    return known, known - {revision for name, revision in named if name == "down_revision"}


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def upgrade(engine: Engine) -> None:
    """Run the missing revisions in one transaction. Raises StoreUnavailable where the database is held, TooNew."""
    for _ in range(PATIENCE * 10):
        try:
            return _upgrade(engine)
        except OperationalError as error:
            if "locked" not in str(error.orig):
                raise StoreUnavailable from error
        hub.sleep(0.1)
    raise StoreUnavailable


def _upgrade(engine: Engine) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        revisions = _revisions_of(connection)
        refuse_newer(revisions)
        if revisions == _ours()[1]:
            return
        from alembic import command  # most starts need nothing of it

        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
