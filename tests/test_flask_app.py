"""`flask --app workshop.app`, as every Flask developer types it: settings from the environment."""

import os
import re
import socket
import subprocess
import sys
import time

import pytest
import requests


@pytest.fixture
def env(tmp_path):
    mine = {"WORKSHOP_DATA": str(tmp_path / "data"), "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
    return {**os.environ, **mine, "PYTHONUNBUFFERED": "1"}


def test_it_lists_the_routes(env, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "workshop.app", "routes"],
        capture_output=True, text=True, env=env, cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.search(r"^host\.door +GET +/host *$", done.stdout, re.M)


def test_it_runs(env, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "flask", "--app", "workshop.app", "run", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, cwd=tmp_path)
    try:
        assert answer(f"http://127.0.0.1:{port}/health/ready").json() == {"status": "ok"}
        assert 'name="code"' in answer(f"http://127.0.0.1:{port}/").text
    finally:
        process.terminate()
        process.communicate(timeout=20)


def answer(url, seconds=60.0):
    until = time.monotonic() + seconds
    while True:
        try:
            return requests.get(url, timeout=20)
        except requests.ConnectionError:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_wrong_setting_is_a_sentence(env, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "workshop.app", "routes"],
        capture_output=True, text=True, env={**env, "WORKSHOP_PORT": "http"}, cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert "is not a port" in done.stderr
    assert "Traceback" not in done.stderr
