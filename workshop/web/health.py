"""For whoever watches the server: alive, and ready."""

from flask import Blueprint, Response, jsonify

from workshop.hosting.proxy_sizes import SAMPLE
from workshop.web import current

bp = Blueprint("health", __name__)


@bp.get("/health/live")
def alive() -> Response:
    return jsonify({"status": "ok"})


@bp.get("/health/size")
def size() -> Response:
    """A sample as long and as compressible as pages of one's own could be: `workshop doctor` asks for it."""
    return jsonify({"sample": "a" * SAMPLE})


@bp.get("/health/ready")
def ready() -> tuple[Response, int] | Response:
    """Ready means: something can be saved, and polls can be opened."""
    live = current.live()
    trouble = live.database.probe() or live.trouble()
    if trouble and trouble.blocks:
        return jsonify({"status": "later", "message": f"{trouble.title} {trouble}"}), 503
    return jsonify({"status": "ok"})
