"""The blueprint of a participant's pages, and what several of them tell."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response

from workshop.people import identity
from workshop.session.state import Session
from workshop.store import notes
from workshop.store.people import Participant
from workshop.util.language import marked
from workshop.web import past_prompts
from workshop.web.errors import sentence
from workshop.web.join import error_page

bp = Blueprint("participant", __name__)
STRANGER = marked(
    "This browser has not joined that workshop, or the workshop is not here any more. With the code you can join again."
)


def stranger(session_id: str) -> Response:
    """For a browser that is nobody in that session: it never joined, or there is no session any more."""
    return sentence(410) if identity.is_deleted(session_id) else error_page(STRANGER, 404)


def beside(session: Session, who: Participant, own: Sequence[notes.OwnNote] = ()) -> dict[str, Any]:
    """Whoever waits at the door, or was removed, is not told what happened in the room."""
    told = past_prompts.beside(session, own)
    return told if who.state == "in" else {**told, "so_far": [], "prompts": []}
