"""Thirty read at the same moment while somebody writes without a pause: reading_beside.py FILE.

Prints how many batches were committed before the last of the thirty had read. Green threads, as the server runs.
"""

import sys

from sqlalchemy import create_engine, text

from workshop import engine

engine.patch("eventlet")
from workshop.store.database import SQLITE_POOL, Database, prepare  # noqa: E402

PEOPLE = 30
held = create_engine(f"sqlite:///{sys.argv[1]}", **SQLITE_POOL)
prepare(held)
database = Database(held)
batches, read = [], []


def write() -> None:
    while len(read) < PEOPLE:
        database.write(lambda conn: conn.execute(text("INSERT INTO word VALUES ('again')")))
        batches.append(1)


def look() -> None:
    with database.read() as conn:
        read.append(conn.execute(text("SELECT count(*) FROM word")).scalar())


database.write(lambda conn: conn.execute(text("CREATE TABLE word (word TEXT)")))
engine.spawn(write)
while not batches:
    engine.sleep(0)
before = len(batches)
for _ in range(PEOPLE):
    engine.spawn(look)
while len(read) < PEOPLE:
    engine.sleep(0)
print(len(batches) - before)
