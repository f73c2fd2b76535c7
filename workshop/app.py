"""create_app(settings): the only file that knows every room. `run` serves it."""

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Flask
from sqlalchemy.pool import QueuePool

from workshop import engine
from workshop.config import WILDCARDS, Settings
from workshop.exports import report
from workshop.extensions import csrf, db, socketio
from workshop.hosting import banner
from workshop.hosting.processes import is_one_of_several
from workshop.hosting.tickets import SharedTickets, Tickets
from workshop.live.protocol import BYE, SYNC, UP, ByeFrame
from workshop.live.submit import Live
from workshop.people.device_codes import DeviceCodes
from workshop.people.newcomers import Newcomers
from workshop.places import organisation
from workshop.places.passes import Passes
from workshop.places.sign_in import Uses
from workshop.places.signed_out import SignedOut
from workshop.realtime import handlers, upkeep  # before init_app, or a second app hears nothing
from workshop.realtime.audiences import giving_way
from workshop.realtime.broadcast import Broadcaster
from workshop.realtime.hearing import Hearing
from workshop.realtime.presence import Presence
from workshop.realtime.pulse import Pulse
from workshop.realtime.room_actions import RoomActions
from workshop.realtime.service import Realtime
from workshop.realtime.signals import Signals
from workshop.rehearsal.company import Company
from workshop.rehearsal.runs import Rehearsals, own_url
from workshop.sharing import Alone, peers_of
from workshop.store import migrate
from workshop.store.before_update import copy_before_update
from workshop.store.claim import claim
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.key_stores import keys_of
from workshop.store.places import SIGNED_IN_DAYS
from workshop.store.restore import Place, refuse_damaged
from workshop.store.scheduled_backups import ScheduledBackups
from workshop.transport import counters, guard, limits, packets
from workshop.util import catalogues, logs, padding
from workshop.util.language import installed, translations
from workshop.util.paths import bundled
from workshop.util.prepared import Prepared, Templates
from workshop.util.secret_files import write_private
from workshop.util.setting_values import SettingsError
from workshop.web import (
    addresses,
    assets,
    errors,
    gatekeeper,
    language,
    looks,
    pages,
    place_pictures,
    proxies,
    security,
    sizes,
    stale,
)
from workshop.web.files_at_once import FilesAtOnce
from workshop.web.host import own_look
from workshop.web.open_editors import OpenEditors
from workshop.web.rate_limit import RateLimits, Turnstile
from workshop.web.strict_json import StrictJSON

log = logging.getLogger("workshop")


def create_app(settings: Settings | None = None) -> Flask:
    """The whole server as a WSGI app, its database up to date. `app.wsgi_app` is guarded by the gate.

    Without settings, as `flask --app workshop.app run` calls it, they come from the environment and the timers run.
    """
    if settings is None:
        app = create_app(_from_env())
        app.extensions["workshop-realtime"].live.resume_timers()
        return app
    app = Flask(__name__, template_folder=str(bundled("templates")), static_folder=None)
    app.json = StrictJSON(app)
    app.config.from_mapping(_config(settings))
    logs.quiet(settings.log_format == "json")
    security.install(app)
    own_look.install(app)
    sizes.install(app)
    errors.install(app)
    stale.install(app)
    _pages(app)
    db.init_app(app)
    csrf.init_app(app)
    gatekeeper.install(app)
    organisation.install(app)
    place_pictures.install(app)
    looks.install(app)
    _live(app, settings)
    _sockets(app, settings)
    return app


def _from_env() -> Settings:
    try:
        return Settings.from_env()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def _config(settings: Settings) -> dict[str, Any]:
    url = banner.base_url(settings, settings.port)
    return {
        "SECRET_KEY": settings.secret_key,
        "FACILITATOR_KEY": settings.facilitator_key,
        "SESSIONS_FOLDER": settings.sessions,
        "VERSIONS_FOLDER": settings.data / "versions",
        "PLACES_FOLDER": settings.data / "places",
        "SHARED_FOLDER": settings.data / "shared",
        "ORGANISATION": settings.organisation,
        "PUBLIC_URL": url,
        "APPLICATION_ROOT": addresses.root_of(url) or "/",  # cookies are for this path alone
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _pool(settings),
        "SESSION_COOKIE_NAME": "workshop-host",
        "SESSION_COOKIE_SECURE": (settings.public_url or "").startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # a link in a mail or a chat finds whoever is in; changes need the token
        "PERMANENT_SESSION_LIFETIME": timedelta(days=SIGNED_IN_DAYS),
        "MAX_CONTENT_LENGTH": 65536,
        "MAX_FORM_MEMORY_SIZE": 65536,
        "MAX_FORM_PARTS": 50,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,  # no referrer is ever sent; the token and SameSite do the work
    }


def _pool(settings: Settings) -> dict[str, Any]:
    hidden = {"hide_parameters": True, "poolclass": QueuePool}  # what people wrote never reaches an exception
    return {**hidden, **SQLITE_POOL} if settings.database_url.startswith("sqlite") else {**hidden, "pool_size": 4}


def _pages(app: Flask) -> None:
    root = addresses.root_of(app.config["PUBLIC_URL"])
    addresses.install(app, root)
    files = assets.of_folder(bundled("static"), root)
    app.wsgi_app = assets.StaticFiles(app.wsgi_app, files)  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = files.address
    app.extensions["workshop-assets"] = files
    app.jinja_env.filters["filling"] = padding.filling
    app.jinja_env.globals["giving_way"] = giving_way  # for long lists, so that nobody waits until they are drawn
    language.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    pages.register(app)


def _live(app: Flask, settings: Settings) -> None:
    with app.app_context():
        database_engine = db.engine
    prepare(database_engine)
    copy_before_update(database_engine, settings.database_url, Place.of(settings))
    migrate.upgrade(database_engine)
    live = Live(Database(database_engine), keys_of(settings))
    presence, signals, peers = Presence(), Signals(), peers_of(settings)
    broadcaster = Broadcaster(app, live, presence)
    live.listeners.append(broadcaster.on_committed)
    app.extensions["workshop"] = live
    app.extensions["workshop-signed-out"] = SignedOut(settings.data / "signed_out", SIGNED_IN_DAYS)
    app.extensions["workshop-passes"] = Passes(settings.secret_key)
    app.extensions["workshop-uses"] = Uses(live.database)
    app.extensions["workshop-tickets"] = _tickets(settings, live.database)
    app.extensions["workshop-rate-limits"] = RateLimits(peers)
    app.extensions["workshop-turnstile"] = Turnstile()
    app.extensions["workshop-newcomers"] = Newcomers(peers)
    app.extensions["workshop-device-codes"] = DeviceCodes(peers)
    app.extensions["workshop-open-editors"] = OpenEditors(peers)
    app.extensions["workshop-rehearsals"] = Rehearsals(peers)
    app.extensions["workshop-company"] = Company()
    pulse = Pulse(live, presence, broadcaster, signals, peers)
    app.extensions["workshop-realtime"] = Realtime(
        app, live, presence, broadcaster, pulse, signals, settings.data / "backups",
        RoomActions(live, presence, broadcaster, signals, peers), peers,
    )  # fmt: skip


def _tickets(settings: Settings, database: Database) -> Tickets | SharedTickets:
    if settings.database_url.startswith("sqlite"):
        return Tickets(settings.data, settings.facilitator_key)
    return SharedTickets(database, settings.facilitator_key)


def _sockets(app: Flask, settings: Settings) -> None:
    socketio.init_app(
        app,
        async_mode=engine.mode(),
        async_handlers=False,  # True reorders one client's messages
        transports=["websocket"],
        cors_allowed_origins=[],  # the gate compares Origin and Host
        serializer=packets.text_packet(frozenset(UP)),
        json=packets.StrictJSON,
        max_http_buffer_size=limits.MESSAGE,
        ping_interval=10,
        ping_timeout=10,
        http_compression=False,
        logger=False,
        engineio_logger=False,
        manage_session=False,
        always_connect=False,
        **guard.options(settings.fanout),
    )
    guard.install(socketio, frozenset({SYNC}), settings.fanout)
    handlers.listen(app.extensions["workshop-realtime"])
    hosts = frozenset() if settings.host in WILDCARDS and not settings.public_url else _hosts(settings)
    inner = security.Gate(app.wsgi_app, hosts, settings.public_url)
    app.extensions["workshop-files"] = FilesAtOnce(app.extensions["workshop-assets"], inner.is_known)
    root = addresses.root_of(app.config["PUBLIC_URL"])
    under = proxies.UnderPath(inner, root) if root else inner
    app.wsgi_app = proxies.Proxies(under, settings.proxies, settings.public_url)  # type: ignore[method-assign]


def _hosts(settings: Settings) -> frozenset[str]:
    own = {settings.host.lower(), "localhost", "127.0.0.1", "::1"}
    public = urlsplit(settings.public_url or "").hostname
    return frozenset(own | ({public} if public else set()))


def run(settings: Settings) -> None:
    """Serve until SIGTERM. Raises CannotListen, or where the database cannot be served Taken, BackupError, TooNew."""
    if settings.database_url.startswith("sqlite"):
        refuse_damaged(Place.of(settings))
    claimed = claim(settings)
    app = create_app(settings)
    app.extensions["workshop-claim"] = claimed  # kept until the process ends
    kept = Prepared(settings.data / "prepared", settings.secret_key)
    catalogues.keep(kept)
    assets.keep(kept)
    app.jinja_env.bytecode_cache = app.jinja_env.bytecode_cache or Templates(kept)
    realtime: Realtime = app.extensions["workshop-realtime"]
    realtime.live.cache.alone = settings.database_url.startswith("sqlite")  # the claim sees to it
    hearing = Hearing(realtime, realtime.peers)
    if not isinstance(realtime.peers, Alone):
        hearing.start()

    backups = ScheduledBackups(Place.of(settings), settings.database_url, settings.backup_every, settings.backup_keep)
    app.extensions["workshop-backups"] = backups
    upkeep.start(realtime, backups, claimed)

    def ready(port: int) -> None:
        app.config["PUBLIC_URL"] = banner.base_url(settings, port)
        app.config["OWN_URL"] = own_url(settings.host, port)
        with suppress(OSError):  # for the command line beside it; a full disk is told of elsewhere
            write_private(settings.data / "serving", app.config["OWN_URL"])
        realtime.live.resume_timers()
        banner.print_links(settings, port)
        banner.print_ready()
        engine.spawn(_prepare, app, kept)

    engine.serve(
        app, settings.host, settings.port, ready, lambda: _goodbye(realtime, hearing), counters.count,
        shared=is_one_of_several(), at_once=app.extensions["workshop-files"],
    )  # fmt: skip


def _prepare(app: Flask, kept: Prepared) -> None:
    """One after another, so that no first showing stalls everybody for 150 ms; what people see comes first.

    They are seconds of work, and after a crash a whole room is coming back: it goes first.
    """
    names = app.jinja_env.list_templates(extensions=["html"])
    for code in installed():
        engine.wait_for_ease()
        catalogues.prepare(code, lambda: engine.sleep(0))
        translations(code)
    for name in sorted(names, key=lambda name: not name.startswith(("fragments/participant", "fragments/_"))):
        engine.wait_for_ease()
        app.jinja_env.get_template(name)
    for _ in report.prepare():
        engine.wait_for_ease()
    kept.forget_others()


def _goodbye(realtime: Realtime, hearing: Hearing) -> None:
    """Every browser is told to come back by itself, spread over two seconds."""
    socketio.emit(BYE, ByeFrame(min_ms=200, max_ms=2000))
    engine.sleep(0.1)
    server = socketio.server
    for _, eio_sid in list(server.manager.get_participants("/", None)):
        server.eio.disconnect(eio_sid)
    hearing.stop()
    realtime.live.database.checkpoint()
