"""The attack on PostgreSQL, whose rows tell their transaction and whose WAL keeps what was deleted."""

import random

import psycopg2
import pytest
from adversary import Thief, attack
from live_hall import LiveHall, hold, without_keys

from tests.support import postgres

NAMES = [f"person {n:02}" for n in range(25)]
WEIGHTS = (8, 6, 4, 2)


class ThiefOfPostgres(Thief):
    """Reads every row with its transaction and its place, and now and then every file of the cluster."""

    def __init__(self, url, cluster, folder, scratch):
        super().__init__(folder, scratch)
        self.cluster, self._acts = cluster, 0
        self._held = psycopg2.connect(url.replace("+psycopg2", ""))
        self._held.autocommit = True

    def steal(self):
        self._acts += 1
        if self._acts % 50 == 0:
            self.search()
        return super().steal()

    def search(self):
        for path in (p for p in self.cluster.rglob("*") if p.is_file()):
            self._look_into(path.read_bytes())

    def _read(self):
        with self._held.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return {name: self._whole(cursor, name) for (name,) in cursor.fetchall()}

    def _whole(self, cursor, name):
        cursor.execute(f'SELECT xmin::text, ctid::text, "{name}".* FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        return columns, {tuple(map(plain, row)) for row in cursor.fetchall()}

    def _open(self, row):
        return super()._open(row[2:])

    def leave(self):
        self._held.close()


def plain(value):
    if isinstance(value, memoryview):
        return bytes(value)
    return str(value) if isinstance(value, dict) else value


@pytest.mark.soak
def test_1100_votes(mother, tmp_path, record_property):
    with postgres.running() as (url, cluster):
        hall = LiveHall(mother, tmp_path / "hall", NAMES, 40, WORKSHOP_DATABASE_URL=url)
        thief = ThiefOfPostgres(url, cluster, hall.folder, tmp_path / "stolen")
        try:
            acts = hold(hall, thief, random.Random(20260302), WEIGHTS, restarts=(3, 20))
            thief.search()
        finally:
            thief.leave()
            hall.leave()
    assert len(acts) >= 1000
    assert thief.found == set()
    assert len(thief.lengths) == 1
    blind, found = attack(without_keys(acts)), attack(acts)
    record_property("votes", len(acts))
    record_property("without the keys:", str(blind))
    record_property("with the keys:", str(found))
    assert blind.p > 0.01
    assert (found.share >= 0.9, found.by) == (True, "opened")
