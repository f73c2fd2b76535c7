"""A script as cards: what a press on one does to the text, and one opened as a form."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from workshop import engine
from workshop.authoring import cards
from workshop.authoring.cards import Refusal, forms
from workshop.authoring.cards.listed import CHOOSES, ICONS, READERS
from workshop.places import gate
from workshop.places.gate import require_facilitator
from workshop.script import files
from workshop.util.language import said
from workshop.web.scripts import ENVELOPE, table

bp = Blueprint("cards", __name__, url_prefix="/host/scripts")


@bp.url_value_preprocessor
def _larger(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if gate.here():
        request.max_content_length = ENVELOPE


@bp.post("/<name>/cards")
@require_facilitator
def edit(name: str) -> tuple[Response, int]:
    """{text, edit} → the text as it is then, and where its card begins. Nothing is saved here."""
    text, body = _sent()
    told = body.get("edit")
    try:
        found = engine.in_thread(cards.edited, text, told if isinstance(told, dict) else {}, f"{name}.md", _load())
    except Refusal as refusal:
        return jsonify(error="refused", message=said(str(refusal))), 409
    return jsonify(text=found.text, line=found.line), 200


@bp.post("/<name>/cards/form")
@require_facilitator
def form(name: str) -> tuple[Response, int]:
    """{text, line} → the card as a form, in HTML."""
    text, body = _sent()
    line = body.get("line")
    try:
        found = engine.in_thread(forms.form, text, line if isinstance(line, int) else 0, f"{name}.md", _load())
    except Refusal as refusal:
        return jsonify(error="refused", message=said(str(refusal))), 409
    page = render_template(
        "host/_card_form.html", form=found, icon_name=ICONS[found.step.kind],
        who={str(sees): words for sees, words in READERS.items()}, chooses=CHOOSES,
    )  # fmt: skip
    return jsonify(form=page), 200


def _load() -> forms.Load:
    return files.loader(table().folder)


def _sent() -> tuple[str, dict[str, Any]]:
    body = request.get_json()
    text = body.get("text") if isinstance(body, dict) else None
    return (text, body) if isinstance(text, str) else abort(400)
