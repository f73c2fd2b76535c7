"""For whoever watches the server: alive, ready, and a few numbers about nobody in particular."""

from flask import Blueprint, Response, abort, jsonify, request

from workshop.people import identity
from workshop.transport import counters
from workshop.web import current

bp = Blueprint("health", __name__)


@bp.get("/health/live")
def alive() -> Response:
    return jsonify({"status": "ok"})


@bp.get("/health/ready")
def ready() -> tuple[Response, int] | Response:
    """Ready means: something can be saved, and polls can be opened."""
    live = current.live()
    trouble = live.database.probe() or live.trouble()
    if trouble and trouble.blocks:
        return jsonify({"status": "later", "message": f"{trouble.title} {trouble}"}), 503
    return jsonify({"status": "ok"})


@bp.get("/metrics")
def metrics() -> Response:
    """Prometheus text. Totals over all sessions, so that no number is about one room."""
    if request.remote_addr not in ("127.0.0.1", "::1") and not identity.has_bearer_key():
        abort(403)
    connections = current.realtime().connections
    open_sessions = connections.sessions()
    seated = [connection for session_id in open_sessions for connection in connections.of(session_id)]
    lines = [
        "# TYPE workshop_sessions_with_people gauge", f"workshop_sessions_with_people {len(open_sessions)}",
        "# TYPE workshop_connections gauge", f"workshop_connections {len(seated)}",
        "# TYPE workshop_refused_total counter",
        *(f'workshop_refused_total{{reason="{reason}"}} {times}' for reason, times in counters.counts().items()),
    ]  # fmt: skip
    return Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")
