"""Before any view runs: is it for whoever asks? A view for which nobody has said so stays shut."""

import logging

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.places import gate
from workshop.places.gate import Opening
from workshop.places.sign_in import Uses
from workshop.store.places import HOST, Place
from workshop.web import current
from workshop.web.errors import sentence

# Views of those who lead say it themselves (`require_facilitator`). These are all others.
ALL = (
    "assets.media", "health.alive", "health.ready", "health.size", "host.door", "host.sign_in", "join.come_in",
    "join.front", "language.choose", "api.join", "metrics.metrics", "shell.manifest", "shell.shell", "shell.worker",
)  # fmt: skip
OWN = (
    "desks.host_command", "desks.host_state", "desks.projector_state", "desks.team_command", "desks.team_state",
    "moving.arrive", "moving.here", "moving.move", "moving.state", "papers.card", "papers.write",
    "participant.delete_mine", "participant.download", "participant.edit", "participant.kept", "participant.my",
    "participant.op", "participant.stage", "participant.state", "participant.withdraw", "projector.projector",
    "returning.come_back", "returning.forget", "returning.link", "returning.low_trace", "returning.renew",
    "team.come_in", "team.console", "team.door",
)  # fmt: skip
TOOL = (
    "api.add_participants", "api.command", "api.create", "api.delete", "api.export", "api.scripts", "api.show",
    "api.show_results",
)  # fmt: skip
HOST_TOOL = (
    "places_api.add", "places_api.change", "places_api.everyone", "places_api.new_link", "places_api.remove",
)  # fmt: skip
OPENINGS = {
    **dict.fromkeys(ALL, Opening.ALL),
    **dict.fromkeys(OWN, Opening.OWN),
    **dict.fromkeys(TOOL, Opening.TOOL),
    **dict.fromkeys(HOST_TOOL, Opening.HOST_TOOL),
}
NO_KEY = "Send the facilitator's key: Authorization: Bearer <key>."
log = logging.getLogger("workshop.web")


def install(app: Flask) -> None:
    app.before_request(_check)


def opening_of(app: Flask, endpoint: str) -> Opening | None:
    """For whom the view is; None where nobody has said so."""
    own: Opening | None = getattr(app.view_functions[endpoint], "opening", None)
    return own or OPENINGS.get(endpoint)


def _check() -> AnyResponse | None:
    if request.endpoint is None:
        return None  # there is no such page; Flask says so
    match opening_of(current_app, request.endpoint):
        case Opening.ALL | Opening.OWN:
            return None
        case Opening.PLACE:
            return _of_a_place(gate.here())
        case Opening.HOST:
            place = gate.here()
            return abort(404) if place and place.role != HOST else _of_a_place(place)
        case Opening.TOOL:
            return _of_a_tool(gate.tool())
        case Opening.HOST_TOOL:
            place = gate.tool()
            return abort(404) if place and place.role != HOST else _of_a_tool(place)
    log.error("Nobody has said for whom %s is, so it stays shut.", request.endpoint)
    return sentence(403)


def _of_a_place(place: Place | None) -> AnyResponse | None:
    if place is None:
        return redirect(url_for("host.door", next=request.path))
    uses: Uses = current_app.extensions["workshop-uses"]
    uses.note(place, gate.this_sign_in())
    _acts(place)
    return None


def _of_a_tool(place: Place | None) -> Response | None:
    if place is not None:
        _acts(place)
        return None
    if request.authorization:
        current.rate_limits().wrong("key")
    return sentence(401, NO_KEY)


def _acts(place: Place) -> None:
    """What is another place's is answered as what is not there."""
    session_id = (request.view_args or {}).get("session_id")
    if session_id is not None and not gate.owns(place, session_id):
        abort(404)
    gate.act_for(place)
