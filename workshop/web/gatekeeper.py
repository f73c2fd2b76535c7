"""Before any view runs: is it for whoever asks? A view for which nobody has said so stays shut."""

import logging
from collections.abc import Set
from contextlib import suppress
from datetime import date

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.places import gate, security_log
from workshop.places.gate import Opening
from workshop.places.sign_in import Uses
from workshop.store import api_keys
from workshop.store.api_keys import ApiKey, Scope
from workshop.store.database import StoreUnavailable
from workshop.store.places import HOST, Place
from workshop.store.security_events import SecurityEvent
from workshop.web import current
from workshop.web.errors import sentence

# Views of those who lead say it themselves (`require_facilitator`). These are all others.
ALL = (
    "assets.media", "health.alive", "health.ready", "health.size", "host.door", "host.sign_in", "join.come_in",
    "join.front", "language.choose", "looks.logo", "looks.sheet", "api.join", "metrics.metrics",
    "shell.manifest", "shell.shell", "shell.worker",
)  # fmt: skip
OWN = (
    "desks.host_command", "desks.host_state", "desks.projector_state", "desks.team_command", "desks.team_state",
    "moving.arrive", "moving.here", "moving.move", "moving.state", "papers.card", "papers.write",
    "participant.delete_mine", "participant.download", "participant.edit", "participant.here", "participant.kept",
    "participant.ask", "participant.asked", "participant.join_in", "participant.my", "participant.op",
    "participant.put_name", "participant.stage", "participant.state", "participant.withdraw",
    "projector.projector",
    "returning.come_back", "returning.forget", "returning.link", "returning.low_trace", "returning.renew",
    "team.come_in", "team.console", "team.door",
)  # fmt: skip
TOOL = {  # and which of the scopes of an API key opens it
    "api.add_participants": {Scope.RUN}, "api.command": {Scope.RUN}, "api.create": {Scope.RUN},
    "api.delete": {Scope.DELETE}, "api.export": {Scope.READ}, "api.scripts": {Scope.RUN},
    "api.list_sessions": {Scope.READ, Scope.RUN}, "api.show": {Scope.RUN}, "api.show_results": {Scope.READ},
}  # fmt: skip
HOST_TOOL = (
    "places_api.add", "places_api.change", "places_api.everyone", "places_api.hand_over", "places_api.new_link",
    "places_api.remove",
)  # fmt: skip
OPENINGS = {
    **dict.fromkeys(ALL, Opening.ALL),
    **dict.fromkeys(OWN, Opening.OWN),
    **dict.fromkeys(TOOL, Opening.TOOL),
    **dict.fromkeys(HOST_TOOL, Opening.HOST_TOOL),
}
NO_KEY = "Send the facilitator's key: Authorization: Bearer <key>."
NO_SCOPE = "This API key may not do that. Make one that may, on the page of your place."
log = logging.getLogger("workshop.web")


def install(app: Flask) -> None:
    app.before_request(check)


def opening_of(app: Flask, endpoint: str) -> Opening | None:
    """For whom the view is; None where nobody has said so."""
    own: Opening | None = getattr(app.view_functions[endpoint], "opening", None)
    return own or OPENINGS.get(endpoint)


def check() -> AnyResponse | None:
    """What whoever may not come in is answered; None where the view may run."""
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
            return _of_a_tool(gate.tool(), TOOL.get(request.endpoint, frozenset()))
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


def _of_a_tool(place: Place | None, opened_by: Set[Scope] = frozenset()) -> Response | None:
    """`opened_by`: an API key with one of these scopes opens it, too; the server's key opens all of its place."""
    if place is None:
        if request.authorization:
            current.rate_limits().wrong("key")
        return sentence(401, NO_KEY)
    key = gate.api_key()
    if key and not key.scopes & opened_by:
        return sentence(403, NO_SCOPE, "scope")
    _acts(place)
    if key:
        _used(key)
    return None


def _used(key: ApiKey) -> None:
    today = date.today()
    if key.used_on == today:
        return
    with suppress(StoreUnavailable):
        if gate.database().write(lambda conn: api_keys.touch(conn, key, today)):
            security_log.note(SecurityEvent.KEY_USED)


def _acts(place: Place) -> None:
    """What is another place's is answered as what is not there."""
    session_id = (request.view_args or {}).get("session_id")
    if session_id is not None and not gate.owns(place, session_id):
        abort(404)
    gate.act_for(place)
