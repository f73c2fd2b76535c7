"""`workshop backup`, `restore` and `purge`. Imports stay lazy: the CLI may ask for these at any start."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workshop.config import Settings

DATA = click.option("--data", help="The data folder. [WORKSHOP_DATA, else data]")

CANNOT_WRITE = "{} could not be written. Is the disk full, is the folder yours?"
NO_ANSWER = "PostgreSQL does not answer. Look at WORKSHOP_DATABASE_URL and its server."
NO_KEYS = "Redis, where the keys of polls are, does not answer. Nothing was deleted. Look at WORKSHOP_REDIS_URL."
STAYS = "What is deleted later stays in a dump of PostgreSQL. Delete old dumps yourself."


def _settings(data: str | None) -> "Settings":
    from workshop.config import Settings, SettingsError

    try:
        return Settings.from_env(data=data)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def _database_file(settings: "Settings") -> Path | None:
    """None with PostgreSQL."""
    scheme, _, rest = settings.database_url.partition(":///")
    return Path(rest) if scheme == "sqlite" else None


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@click.command()
@DATA
@click.option("--to", type=click.Path(path_type=Path), help="The new file. [backups/ in the data folder]")
def backup(data: str | None, to: Path | None) -> None:
    """Copy the database, also while the server runs."""
    from workshop.store import backup as copying
    from workshop.store import postgres_copies
    from workshop.store.database import StoreUnavailable

    settings = _settings(data)
    path = _database_file(settings)
    target = to or _new_name(settings.data / "backups", "db" if path else "dump")
    try:
        if path:
            with copying.open_for_copying(path) as database:
                copying.backup(database, target)
        else:
            postgres_copies.backup(settings.database_url, target)
    except copying.BackupError as error:
        raise click.ClickException(str(error)) from None
    except (StoreUnavailable, OSError):
        raise click.ClickException(CANNOT_WRITE.format(target)) from None
    click.echo(f"Kept in {target}")
    click.echo("The keys of running polls are not in it: their votes can be read on this machine only.")
    if not path:
        click.echo(STAYS)


def _new_name(folder: Path, ending: str) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"workshop-{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}.{ending}"


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@DATA
def restore(source: Path, data: str | None) -> None:
    """Put the backup SOURCE in the place of the database."""
    from workshop.store import backup as copying

    settings = _settings(data)
    target = _database_file(settings)
    if not target:
        _restore_dump(settings, source)
        return
    try:
        copying.restore(source, target)
        copying.in_copies([target], lambda conn: copying.purge(conn, _today(), None))
    except copying.BackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{target} could not be written ({error.strerror}).") from None
    click.echo(f"Restored from {source}. What was there before is in backups/ now.")


def _restore_dump(settings: "Settings", source: Path) -> None:
    from workshop.store import postgres_copies
    from workshop.store.backup import BackupError
    from workshop.store.database import StoreUnavailable

    folder = settings.data / "backups"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = postgres_copies.restore(settings.database_url, source, folder, _today())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except StoreUnavailable:
        raise click.ClickException(NO_ANSWER) from None
    except OSError as error:
        raise click.ClickException(f"{folder} could not be written ({error.strerror}).") from None
    click.echo(f"Restored from {source}." + (f" What was there before is in {kept} now." if kept else ""))
    click.echo(STAYS)


@click.command()
@DATA
def purge(data: str | None) -> None:
    """Delete the workshops whose day has come, from the backups too."""
    from workshop.store import backup as copying
    from workshop.store.database import StoreUnavailable
    from workshop.store.key_place import keys_of

    settings = _settings(data)
    path = _database_file(settings)
    if not path:
        _purge_postgres(settings)
        return
    if path.exists() and not copying.alone(path):
        click.echo("The server is running. It does this by itself, once a day; there is nothing to do.")
        return
    try:
        with copying.open_to_change(path) as database:
            count = copying.purge_everywhere(database, keys_of(settings), settings.data / "backups", _today())
    except StoreUnavailable:
        raise click.ClickException(CANNOT_WRITE.format(path)) from None
    click.echo(f"Deleted: {count}. " + ("Nothing of them is left." if count else "No workshop was due."))


def _purge_postgres(settings: "Settings") -> None:
    """Beside a running server too: PostgreSQL takes one transaction after the other."""
    from workshop.store import backup as copying
    from workshop.store import postgres_copies
    from workshop.store.database import StoreUnavailable
    from workshop.store.key_place import keys_of
    from workshop.store.migrate import upgrade

    keys = keys_of(settings)
    try:
        keys.all()
    except StoreUnavailable:
        raise click.ClickException(NO_KEYS) from None
    try:
        with postgres_copies.opened(settings.database_url) as database:
            upgrade(database.engine)
            count = database.write(lambda conn: copying.purge(conn, _today(), keys))
    except StoreUnavailable:
        raise click.ClickException(NO_ANSWER) from None
    left = "PostgreSQL overwrites deleted rows by and by, in its WAL too." if count else "No workshop was due."
    click.echo(f"Deleted: {count}. {left}")
    dumps = postgres_copies.dumps(settings.data / "backups")
    if dumps:
        click.echo(f"Dumps cannot be purged. There are {len(dumps)}, the oldest is {dumps[0]}. Delete what is old.")


COMMANDS = [backup, restore, purge]
