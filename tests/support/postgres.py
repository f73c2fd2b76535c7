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


@contextlib.contextmanager
def running() -> Iterator[tuple[str, Path]]:
    """Its address, and the folder in which all its files lie."""
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
    serve = [programs[-1] / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="]
    log = (folder / "log").open("w")
    process = subprocess.Popen(serve, stdout=log, stderr=log, cwd=folder, **account)
    try:
        yield _wait(folder), folder
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()
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
