"""Bring a database up to date at the start, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from workshop import engine as hub
from workshop.store.database import StoreUnavailable

FOLDER = Path(__file__).parent / "migrations"
PATIENCE = 60  # seconds; another process may be at it
_LOCK = 0x776F726B73686F70  # "workshop": the number of PostgreSQL's advisory lock


def upgrade(engine: Engine) -> None:
    """Run the missing revisions in one transaction. Raises StoreUnavailable where the database is held."""
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
        config = Config()
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
