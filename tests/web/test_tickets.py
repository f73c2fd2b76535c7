"""The link that `workshop link` prints opens the facilitator's pages once, and nothing else."""

import os
import time

import pytest
import requests
from click.testing import CliRunner

from tests.support.browser import Visitor
from tests.support.server import KEY, Server
from workshop.cli import main
from workshop.hosting.tickets import VALID, Tickets


@pytest.fixture
def tickets(server: Server) -> Tickets:
    return Tickets(server.data / "data", KEY)


def printed(server: Server) -> str:
    """What stands behind the # of the link."""
    flags = ["--data", str(server.data / "data"), "--facilitator-key", KEY, "--public-url", server.url]
    told = CliRunner().invoke(main, ["link", *flags])
    assert told.exit_code == 0, told.output
    assert KEY not in told.output
    return told.output.strip().rpartition("#")[2]


def test_it_opens_once(server: Server) -> None:
    ticket = printed(server)
    ana, thief = Visitor(server), Visitor(server)
    assert ana.sign_in(ticket).status_code == 303
    assert "sign-out" in ana.get("/host").text
    refused = thief.sign_in(ticket)
    assert refused.status_code == 403
    assert "A link opens once" in refused.text
    assert "sign-out" in ana.get("/host").text  # her cookie holds
    assert thief.sign_in(KEY).status_code == 303  # and the key always opens


def test_it_is_no_key_for_programs(server: Server, tickets: Tickets) -> None:
    ticket = tickets.issue()
    asked = requests.get(f"{server.url}/api/sessions/x", headers={"Authorization": f"Bearer {ticket}"}, timeout=20)
    assert asked.status_code in (401, 403)
    assert tickets.take(ticket)


def test_it_ends_after_a_day_and_with_the_key(server: Server, tickets: Tickets) -> None:
    old, other = tickets.issue(), Tickets(server.data / "data", "another key")
    before = time.time() - VALID - 1
    for kept in (server.data / "data" / "tickets").iterdir():
        os.utime(kept, (before, before))
    assert not tickets.take(old)
    assert not other.take(tickets.issue())


@pytest.mark.parametrize("odd", [None, "", "once-", "once-" + "/" * 32, "../../secret_key", "once-" + "a" * 32, 7])
def test_nothing_else_opens(tickets: Tickets, odd: object) -> None:
    assert not tickets.take(odd)
