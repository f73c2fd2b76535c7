"""The one writer: jobs queue, one transaction commits the batch, then all in it are answered (group commit)."""

import collections
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, SQLAlchemyError

from workshop import engine as hub
from workshop.store import sql, trouble
from workshop.store.holders import Holder, Stranger, are_in
from workshop.store.trouble import Trouble
from workshop.util import measures

T = TypeVar("T")
BATCH = 512  # jobs a transaction: of a thousand votes at once, two or three wait for the disk and not eight
TURN = 128  # jobs, or answers, in some 10 ms, after which everybody else is served
RETRY_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


class StoreUnavailable(Exception):
    """The database cannot take this now (locked, full, gone): nothing was kept, try again later."""


@dataclass(frozen=True, slots=True)
class Job:
    """`whose`: what it does holds only while that is still the secret of somebody who is in."""

    run: Callable[[Connection], Any]
    whose: Holder | None = None


class Writer:
    """Jobs are functions of a Connection and never yield. `noticed` hears what is amiss after each batch, or None.

    `in_line`: those who wait to read.
    """

    def __init__(
        self, engine: Engine, noticed: Callable[[Trouble | None], None], in_line: Collection[object] = ()
    ) -> None:
        self.engine, self._noticed, self._in_line = engine, noticed, in_line
        self._queue: collections.deque[tuple[Job, Any]] = collections.deque()
        self._writing = False
        self._lock = hub.Lock()  # held for a moment

    def write(self, job: Callable[[Connection], T], whose: Holder | None = None) -> T:
        """The value of `job` once it is committed. What the job raises undoes that job alone.

        Raises Stranger where `whose` is nobody's who is in; StoreUnavailable where the batch could not be committed.
        """
        done = hub.Event()
        with self._lock:
            self._queue.append((Job(job, whose), done))
            idle, self._writing = not self._writing, True
        if idle:
            hub.spawn(self._drain)
        failed, value = done.wait()
        if failed:
            raise value
        return value  # type: ignore[no-any-return]

    def _drain(self) -> None:
        while batch := self._next_batch():
            outcomes = self._commit([job for job, _ in batch])
            for (_, done), outcome in _in_turns(list(zip(batch, outcomes, strict=True))):
                done.send(outcome)
            self._give_way()

    def _give_way(self) -> None:
        """Whoever was answered goes on before the next batch, and those who wait to read have their turn.

        Where there is one connection, whoever gives it back would take it again before anybody in line wakes up: one
        reader a commit, and a room of hundreds that comes back while it writes would wait for as many.
        """
        for _ in range(2 * len(self._in_line) + 1):
            hub.sleep(0)
            if not self._in_line:
                return

    @property
    def waiting(self) -> int:
        """Jobs that have not been begun."""
        return len(self._queue)

    def _next_batch(self) -> list[tuple[Job, Any]]:
        with self._lock:
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), BATCH))]
            self._writing = bool(batch)
            return batch

    def _commit(self, jobs: list[Job]) -> list[tuple[bool, Any]]:
        for wait in (*RETRY_SECONDS, None):
            try:
                with measures.commits.time(), self.engine.begin() as connection:
                    outcomes = self._all(connection, jobs) or self._each(connection, jobs)
                    sql.commit(connection)
                self._noticed(None)
                return outcomes
            except SQLAlchemyError as error:
                if wait is None or not isinstance(error, OperationalError) or not _passing(error):
                    self._noticed(trouble.of_database(getattr(error, "orig", error)))
                    return [(True, StoreUnavailable()) for _ in jobs]
                hub.sleep(wait)
        raise AssertionError("unreachable")

    def _all(self, connection: Connection, jobs: list[Job]) -> list[tuple[bool, Any]]:
        """None of them fails, as a rule; where one does, nothing has been written, and each is run by itself.

        Whose they are is asked last: by then they hold what a change of a secret waits for, at other processes too.
        """
        sql.run(connection, "SAVEPOINT jobs")
        try:
            outcomes = [(False, job.run(connection)) for job in _in_turns(jobs)]
            if are_in(connection, [job.whose for job in jobs if job.whose]):
                return outcomes
        except Exception as error:
            if isinstance(error, DatabaseError) and not isinstance(error, IntegrityError):
                raise
        sql.run(connection, "ROLLBACK TO SAVEPOINT jobs")
        return []

    def _each(self, connection: Connection, jobs: list[Job]) -> list[tuple[bool, Any]]:
        return [self._run(connection, job) for job in _in_turns(jobs)]

    def _run(self, connection: Connection, job: Job) -> tuple[bool, Any]:
        sql.run(connection, "SAVEPOINT job")
        try:
            outcome = False, job.run(connection)
            if job.whose and not are_in(connection, [job.whose]):
                raise Stranger
        except IntegrityError as error:
            outcome = _undone(connection, error)
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, nothing is swallowed
            outcome = _undone(connection, error)
        sql.run(connection, "RELEASE SAVEPOINT job")
        return outcome


def _in_turns(many: Sequence[T]) -> Iterator[T]:
    """Each of them. The connection is ours meanwhile: whoever reads waits for it, and whoever listens does not."""
    for n, one in enumerate(many, 1):
        yield one
        if n % TURN == 0:
            hub.sleep(0)


def _undone(connection: Connection, error: Exception) -> tuple[bool, Exception]:
    sql.run(connection, "ROLLBACK TO SAVEPOINT job")
    return True, error


def _passing(error: OperationalError) -> bool:
    """Somebody else holds a lock, or two batches (of several processes) wait for each other."""
    return any(word in str(error.orig) for word in ("locked", "busy", "deadlock"))
