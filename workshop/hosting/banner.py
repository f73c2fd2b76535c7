"""What `workshop serve` prints: the two links, the QR code, and what the host should know."""

import shlex
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
import segno

from workshop.config import USUAL_HOST, USUAL_PORT, WILDCARDS, Settings
from workshop.hosting.tickets import SharedTickets, Tickets
from workshop.script.speaking import say
from workshop.util.network import is_loopback
from workshop.util.paths import called
from workshop.util.phrases import filled, marked


def base_url(settings: Settings, port: int) -> str:
    """The address people type: the public one, else host and port as they are reached from other devices."""
    if settings.public_url:
        return settings.public_url
    host = _own_address() if settings.host in WILDCARDS else settings.host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def print_links(settings: Settings, port: int) -> None:
    """Each line leaves at once: programs that start the server read these lines."""
    url = base_url(settings, port)
    if sys.stdout.isatty():
        _print_code(url)
    click.echo(_said(marked("Participants: {url}"), url=url))
    if sys.stdout.isatty():
        click.echo(say("Facilitator: {url}", url=facilitator_link(settings, url)))
        click.echo(
            say(
                "(This link opens once. A new one: {command})",
                command=f"{called()} link{_folder(settings)}{_address(settings, port)}",
            )
        )
    else:  # what is not a terminal may be a log, which others read and which is kept
        where = _WHERE[settings.key_given].format(path=settings.data, command=called())
        click.echo(f"Facilitator: {where}{_address(settings, port)}")
    if settings.key_dir_on_disk and not settings.keys_in_redis:
        click.echo(say(_ON_DISK, path=settings.key_dir), err=True)
    for name, near in settings.misspelt:
        click.echo(say(_MISSPELT, name=name, near=near), err=True)


def _said(line: str, **places: object) -> str:
    """In the language of whoever started the server; programs, which read it elsewhere, know the English words."""
    return say(line, **places) if sys.stdout.isatty() else filled(line, places)


def _folder(settings: Settings) -> str:
    return "" if settings.data == Path("data").absolute() else f" --data {shlex.quote(str(settings.data))}"


def _address(settings: Settings, port: int) -> str:
    """What a link made later must be told, so that it leads to this server."""
    if settings.public_url:
        return ""
    host = "" if settings.host == USUAL_HOST else f" --host {settings.host}"
    return host + ("" if port == USUAL_PORT else f" --port {port}")


def facilitator_link(settings: Settings, url: str) -> str:
    """Opens everything, once, within a day: for a terminal only. Raises StoreUnavailable where PostgreSQL is away."""
    return f"{url}/host#{_ticket(settings)}"


def _ticket(settings: Settings) -> str:
    if settings.database_url.startswith("sqlite"):
        return Tickets(settings.data, settings.facilitator_key).issue()
    from workshop.store import migrate, postgres_copies

    with postgres_copies.opened(settings.database_url) as database:
        migrate.upgrade(database.engine)
        return SharedTickets(database, settings.facilitator_key).issue()


def _print_code(url: str) -> None:
    """A QR code that a phone can open, or in its place why there is none."""
    if is_loopback(urlsplit(url).hostname or ""):
        click.echo(say(ONLY_HERE))
    else:
        segno.make(url, error="m").terminal(compact=True)


def print_ready() -> None:
    click.echo(_said(marked("Ready.")))


_WHERE = {
    False: "the key is in {path}/facilitator_key. This prints the link: {command} link --data {path}",
    True: "the key is the one in WORKSHOP_FACILITATOR_KEY. This prints the link: {command} link --data {path}",
}
ONLY_HERE = marked(
    "Only this computer can open these links. For phones in the same network start with --host 0.0.0.0 "
    '(make run ARGS="--host 0.0.0.0"); a QR code is shown then.'
)
_ON_DISK = marked(
    "Note: the keys of running polls are in {path}, which is not in memory. Whoever copies that disk while a poll runs "
    "could open its votes. Set WORKSHOP_KEY_DIR to a folder on tmpfs."
)
_MISSPELT = marked("Note: {name} is no setting of Workshop, so it does nothing. Perhaps {near} is meant.")


def _own_address() -> str:
    """This machine's address in its network. Connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
