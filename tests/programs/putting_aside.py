"""Sorts more texts than fit in SQLite's memory, and tidies: python putting_aside.py folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.store.storeroom import Room
from workshop.script.model import Sees

room = Room(Path(sys.argv[1]))
session = room.session()
for n in range(400):
    room.note(session, f"guest {n}", 1, f"{n} " * 1500, Sees.FACILITATORS)
assert len(room.shared(session)) == 400
room.database.tidy()
room.close()
