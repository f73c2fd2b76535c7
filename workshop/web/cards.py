"""A script as cards: what a press on one does to the text, and one opened as a form."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from workshop import engine
from workshop.authoring import cards
from workshop.authoring.cards import Refusal, forms
from workshop.authoring.cards.edits import part_title
from workshop.authoring.cards.listed import CHOOSES, READERS
from workshop.authoring.cards.title_form import title_form
from workshop.authoring.media import shelf
from workshop.places import gate
from workshop.places.gate import require_facilitator
from workshop.script import files, keywords
from workshop.util import language
from workshop.util.language import NAMES, said
from workshop.web.blocks import texts_in, with_picture
from workshop.web.editor_words import spoken_by
from workshop.web.scripts import ENVELOPE, table

bp = Blueprint("cards", __name__, url_prefix="/host/scripts")


@bp.url_value_preprocessor
def _larger(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if gate.here():
        request.max_content_length = ENVELOPE


@bp.post("/<name>/cards")
@require_facilitator
def edit(name: str) -> Response:
    """{text, edit} → the text as it is then, and where its card begins; or {refused}. Nothing is saved here."""
    text, body = _sent()
    told = body.get("edit")
    edit = _with_block(name, text, told) if isinstance(told, dict) else {}
    try:
        found = engine.in_thread(cards.edited, text, edit, f"{name}.md", _load())
    except Refusal as refusal:
        return jsonify(refused=said(str(refusal)))
    return jsonify(text=found.text, line=found.line)


def _with_block(name: str, text: str, edit: dict[str, Any]) -> dict[str, Any]:
    """A ready-made step comes in the language of the script."""
    if edit.get("do") != "add":
        return edit
    rules = engine.in_thread(table().check, name, text).script.rules
    block = str(edit.get("block", ""))
    ready = texts_in(spoken_by(rules)).get(block, block)
    return {**edit, "block": with_picture(ready, engine.in_thread(shelf.ground_of, table()))}


@bp.post("/<name>/cards/form")
@require_facilitator
def form(name: str) -> Response:
    """{text, line} → the card as a form, in HTML; with `workshop` the title with its settings."""
    text, body = _sent()
    line = body.get("line")
    number = line if isinstance(line, int) else 0
    try:
        if body.get("part") is True:
            page = render_template("host/_part_form.html", title=part_title(text, number))
            return jsonify(form=page)
        if body.get("workshop") is True:
            page = engine.in_thread(title_form, text, f"{name}.md", _load())
            return jsonify(form=render_template("host/_title_form.html", form=page, told=_told(text), languages=NAMES))
        found = engine.in_thread(forms.form, text, number, f"{name}.md", _load())
    except Refusal as refusal:
        return jsonify(refused=said(str(refusal)))
    page = render_template(
        "host/_card_form.html", form=found, chooses=CHOOSES,
        who={str(sees): words for sees, words in READERS.items()}, told=_told(text),
    )  # fmt: skip
    return jsonify(form=page)


def _told(text: str) -> keywords.Shown:
    """The words of settings: those of the script's language, else of the page's."""
    return keywords.shown_in(keywords.language_of(text) or language.current())


def _load() -> forms.Load:
    return files.loader(table().folder)


def _sent() -> tuple[str, dict[str, Any]]:
    body = request.get_json()
    text = body.get("text") if isinstance(body, dict) else None
    return (text, body) if isinstance(text, str) else abort(400)
