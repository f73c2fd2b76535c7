"""What this app has one of, for pages and forms."""

from flask import current_app

from workshop.authoring.editable_library import EditableLibrary, Limits
from workshop.authoring.shelves import Shelves
from workshop.people.device_codes import DeviceCodes
from workshop.people.identity import live
from workshop.people.newcomers import Newcomers
from workshop.places import gate
from workshop.realtime.service import realtime
from workshop.web.open_editors import OpenEditors
from workshop.web.rate_limit import RateLimits, Turnstile

__all__ = ["device_codes", "library", "live", "newcomers", "open_editors", "rate_limits", "realtime", "turnstile"]


def library() -> EditableLibrary:
    """The scripts of the place for which the view runs."""
    place = gate.acting()
    limits = Limits(place.most_sessions, place.most_megabytes)
    return Shelves.of(current_app.config).library(place.id, limits)


def rate_limits() -> RateLimits:
    """Wrong codes and keys of the last minute."""
    found: RateLimits = current_app.extensions["workshop-rate-limits"]
    return found


def turnstile() -> Turnstile:
    """How fast people may come into one session from one place."""
    found: Turnstile = current_app.extensions["workshop-turnstile"]
    return found


def newcomers() -> Newcomers:
    """Who came in a moment ago."""
    found: Newcomers = current_app.extensions["workshop-newcomers"]
    return found


def device_codes() -> DeviceCodes:
    """The codes with which a participant changes the device."""
    found: DeviceCodes = current_app.extensions["workshop-device-codes"]
    return found


def open_editors() -> OpenEditors:
    """Who has which script open."""
    found: OpenEditors = current_app.extensions["workshop-open-editors"]
    return found
