"""`/metrics`: the format that Prometheus reads, what is measured, and who may look."""

import re
import shutil
import subprocess

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.support.people import Phone
from tests.support.server import KEY

SERIES = re.compile(
    r"[a-z_]+(_bucket|_sum|_count|_total|_info)?(\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\})? [0-9.eE+-]+"
)


def asked(server, **headers):
    return requests.get(f"{server.url}/metrics", headers=headers, timeout=10)


def value(server, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", asked(server).text, re.M)
    assert found, name
    return float(found[1])


def test_every_line_is_as_prometheus_wants_it(server):
    """HELP, TYPE and values of one family stand together, once; names are ours, with their units."""
    answer = asked(server)
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    families = list(text_string_to_metric_families(answer.text))
    assert len({family.name for family in families}) == len(families)
    for family in families:
        assert family.name.startswith("workshop_")
        assert family.documentation.endswith(".")
        assert family.type in ("gauge", "counter", "histogram", "info")
    for line in answer.text.splitlines():
        assert line.startswith(("# HELP workshop_", "# TYPE workshop_")) or SERIES.fullmatch(line), line


def test_promtool_finds_nothing_to_say(server):
    program = shutil.which("promtool")
    if not program:
        pytest.skip("promtool (Debian: prometheus) is not installed")
    done = subprocess.run([program, "check", "metrics"], input=asked(server).text, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_an_answer_is_measured(server, hall):
    before = value(server, "workshop_ack_seconds_count")
    [ann] = hall.join("Ann")
    poll = hall.go("poll")
    hall.do("open")
    ann.at(poll, "open")
    assert ann.op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
    assert value(server, "workshop_ack_seconds_count") == before + 1
    assert value(server, "workshop_commit_seconds_count") > 1
    assert value(server, "workshop_people") == 1
    assert value(server, "workshop_sessions_with_people") >= 1
    for name in ("database_trouble", "key_trouble", "write_queue", "errors_total"):
        assert value(server, f"workshop_{name}") == 0


def test_builds_and_promises_are_told(server):
    assert 'workshop_build_info{engine="eventlet",version="0.1.0"} 1.0' in asked(server).text
    assert value(server, "workshop_last_purge_timestamp_seconds") > 1.7e9


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Forwarded-Proto": "https"},
        {"X-Real-IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 Caddy"},
    ],
)
def test_a_proxy_on_this_machine_opens_it_to_nobody(server, headers):
    assert asked(server, **headers).status_code == 403
    assert asked(server, **headers, Authorization="Bearer a-wrong-key-of-somebody").status_code == 403
    assert asked(server, **headers, Authorization=f"Bearer {KEY}").ok


def test_no_number_is_about_one_room(server, hall):
    [ann] = hall.join("Ann")
    assert isinstance(ann, Phone)
    text = asked(server).text
    for secret in (hall.id, hall.code, "Ann", "hello"):
        assert secret not in text
