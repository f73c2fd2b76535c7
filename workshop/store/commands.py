"""`workshop backup`, `restore` and `purge`. Imports stay lazy: the CLI may ask for these at any start."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workshop.config import Settings

DATA = click.option("--data", help="The data folder. [WORKSHOP_DATA, else data]")

CANNOT_WRITE = "{} could not be written. Is the disk full, is the folder yours?"


def _settings(data: str | None) -> "Settings":
    from workshop.config import Settings, SettingsError

    try:
        return Settings.from_env(data=data)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def _database_file(settings: "Settings") -> Path:
    scheme, _, rest = settings.database_url.partition(":///")
    if scheme != "sqlite":
        raise click.ClickException("The database is PostgreSQL. Use its own tools: pg_dump and pg_restore.")
    return Path(rest)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@click.command()
@DATA
@click.option("--to", type=click.Path(path_type=Path), help="The new file. [backups/ in the data folder]")
def backup(data: str | None, to: Path | None) -> None:
    """Copy the database, also while the server runs."""
    from workshop.store import backup as copying
    from workshop.store.database import StoreUnavailable

    settings = _settings(data)
    target = to or _new_name(settings.data / "backups")
    try:
        with copying.open_for_copying(_database_file(settings)) as database:
            copying.backup(database, target)
    except copying.BackupError as error:
        raise click.ClickException(str(error)) from None
    except (StoreUnavailable, OSError):
        raise click.ClickException(CANNOT_WRITE.format(target)) from None
    click.echo(f"Kept in {target}")
    click.echo("The keys of running polls are not in it: their votes can be read on this machine only.")


def _new_name(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"workshop-{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}.db"


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@DATA
def restore(source: Path, data: str | None) -> None:
    """Put the backup SOURCE in the place of the database."""
    from workshop.store import backup as copying

    target = _database_file(_settings(data))
    try:
        copying.restore(source, target)
        copying.in_copies([target], lambda conn: copying.purge(conn, _today()))
    except copying.BackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{target} could not be written ({error.strerror}).") from None
    click.echo(f"Restored from {source}. What was there before is in backups/ now.")


@click.command()
@DATA
def purge(data: str | None) -> None:
    """Delete the workshops whose day has come, from the backups too."""
    from workshop.store import backup as copying
    from workshop.store.database import StoreUnavailable

    settings = _settings(data)
    path = _database_file(settings)
    if path.exists() and not copying.alone(path):
        click.echo("The server is running. It does this by itself, once a day; there is nothing to do.")
        return
    try:
        with copying.open_to_change(path) as database:
            count = copying.purge_everywhere(database, settings.data / "backups", _today())
    except StoreUnavailable:
        raise click.ClickException(CANNOT_WRITE.format(path)) from None
    click.echo(f"Deleted: {count}. " + ("Nothing of them is left." if count else "No workshop was due."))


COMMANDS = [backup, restore, purge]
