"""The list of all pages, and of all calls of the API: who adds one adds a line here."""

from flask import Flask

from workshop.extensions import csrf
from workshop.web import (
    api,
    assets,
    cards,
    changes,
    device_transfer,
    health,
    host,
    http_fallback,
    join,
    language,
    looks,
    media_files,
    metrics,
    participant,
    past_prompts,
    pieces,
    places_api,
    plans,
    private_link,
    projector,
    rehearsals,
    script_versions,
    scripts,
    shell,
    team,
)

FOR_PEOPLE = (join, http_fallback, participant, past_prompts, private_link, device_transfer, projector, language, shell)
FOR_THOSE_WHO_LEAD = (host, team, changes, plans, scripts, cards, script_versions, media_files, pieces, rehearsals)
FOR_WHO_HOSTS = (assets, health, looks, metrics)
FOR_PROGRAMS = (api, places_api)  # who shows a key in a header needs no form's token


def register(app: Flask) -> None:
    for pages in (*FOR_WHO_HOSTS, *FOR_PEOPLE, *FOR_THOSE_WHO_LEAD):
        app.register_blueprint(pages.bp)
    for calls in FOR_PROGRAMS:
        csrf.exempt(calls.bp)
        app.register_blueprint(calls.bp)
