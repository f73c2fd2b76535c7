"""`/metrics`: Prometheus text, for the key's holder and for programs on this machine."""

from collections.abc import Iterator

from flask import Blueprint, Flask, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric

from workshop import __version__, engine
from workshop.places import gate
from workshop.realtime.service import Realtime
from workshop.transport import counters
from workshop.util import measures
from workshop.web import current
from workshop.web.proxies import is_local

bp = Blueprint("metrics", __name__)


@bp.get("/metrics")
def metrics() -> Response:
    """Totals over all sessions, so that no number is about one room."""
    if not gate.key_matches(gate.bearer()) and not is_local():
        if request.authorization:
            current.rate_limits().wrong("key")
        abort(403)
    app_now = CollectorRegistry()
    app_now.register(_Now(current_app._get_current_object()))  # type: ignore[attr-defined]
    text = generate_latest(measures.REGISTRY) + generate_latest(app_now)
    return Response(text, content_type=CONTENT_TYPE_LATEST)


class _Now:
    """What is so at this moment."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.realtime: Realtime = app.extensions["workshop-realtime"]

    def collect(self) -> Iterator[Metric]:
        presence = self.realtime.presence
        sessions = presence.sessions()
        build = {"version": __version__, "engine": engine.mode()}
        yield InfoMetricFamily("workshop_build", "The version that runs.", value=build)
        yield _gauge("sessions_with_people", "Sessions that somebody is connected to.", len(sessions))
        seated = len([each for session in sessions for each in presence.of(session)])
        yield _gauge("connections", "Open connections, of phones, consoles and projectors.", seated)
        here = sum(len(presence.here(session)) for session in sessions)
        yield _gauge("people", "Participants who are connected.", here)
        yield _gauge("write_queue", "Answers that wait for the writer.", self.realtime.live.database.waiting)
        yield self._refused()
        yield from self._kept()

    def _refused(self) -> Metric:
        refused = CounterMetricFamily("workshop_refused", "What was cut or refused, by reason.", labels=["reason"])
        for reason, times in counters.counts().items():
            refused.add_metric([reason], times)
        return refused

    def _kept(self) -> Iterator[Metric]:
        live = self.realtime.live
        yield _gauge("database_trouble", "1 while nothing can be saved.", float(live.database.trouble is not None))
        keys = live.keys.trouble()
        yield _gauge("key_trouble", "1 while polls cannot be opened.", float(bool(keys and keys.blocks)))
        backups = self.app.extensions.get("workshop-backups")
        last = backups.last() if backups else None
        if last is not None:
            yield _gauge("last_backup_timestamp_seconds", "When the newest backup was written.", last)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"workshop_{name}", says, value=value)
