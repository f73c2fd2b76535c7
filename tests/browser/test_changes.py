"""A facilitator mends the script on disk while the room is live: the console offers it, one button applies it."""

from collections.abc import Iterator

import pytest

from tests.browser.house import House
from tests.conftest import Hall
from tests.support.server import Server
from tests.web.test_changes import SCRIPT

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]

MENDED = (
    SCRIPT.replace("Welcome", "Welcome, all")
    .replace("### Slide: See", "### Pause: Open a window (1 min)\n\nFresh air.\n\n### Slide: See")
    .replace("See you soon (1 min)", "Go well (3 min)")
    .replace("( ) Coffee", "( ) Coffee, black")
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("changes")
    (data / "sessions").mkdir()
    (data / "sessions" / "tea.md").write_text(SCRIPT)
    running = Server(data, WORKSHOP_SESSIONS=str(data / "sessions")).start()
    yield running
    assert running.stop() == 0


def test_a_script_mended_while_the_room_is_live(house: House, server: Server) -> None:
    hall = Hall(server, "tea")
    hall.do("start")
    ann = house.guest(hall, "Ann")
    ana = house.console(hall)
    ana.do("Next")
    ana.do("Open the poll")
    ann.choose("Tea")
    ann.saved()
    (server.data / "sessions" / "tea.md").write_text(MENDED)
    ana.says("The script was changed.")
    assert not ana.inspect("the script was changed")
    ana.link("Look at the changes")
    ana.heading("Changes in the script")
    ana.says("open now: the new spelling is taken")
    ana.says("already seen: stays as it was")
    assert not ana.inspect("the changes")
    ana.press("Apply the changes")
    ana.live()
    ann.says("Coffee, black")
    ann.saved()
    ana.do("Close the poll")
    ana.do("Next")
    ann.heading("Open a window")
    ana.says("Go well")
    ana.silent_about("The script was changed")
    ana.do("Next")
    ana.at("Go well")
    ana.goto(f"/host/sessions/{hall.id}/results")
    report = ana.download("Report")
    assert "Welcome" in report
    assert "Welcome, all" not in report
    assert "Coffee, black" in ana.download("Script as run")
    hall.home()
