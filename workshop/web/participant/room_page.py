"""The room's page from finished pieces: what all read alike is drawn once for each v, one's own is laid into its gaps.

Drawing it takes milliseconds, and a whole room asks for it in the same minute.
"""

import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import current_app, render_template, request
from flask_wtf.csrf import generate_csrf
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape

from workshop.people import choice, identity
from workshop.people.join import namesake
from workshop.realtime.service import Realtime
from workshop.session.audience_names import PARTICIPANTS
from workshop.session.state import Session
from workshop.store.people import Participant
from workshop.util import language
from workshop.util.padding import filling
from workshop.web import current
from workshop.web.assets import Assets
from workshop.web.packing import Piece, Skeleton, of_all, of_one
from workshop.web.participant.blueprint import beside

TEMPLATE = "pages/participant.html"
MARK = f"gap{secrets.token_hex(16)}"  # of this process, and never sent: nobody can write it into a page
OWN = ("person", "own", "pad", "timers", "token")


def pieces(realtime: Realtime, session: Session, who: Participant, token: bytes) -> Sequence[Piece]:
    """The page of this participant, whose browser asks for it."""
    connection = realtime.broadcaster.audiences.visitor(session, who, token)
    apart = choice.apart(session.id)
    frame = realtime.broadcaster.frame(session, connection.audience, apart)
    own = _own(who, realtime.broadcaster.own.of(session, connection), frame["timers"])
    stages = realtime.broadcaster.stages
    stage = stages.rendered(session, connection.audience, apart).made_of_it
    if "piece" not in stage:
        stage["piece"] = of_all(frame["html"])
    kept = stages.rendered(session, PARTICIPANTS, apart).made_of_it if who.state == "in" else stage
    skeleton = _skeleton(kept, session, who, frame)
    return skeleton.filled({**{name: of_one(text) for name, text in own.items()}, "html": stage["piece"]})


def _own(who: Participant, mine: Mapping[str, Any], timers: Mapping[str, int]) -> dict[str, str]:
    """What lies in the gaps, as it is written in a page."""
    told = _attribute(_unvoted(mine))
    return dict(zip(OWN, (who.id, told, filling(told), _attribute(timers), generate_csrf()), strict=True))


def _attribute(value: object) -> str:
    return str(escape(str(htmlsafe_json_dumps(value, dumps=current_app.json.dumps))))


def _unvoted(mine: Mapping[str, Any]) -> dict[str, Any]:
    """A page must not be longer for one vote or topic than for another; the `hello`, which is not, brings one's own."""
    return {name: told for name, told in mine.items() if name not in ("vote", "topic", "pad")}


def _skeleton(kept: dict[Any, Any], session: Session, who: Participant, frame: Mapping[str, Any]) -> Skeleton:
    """All but the gaps. Whatever it shows is in the key, or belongs to the session at this v."""
    assets: Assets = current_app.extensions["workshop-assets"]
    alike, low_trace = _namesake(who), identity.is_low_trace(session.id)
    now = {name: frame[name] for name in ("e", "v", "step", "phase", "holding")}
    files = assets.address("css/pages/participant.css"), assets.address("js/pages/participant.js")
    key = (*now.values(), who.state, low_trace, language.spoken(), request.script_root, *files)
    if alike or key not in kept:
        made = Skeleton(_drawn(session, who, namesake=alike, low_trace=low_trace, **now), MARK)
        if alike:
            return made  # their name is in it
        kept[key] = made
    found: Skeleton = kept[key]
    return found


def _drawn(session: Session, who: Participant, **told: Any) -> str:
    rules, gaps = session.script.rules, {name: f"{MARK}{name};" for name in (*OWN, "html")}
    return render_template(
        TEMPLATE, session_id=session.id, title=session.script.title, nickname=who.nickname,
        help_html=session.script.help_html, signal=rules.signal,
        questions=rules.questions and who.state == "in", theme=rules.theme, lang=rules.language,
        csrf_token=partial(gaps.get, "token"), **gaps, **beside(session, who), **told,
    )  # fmt: skip


def _namesake(who: Participant) -> str:
    if not who.nickname[-1:].isdecimal():
        return ""  # most names: nobody else's needs to be read
    with current.live().database.read() as conn:
        return namesake(conn, who)
