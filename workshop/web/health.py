"""For whoever watches the server: alive, and ready."""

from flask import Blueprint, Response, jsonify

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
