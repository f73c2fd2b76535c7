"""`workshop`, whose Undo lasts a minute, not six seconds, on a machine that may be busy: python patient.py serve."""

from workshop import cli
from workshop.session import decide, navigation, undo

UNDO_SECONDS = 60.0

decide.UNDO_SECONDS = navigation.UNDO_SECONDS = undo.UNDO_SECONDS = UNDO_SECONDS
cli.main()
