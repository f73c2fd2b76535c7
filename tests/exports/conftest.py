"""One session with everything in it, lived through once, and fresh ones for each story."""

import pytest

from tests.exports.stories import SENSITIVE, Story, full


@pytest.fixture(scope="session")
def lived(tmp_path_factory):
    """Twelve people, every kind of step. Only to be read."""
    return full(tmp_path_factory.mktemp("lived"))


@pytest.fixture(scope="session")
def careful(tmp_path_factory):
    """The same in sensitive care. Only to be read."""
    return full(tmp_path_factory.mktemp("careful"), SENSITIVE)


@pytest.fixture
def story(tmp_path):
    return Story(tmp_path)
