"""A PostgreSQL of the test's own. Whoever asks for it is skipped where PostgreSQL is not installed."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL has no account of its own here")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


class Postgres:
    """Its server, which can be stopped and started again over the same data."""

    def __init__(self, programs: Path, folder: Path, account: dict[str, Any]) -> None:
        self.programs, self.folder, self.account = programs, folder, account

    def start(self) -> str:
        """Its address."""
        serve = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses="]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(serve, stdout=log, stderr=log, cwd=self.folder, **self.account)
        return _wait(self.folder)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


@contextlib.contextmanager
def running() -> Iterator[tuple[str, Path]]:
    """Its address, and the folder in which all its files lie."""
    with restartable() as (url, postgres):
        yield url, postgres.folder


@contextlib.contextmanager
def restartable() -> Iterator[tuple[str, Postgres]]:
    """Its address, and the server itself."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path(shutil.which("postgres") or "/").parent]
    if not (programs[-1] / "initdb").exists():
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg2")
    account = _account()
    folder = Path("/tmp") / f"workshop-pg-{os.getpid()}"  # a socket's path must be short
    folder.mkdir(mode=0o700)
    if account:
        os.chown(folder, account["user"], account["group"])
    make = [programs[-1] / "initdb", "-D", folder / "data", "-U", "workshop", "-A", "trust", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **account)
    postgres = Postgres(programs[-1], folder, account)
    url = postgres.start()
    try:
        yield url, postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path) -> str:
    import psycopg2

    for _ in range(300):
        try:
            psycopg2.connect(host=str(folder), user="workshop", dbname="postgres").close()
            return f"postgresql+psycopg2://workshop@/postgres?host={folder}"
        except psycopg2.OperationalError:
            time.sleep(0.1)
    raise AssertionError((folder / "log").read_text())
