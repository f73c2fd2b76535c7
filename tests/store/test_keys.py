"""Keys: made once, safe before a poll opens, gone without a trace after it."""

import os
import shutil
import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from workshop.session.errors import Refused
from workshop.store.keys import Keys
from workshop.util.secret_files import in_memory

POLL, OTHER = bytes(range(16)), bytes(range(16, 32))


def names(keys):
    return [path.name for path in keys.folder.iterdir()]


@pytest.fixture
def keys(tmp_path):
    return Keys(tmp_path / "keys")


class TestAKey:
    def test_is_random_and_private(self, keys):
        keys.create(POLL)
        keys.create(OTHER)
        assert len(keys.get(POLL)) == 32
        assert keys.get(POLL) != keys.get(OTHER)
        first = keys.get(POLL)
        keys.destroy(POLL)
        keys.create(POLL)
        assert keys.get(POLL) != first  # nothing that is written down leads to it
        assert stat.S_IMODE((keys.folder / POLL.hex()).stat().st_mode) == 0o600
        assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700

    def test_made_twice_stays_the_same(self, keys):
        keys.create(POLL)
        first = keys.get(POLL)
        keys.create(POLL)
        assert keys.get(POLL) == first

    def test_is_the_same_for_every_process(self, keys):
        keys.create(POLL)
        assert Keys(keys.folder).get(POLL) == keys.get(POLL)

    def test_of_many_who_make_it_at_once_one_wins(self, keys):
        def make(_):
            mine = Keys(keys.folder)
            mine.create(POLL)
            return mine.get(POLL)

        with ThreadPool(8) as pool:
            assert len(set(pool.map(make, range(32)))) == 1
        assert names(keys) == [POLL.hex()]

    def test_is_not_there_before_it_is_made(self, keys):
        assert (keys.get(POLL), keys.all()) == (None, set())


class TestDestroying:
    def test_leaves_no_file_and_nothing_in_memory(self, keys):
        keys.create(POLL)
        held = keys._known[POLL] if keys.get(POLL) else None
        keys.destroy(POLL)
        assert bytes(held) == bytes(32)  # before anybody asks for it
        assert (keys.get(POLL), keys.all(), names(keys)) == (None, set(), [])

    def test_overwrites_before_it_removes(self, keys, tmp_path):
        keys.create(POLL)
        os.link(keys.folder / POLL.hex(), tmp_path / "kept")  # what an undelete would find
        keys.destroy(POLL)
        assert (tmp_path / "kept").read_bytes() == bytes(32)

    def test_ends_it_for_other_processes(self, keys):
        other = Keys(keys.folder)
        keys.create(POLL)
        assert other.get(POLL)
        keys.destroy(POLL)
        assert other.get(POLL) is None

    def test_twice_is_once(self, keys):
        keys.destroy(POLL)
        keys.destroy(POLL)

    def test_takes_unfinished_drafts_along(self, keys):
        (keys.folder / f".{POLL.hex()}.0a1b2c3d").write_bytes(bytes(range(32)))
        assert keys.all() == {POLL}
        keys.destroy(POLL)
        assert names(keys) == []


class TestAHalfDestroyedKey:
    @pytest.mark.parametrize("remains", [b"", b"short", bytes(32)])
    def test_is_no_key(self, keys, remains):
        (keys.folder / POLL.hex()).write_bytes(remains)
        assert keys.get(POLL) is None
        assert keys.all() == {POLL}


def test_other_files_in_the_folder_are_left_alone(keys):
    (keys.folder / "README").write_text("not a key")
    (keys.folder / ("z" * 32)).write_text("not a key")
    assert keys.all() == set()


def test_a_folder_in_memory_does_not_survive_a_reboot(tmp_path):
    memory = Path("/dev/shm")
    if not memory.is_dir():
        pytest.skip("there is no folder in memory here")
    folder = memory / f"workshop-test-{os.getpid()}"
    try:
        assert not Keys(folder).survives_reboot
        assert Keys(folder).trouble() is None
    finally:
        folder.rmdir()


def test_a_folder_on_a_disk_is_used_and_told(tmp_path):
    keys = Keys(tmp_path)
    if in_memory(tmp_path):
        pytest.skip("the temporary folder is in memory here")
    keys.create(POLL)
    assert (len(keys.get(POLL)), keys.trouble().blocks) == (32, False)
    assert "WORKSHOP_KEY_DIR" in keys.trouble().cure


def test_a_folder_that_cannot_be_used_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="The folder for the keys of polls"):
        Keys(tmp_path / "file")


def test_a_folder_that_somebody_cleaned_away_is_made_anew(keys):
    keys.create(POLL)
    shutil.rmtree(keys.folder)
    assert (keys.get(POLL), keys.all()) == (None, set())
    keys.destroy(POLL)
    keys.create(POLL)
    assert len(keys.get(POLL)) == 32


def test_a_folder_that_cannot_be_made_refuses_polls_with_a_sentence(keys):
    shutil.rmtree(keys.folder)
    keys.folder.write_text("something else is here")
    assert keys.trouble().blocks
    with pytest.raises(Refused, match="Look at WORKSHOP_KEY_DIR"):
        keys.create(POLL)
