"""One who writes scripts at a time: at this process, and at all others that share the folder."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop import engine
from workshop.session.errors import Refused
from workshop.store.database import StoreUnavailable
from workshop.util.language import marked

NOT_WRITTEN = marked("The file could not be written (%(why)s).")
LOCK = ".writing"  # an empty file
PATIENCE = 10.0  # seconds for another one; whoever stands still with it keeps nobody for longer
LOOK = 0.02


@contextmanager
def one_writer(folder: Path, unwritable: str = NOT_WRITTEN, code: str = "not_written") -> Iterator[None]:
    """Between a look and the write that goes by it nobody else writes what is locked by this folder.

    Raises Refused, with the sentence `unwritable`, where nothing can be written there; StoreUnavailable where somebody
    else does not come to an end.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refused(unwritable, code, why=error.strerror) from None
    try:
        _wait_for(handle)
        yield
    finally:
        os.close(handle)  # which lets go of the lock


def _wait_for(handle: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise StoreUnavailable from None
        engine.sleep(LOOK)  # others go on meanwhile
