"""`workshop place …`: through the running server where there is one, in the database where there is none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from workshop.script.speaking import chosen, refusal, say
from workshop.store.cli import of_data_folder
from workshop.util.phrases import marked

if TYPE_CHECKING:
    from workshop.config import Settings
    from workshop.places.managing import Managing

PUBLIC = click.option("--public-url", "public_url", help="The address that people type. [WORKSHOP_PUBLIC_URL]")
NOT_REACHED = marked(
    "A server has this database open, and does not answer at {url}. Is it just starting? Then try again in a moment."
)
NO_DATABASE = marked(
    "The database cannot be opened or written to. Look at the owner of the data folder, and at its disk."
)
ONCE = marked("It opens once, within 7 days: give it by a way you trust.")

CODE = marked(
    "Whoever takes them over types it in their own place, under Place, within 7 days. What runs just now stays until "
    "it has ended; participants are told who leads."
)


class Way(Protocol):
    """The six things that can be done, by either way. Each raises ClickException with the sentence of a refusal."""

    def everyone(self) -> list[dict[str, Any]]: ...
    def add(self, name: str, host: bool) -> str: ...
    def change(self, asked: str, **values: Any) -> None: ...
    def link(self, asked: str, sign_out: bool) -> str: ...
    def remove(self, asked: str) -> str | None: ...
    def hand_over(self, asked: str) -> str: ...


class Beside:
    """In the database itself, which no server has open, or which is PostgreSQL's."""

    def __init__(self, managing: "Managing", door: str) -> None:
        self._managing, self._door = managing, door

    def everyone(self) -> list[dict[str, Any]]:
        return [asdict(each) for each in self._managing.all()]

    def add(self, name: str, host: bool) -> str:
        return f"{self._door}#{self._managing.add(name, host)[1]}"

    def change(self, asked: str, **values: Any) -> None:
        place = self._managing.find(asked)
        if "name" in values:
            self._managing.rename(place, values["name"])
        if "suspended" in values:
            self._managing.suspend(place, values["suspended"])
        if "most_sessions" in values:
            self._managing.limit(place, values["most_sessions"], values["most_megabytes"])

    def link(self, asked: str, sign_out: bool) -> str:
        return f"{self._door}#{self._managing.link(self._managing.find(asked), sign_out)}"

    def remove(self, asked: str) -> str | None:
        folder = self._managing.remove(self._managing.find(asked))
        return str(folder) if folder else None

    def hand_over(self, asked: str) -> str:
        return self._managing.hand_over(self._managing.find(asked))


class Through:
    """By the API of the server that runs: an SQLite file has one process that writes to it."""

    def __init__(self, settings: "Settings", url: str) -> None:
        self._url, self._key = f"{url}/api/places", settings.facilitator_key

    def everyone(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", "")
        return found

    def add(self, name: str, host: bool) -> str:
        return str(self._ask("POST", "", {"name": name, "host": host})["link"])

    def change(self, asked: str, **values: Any) -> None:
        self._ask("PATCH", f"/{self._id(asked)}", values)

    def link(self, asked: str, sign_out: bool) -> str:
        return str(self._ask("POST", f"/{self._id(asked)}/link", {"sign_out": sign_out})["link"])

    def remove(self, asked: str) -> str | None:
        told = self._ask("DELETE", f"/{self._id(asked)}")["scripts"]
        return str(told) if told else None

    def hand_over(self, asked: str) -> str:
        return str(self._ask("POST", f"/{self._id(asked)}/hand-over")["code"])

    def _id(self, asked: str) -> str:
        from urllib.parse import quote

        return quote(asked, safe="")

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        import requests

        headers = {"Authorization": f"Bearer {self._key}", "Accept-Language": chosen()}
        try:
            with requests.Session() as http:
                http.trust_env = False  # it is this machine: no proxy
                answer = http.request(method, self._url + path, json=body, headers=headers, timeout=30)
            told = answer.json()
        except (requests.RequestException, ValueError):
            raise click.ClickException(say(NOT_REACHED, url=self._url)) from None
        if not answer.ok:
            raise click.ClickException(told.get("message") or say(NOT_REACHED, url=self._url))
        return told


@contextmanager
def _way(data: str | None, public_url: str | None = None) -> Iterator[Way]:
    from workshop.config import Settings
    from workshop.session.errors import Refused
    from workshop.store.database import StoreUnavailable
    from workshop.util.setting_values import SettingsError

    try:
        settings = Settings.from_env(data=data, public_url=public_url, existing=True)
        with _opened(settings) as way:
            yield way
    except SettingsError as error:
        raise refusal(error) from None
    except Refused as error:
        raise click.ClickException(_refused(error.words, error.places)) from None
    except StoreUnavailable:
        raise click.ClickException(say(NO_DATABASE)) from None


def _refused(sentence: str, places: Mapping[str, object]) -> str:
    from workshop.util.language import nearest_of_team, said, speaking_alone

    with speaking_alone(nearest_of_team(chosen())):
        return said(sentence, places)


@contextmanager
def _opened(settings: "Settings") -> Iterator[Way]:
    from workshop.hosting.banner import base_url
    from workshop.places.managing import Managing
    from workshop.places.security_log import COMMAND_LINE
    from workshop.store import backup, postgres_copies
    from workshop.store.migrate import upgrade

    scheme, _, rest = settings.database_url.partition(":///")
    if scheme == "sqlite" and Path(rest).exists() and not backup.alone(Path(rest)):
        yield Through(settings, _serving(settings))
        return
    is_file = scheme == "sqlite"
    with backup.open_to_change(Path(rest)) if is_file else postgres_copies.opened(settings.database_url) as database:
        if not is_file:
            upgrade(database.engine)
        managing = Managing(database, settings.sessions, settings.data / "places", COMMAND_LINE)
        yield Beside(managing, f"{base_url(settings, settings.port)}/host")


def _serving(settings: "Settings") -> str:
    """Where the server that has this data folder is reached from its own machine; it writes that down."""
    try:
        return (settings.data / "serving").read_text(encoding="utf-8").strip()
    except OSError:
        return f"http://127.0.0.1:{settings.port}"


@click.group()
def place() -> None:
    """Places for several people who lead on this server, each with scripts and sessions of their own."""


@place.command("list")
@of_data_folder
def everyone(data: str | None) -> None:
    """Show every place: its id, name, last use, number of sessions and size of its scripts."""
    from workshop.util.language import nearest_of_team, speaking_alone

    with _way(data) as way, speaking_alone(nearest_of_team(chosen())):
        for each in way.everyone():
            click.echo(_line(each))


def _line(place: dict[str, Any]) -> str:
    from workshop.util.language import decimal, place_called

    known = {None: say("not used yet"), 0: say("used today"), 1: say("used yesterday")}
    days = known.get(place["days"]) or say("used {n} days ago", n=place["days"])
    marks = ((say("host"), place["role"] == "host"), (say("suspended"), place["suspended"]))
    size = say("scripts: {size} MB", size=decimal(place["size"] / 1_000_000))
    facts = [*(mark for mark, there in marks if there), days, say("sessions: {n}", n=place["sessions"]), size]
    return f"{place['id']:<14}{place_called(place['name'])}  ({', '.join(facts)})"


@place.command()
@click.argument("name")
@click.option("--host", is_flag=True, help="Its owner may manage places too.")
@of_data_folder
@PUBLIC
def add(name: str, host: bool, data: str | None, public_url: str | None) -> None:
    """Make a place for NAME and print the link that opens it once."""
    with _way(data, public_url) as way:
        click.echo(way.add(name, host))
        click.echo(say(ONCE), err=True)


@place.command()
@click.argument("place")
@click.argument("name")
@of_data_folder
def rename(place: str, name: str, data: str | None) -> None:
    """Call PLACE, its id or name, by another NAME."""
    with _way(data) as way:
        way.change(place, name=name)
        click.echo(say("Renamed."))


@place.command()
@click.argument("place")
@of_data_folder
def suspend(place: str, data: str | None) -> None:
    """Let nobody into PLACE any more; what runs there goes on."""
    with _way(data) as way:
        way.change(place, suspended=True)
        click.echo(say("Suspended. Its consoles close within seconds; running sessions and their people stay."))


@place.command()
@click.argument("place")
@of_data_folder
def resume(place: str, data: str | None) -> None:
    """Open a suspended PLACE again."""
    with _way(data) as way:
        way.change(place, suspended=False)
        click.echo(say("It is open again, for the browsers that were signed in too."))


@place.command()
@click.argument("place")
@of_data_folder
def remove(place: str, data: str | None) -> None:
    """Remove PLACE, which has no sessions any more."""
    with _way(data) as way:
        scripts = way.remove(place)
        more = say("Its scripts are still in {path}: delete them, or give them away.", path=scripts) if scripts else ""
        click.echo(" ".join(filter(None, (say("Removed."), more))))


@place.command()
@click.argument("place")
@click.option("--sign-out", is_flag=True, help="Sign out every browser of it, for a lost device.")
@of_data_folder
@PUBLIC
def link(place: str, sign_out: bool, data: str | None, public_url: str | None) -> None:
    """Print a new link that opens PLACE once. Earlier ones open nothing any more."""
    with _way(data, public_url) as way:
        click.echo(way.link(place, sign_out))
        click.echo(say(ONCE), err=True)


@place.command()
@click.argument("place")
@click.option("--sessions", type=int, help="How many that have not ended it may have. Left out: as many as it likes.")
@click.option("--megabytes", type=int, help="How large its scripts and pictures may get. Left out: as it likes.")
@of_data_folder
def limit(place: str, sessions: int | None, megabytes: int | None, data: str | None) -> None:
    """Say how much PLACE may have. What it has by now stays."""
    with _way(data) as way:
        way.change(place, most_sessions=sessions, most_megabytes=megabytes)
        click.echo(say("Set."))


@place.command("hand-over")
@click.argument("place")
@of_data_folder
def hand_over(place: str, data: str | None) -> None:
    """Print a code by which another place takes over all sessions of PLACE."""
    with _way(data) as way:
        click.echo(way.hand_over(place))
        click.echo(say(CODE), err=True)


COMMANDS = [place]
