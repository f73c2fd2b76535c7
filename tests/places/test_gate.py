"""The gate: every view says for whom it is, and what has not been said stays shut."""

import pytest
from flask import Flask

from workshop.app import create_app
from workshop.config import Settings
from workshop.places.gate import Opening
from workshop.web.gatekeeper import OPENINGS, TOOL, opening_of


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("app")
    env = {"WORKSHOP_DATA": str(folder / "data"), "WORKSHOP_KEY_DIR": str(folder / "keys")}
    app = create_app(Settings.from_env(env, dotenv=folder / "none"))
    app.add_url_rule("/forgotten", "forgotten", lambda: "all that there is")
    return app


def test_every_view_says_for_whom_it_is(app: Flask) -> None:
    unsaid = {rule.endpoint for rule in app.url_map.iter_rules() if opening_of(app, rule.endpoint) is None}
    assert unsaid == {"forgotten"}


def test_nothing_is_said_of_views_that_are_gone_or_twice(app: Flask) -> None:
    assert set(OPENINGS) <= set(app.view_functions)
    assert not [name for name in OPENINGS if hasattr(app.view_functions[name], "opening")]


def test_all_below_host_is_for_a_place(app: Flask) -> None:
    open_here = {  # which ask the gate themselves
        "host.door", "host.sign_in", "host.ask_device", "host.open_by_passkey", "host.to_organisation",
        "host.from_organisation", "desks.host_state",
        "desks.host_command",
    }  # fmt: skip
    below = [rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/host")]
    others = {name for name in below if opening_of(app, name) not in (Opening.PLACE, Opening.HOST)}
    assert others == open_here


def test_all_of_the_api_but_joining_needs_a_key(app: Flask) -> None:
    below = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/api")}
    assert {name for name in below if opening_of(app, name) not in (Opening.TOOL, Opening.HOST_TOOL)} == {"api.join"}


def test_every_call_says_which_scope_of_a_key_opens_it(app: Flask) -> None:
    calls = {rule.endpoint for rule in app.url_map.iter_rules() if opening_of(app, rule.endpoint) is Opening.TOOL}
    assert calls == {endpoint for endpoint, scopes in TOOL.items() if scopes}


def test_what_nobody_spoke_for_stays_shut(app: Flask) -> None:
    answer = app.test_client().get("/forgotten", headers={"Host": "127.0.0.1"})
    assert answer.status_code == 403
    assert "all that there is" not in answer.text
