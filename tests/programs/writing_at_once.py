"""A thousand write at the same moment: writing_at_once.py FILE.

Prints in how many transactions, and how many were written or answered at most while nobody else had a turn.
"""

import sys

from sqlalchemy import create_engine, event, text

from workshop import engine

engine.patch("eventlet")
from workshop.store.database import SQLITE_POOL, Database, prepare  # noqa: E402

PEOPLE = 1000
held = create_engine(f"sqlite:///{sys.argv[1]}", **SQLITE_POOL)
prepare(held)
database = Database(held)
begun, answered = [], []
done = {"since": 0, "most": 0}


def note() -> None:
    done["since"] += 1
    done["most"] = max(done["most"], done["since"])


def write() -> None:
    def job(conn) -> None:
        conn.execute(text("INSERT INTO word VALUES ('once')"))
        note()

    database.write(job)
    answered.append(1)
    note()


database.write(lambda conn: conn.execute(text("CREATE TABLE word (word TEXT)")))
event.listen(held, "begin", lambda _conn: begun.append(1))
for _ in range(PEOPLE):
    engine.spawn(write)
while len(answered) < PEOPLE:
    engine.sleep(0)
    done["since"] = 0
print(len(begun), done["most"])
