"""Bring a database up to date at the start, one process at a time."""

from collections.abc import Iterable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from workshop import engine as hub
from workshop.store.database import StoreUnavailable

FOLDER = Path(__file__).parent / "migrations"
PATIENCE = 60  # seconds; another process may be at it
_LOCK = 0x776F726B73686F70  # "workshop": the number of PostgreSQL's advisory lock


class TooNew(Exception):
    """The database was written by a newer version of Workshop; the text says what to do."""


TOO_NEW = (
    "This database was written by a newer version of Workshop than this one. Nothing was changed in it. Install that "
    "version again, or restore the backup that was made before it: its name begins with before-update."
)


def refuse_newer(revisions: Iterable[str]) -> None:
    """Raises TooNew where one of the revisions of a database is none of ours."""
    if set(revisions) - _known():
        raise TooNew(TOO_NEW)


def is_behind(engine: Engine) -> bool:
    """Whether there are tables of ours that `upgrade` would change. Raises StoreUnavailable, TooNew."""
    try:
        with engine.connect() as connection:
            revisions = set(MigrationContext.configure(connection).get_current_heads())
    except OperationalError as error:
        raise StoreUnavailable from error
    refuse_newer(revisions)
    return bool(revisions) and revisions != set(_scripts().get_heads())


def _known() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
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
        refuse_newer(MigrationContext.configure(connection).get_current_heads())
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
