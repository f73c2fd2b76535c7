"""The address under which the facilitator's pages stand."""

from flask import Blueprint

bp = Blueprint("host", __name__, url_prefix="/host")
