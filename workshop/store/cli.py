"""`workshop backup`, `restore` and `purge`. Imports stay lazy: the CLI may ask for these at any start."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop.script.speaking import in_own_language, refusal, say, say_told
from workshop.store.trouble import NO_ANSWER
from workshop.util.phrases import marked

if TYPE_CHECKING:
    from workshop.config import Settings
    from workshop.store.restore import Restored

CANNOT_WRITE = marked("{path} could not be written. Is the disk full, is the folder yours?")
NO_FILE = marked("There is no file {path}.")
NO_KEYS = marked(
    "Redis, where the keys of polls are, does not answer. Nothing was deleted. Look at WORKSHOP_REDIS_URL."
)
STAYS = marked("What is deleted later stays in a dump of PostgreSQL. Delete old dumps yourself.")
DAMAGED = marked("The damaged database is {path} now. What is deleted later stays in it: delete it in time.")
BY_ITSELF = marked("The server is running. It does this by itself, once a day; there is nothing to do.")
OLD_DUMPS = marked("Dumps cannot be purged. There are {n}, the oldest is {path}. Delete what is old.")


def of_data_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command about what is kept: where that is, and in which language it is told."""
    return click.option("--data", help="The data folder. [WORKSHOP_DATA, else data]")(in_own_language(command))


def _settings(data: str | None, existing: bool = True) -> "Settings":
    from workshop.config import Settings
    from workshop.util.setting_values import SettingsError

    try:
        return Settings.from_env(data=data, existing=existing)
    except SettingsError as error:
        raise refusal(error) from None


def _database_file(settings: "Settings") -> Path | None:
    """None with PostgreSQL."""
    scheme, _, rest = settings.database_url.partition(":///")
    return Path(rest) if scheme == "sqlite" else None


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@click.command()
@of_data_folder
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
        raise refusal(error) from None
    except (StoreUnavailable, OSError):
        raise click.ClickException(say(CANNOT_WRITE, path=target)) from None
    click.echo(say("Kept in {path}", path=target))
    click.echo(say("The keys of running polls are not in it: their votes can be read on this machine only."))
    if with_secrets:
        click.echo(say("The server's own keys are in it: whoever has this file can open every console."))
    if not _database_file(settings):
        click.echo(say(STAYS))


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
@of_data_folder
def restore(source: Path, data: str | None) -> None:
    """Put what the backup SOURCE holds in its place: database, scripts, media, keys."""
    from workshop.store.database import StoreUnavailable
    from workshop.store.restore import Place
    from workshop.store.restore import restore as bring_back
    from workshop.util.whole_files import BackupError

    if not source.is_file():  # nor is anything made then
        raise click.ClickException(say(NO_FILE, path=source))
    settings = _settings(data, existing=False)
    try:
        if not _database_file(settings):
            _restore_dump(settings, source)
            return
        done = bring_back(source, Place.of(settings), _today())
    except BackupError as error:
        raise refusal(error) from None
    except (StoreUnavailable, OSError) as error:
        reason = getattr(error, "strerror", None) or say("is it in use?")
        cannot = say("{path} could not be written ({why}).", path=settings.data, why=reason)
        raise click.ClickException(cannot) from None
    _tell(source, done)


def _tell(source: Path, done: "Restored") -> None:
    scripts = say("scripts: {n}", n=done.scripts)
    held = [(say("the database"), done.database), (scripts, done.scripts), (say("the keys"), done.secrets)]
    what = ", ".join(each for each, there in held if there)
    click.echo(say("Restored from {path}: {what}.", path=source, what=what))
    if done.kept:
        click.echo(say("What was there before is in {path} now.", path=done.kept))
    if done.damaged:
        click.echo(say(DAMAGED, path=done.damaged))


def _restore_dump(settings: "Settings", source: Path) -> None:
    from workshop.store import postgres_copies
    from workshop.store.restore import Place

    folder = settings.data / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept, scripts = postgres_copies.restore_from(settings.database_url, source, Place.of(settings), _today())
    before = say("What was there before is in {path} now.", path=kept) if kept else ""
    _echo(say("Restored from {path}.", path=source), before)
    if scripts:
        click.echo(say("Scripts that came back too: {n}.", n=scripts))
    click.echo(say(STAYS))


@click.command()
@of_data_folder
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
    backups = settings.data / "backups"
    if path.exists() and not copying.alone(path):
        click.echo(say(BY_ITSELF))
        return
    try:
        with copying.open_to_change(path) as database:
            count = copying.purge_everywhere(database, keys_of(settings), backups, _today())
    except StoreUnavailable:
        raise click.ClickException(say(CANNOT_WRITE, path=path)) from None
    left = say("Nothing of them is left.") if count else say("No workshop was due.")
    _echo(say("Deleted: {n}.", n=count), left)


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
        raise click.ClickException(say(NO_KEYS)) from None
    try:
        with postgres_copies.opened(settings.database_url) as database:
            upgrade(database.engine)
            count = database.write(lambda conn: copying.purge(conn, _today(), keys))
    except StoreUnavailable:
        raise click.ClickException(say_told(NO_ANSWER)) from None
    overwritten = say("PostgreSQL overwrites deleted rows by and by, in its WAL too.")
    _echo(say("Deleted: {n}.", n=count), overwritten if count else say("No workshop was due."))
    dumps = postgres_copies.dumps(settings.data / "backups")
    if dumps:
        click.echo(say(OLD_DUMPS, n=len(dumps), path=dumps[0]))


def _echo(*sentences: str) -> None:
    click.echo(" ".join(filter(None, sentences)))


COMMANDS = [backup, restore, purge]
