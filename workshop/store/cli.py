"""`workshop backup`, `restore` and `purge`. Imports stay lazy: the CLI may ask for these at any start."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.store.trouble import NO_ANSWER

if TYPE_CHECKING:
    from workshop.config import Settings
    from workshop.store.restore import Restored

DATA = click.option("--data", help="The data folder. [WORKSHOP_DATA, else data]")

CANNOT_WRITE = "{} could not be written. Is the disk full, is the folder yours?"
NO_KEYS = "Redis, where the keys of polls are, does not answer. Nothing was deleted. Look at WORKSHOP_REDIS_URL."
STAYS = "What is deleted later stays in a dump of PostgreSQL. Delete old dumps yourself."


def _settings(data: str | None) -> "Settings":
    from workshop.config import Settings
    from workshop.util.setting_values import SettingsError

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
@click.option("--with-secrets", is_flag=True, help="Also the keys of the server. Then keep it as safe as a key.")
def backup(data: str | None, to: Path | None, with_secrets: bool) -> None:
    """Copy the database, the scripts and their media into one archive, also while the server runs.

    A name with the ending .db (.dump for PostgreSQL) gets the database alone.
    """
    from workshop.store.database import StoreUnavailable
    from workshop.util.whole_files import BackupError

    settings = _settings(data)
    target = to or _new_name(settings.data / "backups")
    try:
        _back_up(settings, target, with_secrets)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except (StoreUnavailable, OSError):
        raise click.ClickException(CANNOT_WRITE.format(target)) from None
    click.echo(f"Kept in {target}")
    click.echo("The keys of running polls are not in it: their votes can be read on this machine only.")
    if with_secrets:
        click.echo("The server's own keys are in it: whoever has this file can open every console.")
    if not _database_file(settings):
        click.echo(STAYS)


def _back_up(settings: "Settings", target: Path, with_secrets: bool) -> None:
    from workshop.store import backup as copying
    from workshop.store import postgres_copies, restore

    place = restore.Place.of(settings)
    if not _database_file(settings):
        if target.suffix == ".dump":
            postgres_copies.backup(settings.database_url, target)
        else:
            postgres_copies.back_up(settings.database_url, place, target, with_secrets)
        return
    with copying.open_for_copying(place.database) as database:
        if target.suffix == ".db":
            copying.backup(database, target)
        else:
            restore.back_up(place, target, database, with_secrets)


def _new_name(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"workshop-{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}.zip"


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@DATA
def restore(source: Path, data: str | None) -> None:
    """Put what the backup SOURCE holds in its place: database, scripts, media, keys."""
    from workshop.store.database import StoreUnavailable
    from workshop.store.restore import Place
    from workshop.store.restore import restore as bring_back
    from workshop.util.whole_files import BackupError

    settings = _settings(data)
    try:
        if not _database_file(settings):
            _restore_dump(settings, source)
            return
        done = bring_back(source, Place.of(settings), _today())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except (StoreUnavailable, OSError) as error:
        why = getattr(error, "strerror", None) or "is it in use?"
        raise click.ClickException(f"{settings.data} could not be written ({why}).") from None
    _tell(source, done)


def _tell(source: Path, done: "Restored") -> None:
    held = [("the database", done.database), (f"{done.scripts} scripts", done.scripts), ("the keys", done.secrets)]
    click.echo(f"Restored from {source}: {', '.join(what for what, there in held if there)}.")
    if done.kept:
        click.echo(f"What was there before is in {done.kept} now.")
    if done.damaged:
        click.echo(f"The damaged database is {done.damaged} now. What is deleted later stays in it: delete it in time.")


def _restore_dump(settings: "Settings", source: Path) -> None:
    from workshop.store import postgres_copies
    from workshop.store.restore import Place

    folder = settings.data / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept, scripts = postgres_copies.restore_from(settings.database_url, source, Place.of(settings), _today())
    click.echo(f"Restored from {source}." + (f" What was there before is in {kept} now." if kept else ""))
    if scripts:
        click.echo(f"{scripts} scripts came back too.")
    click.echo(STAYS)


@click.command()
@DATA
def purge(data: str | None) -> None:
    """Delete the workshops whose day has come, from the backups too."""
    from workshop.store import backup as copying
    from workshop.store.database import StoreUnavailable
    from workshop.store.key_stores import keys_of

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
    from workshop.store.key_stores import keys_of
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
