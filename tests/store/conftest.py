"""A real store for every test, and one session in it."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from storeroom import Room, token


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path / "data")
    yield room
    room.close()


@pytest.fixture(scope="module")
def room_in_memory(tmp_path_factory):
    """For thousands of small writes, whose order matters and not the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path_factory.mktemp("room")) as folder:
        room = Room(Path(folder) / "data")
        yield room
        room.close()


@pytest.fixture
def session(room):
    return room.session()


@pytest.fixture
def token_of():
    return token


@pytest.fixture
def reopen():
    """The data folder again, as the next process finds it."""

    @contextlib.contextmanager
    def reopen(folder):
        room = Room(folder)
        yield room
        room.close()

    return reopen
