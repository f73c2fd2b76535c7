"""`workshop export SESSION`: a session's download, from the command line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import OperationalError

from workshop.config import Settings
from workshop.exports.chunks import begun
from workshop.exports.extras import NotMade
from workshop.exports.formats import FORMATS, export, language_for
from workshop.exports.pdf import WithoutLetters
from workshop.script.speaking import in_own_language, own_say, refusal, say
from workshop.store import gather, places, sessions
from workshop.util import language
from workshop.util.setting_values import SettingsError


@click.command("export")
@click.argument("session")
@click.option("--format", "fmt", type=click.Choice(list(FORMATS)), default="html", show_default=True)
@click.option("--out", help="File, or folder (made if needed); - for standard output.")
@click.option("--anyway", is_flag=True, help="A PDF also where no font here has some of its characters.")
@click.option("--data", help="Folder with the database. [data]")
@click.option("--database-url", "database_url", help="PostgreSQL or SQLite address.")
@in_own_language
def export_command(
    session: str, fmt: str, out: str | None, anyway: bool, data: str | None, database_url: str | None
) -> None:  # fmt: skip
    """Write down what may be told of SESSION (an id, or "latest")."""
    try:
        settings = Settings.from_env(data=data, database_url=database_url, existing=True)
        with _reading(settings.database_url) as conn:
            found = _find(conn, session)
            _write(conn, found, _scripts(conn, settings, found), fmt, out, anyway)
    except NotMade as error:
        why = own_say()(error.words)
        told = why % error.places if error.places else why
        more = [say("To have the PDF all the same: --anyway.")] if isinstance(error, WithoutLetters) else []
        raise click.ClickException(" ".join([told, *more])) from None
    except SettingsError as error:
        raise refusal(error) from None
    except OperationalError:
        raise click.ClickException(say("There is no database here. Say where it is with --data.")) from None


def _scripts(conn: Connection, settings: Settings, session_id: str) -> Path:
    """Where the scripts, and their pictures, of the place lie that the session is of."""
    place = places.of_session(conn, session_id) or places.FIRST
    return settings.sessions if place == places.FIRST else settings.data / "places" / place / "scripts"


def _write(conn: Connection, session_id: str, folder: Path, fmt: str, out: str | None, anyway: bool) -> None:
    loaded = sessions.load(conn, session_id)
    app, spoken = Flask(__name__), language_for(fmt, loaded.script.rules.language if loaded else "")
    language.install(app)
    with language.speaking(app, spoken):
        gathered = gather.gather(lambda: nullcontext(conn), session_id)
        assert gathered is not None
        made = export(replace(gathered, folder=folder), fmt, anyway)
    chunks = begun(language.spoken_in(app, spoken, made.chunks))
    if out == "-":
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        return
    path = _file(out, made.filename)
    try:
        if _names_folder(out):
            path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb", opener=_private) as file:
            file.writelines(chunks)
    except OSError as error:
        why = say("{path} cannot be written ({why}). Name another file.", path=path, why=error.strerror)
        raise click.ClickException(why) from None
    click.echo(say("{path} is written.", path=path))


def _private(path: str, flags: int) -> int:
    """Who else has an account on this machine reads a new file no more than the database."""
    return os.open(path, flags, 0o600)


def _file(out: str | None, filename: str) -> Path:
    return Path(out or ".") / filename if _names_folder(out) else Path(out or "")


def _names_folder(out: str | None) -> bool:
    """A name without an ending is a folder's, whether it is there already or not."""
    return not out or Path(out).is_dir() or out.endswith("/") or not Path(out).suffix


def _find(conn: Connection, asked: str) -> str:
    records = sessions.all_records(conn)
    found = [r.id for r in records if asked in ("latest", r.id)]
    if found:
        return found[0]
    known = "\n".join(f"  {r.id}  {r.created_on}  {r.title}" for r in records[:20])
    if not known:
        raise click.ClickException(say("There are no sessions here yet."))
    none = say("There is no session {id}. These are here:", id=asked)
    raise click.ClickException(f"{none}\n{known}")


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    """One look at the database that changes nothing, also while a server writes to it."""
    engine = _engine(url)
    try:
        with engine.connect() as conn:
            yield conn
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///")).absolute()
        return create_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    return create_engine(url)


COMMANDS = [export_command]
