"""A real store for every test, and one session in it."""

import contextlib

import pytest
from storeroom import Room, token


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path / "data")
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
