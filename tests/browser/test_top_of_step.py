"""A new step begins at its top, wherever somebody has read to in the one before."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pages import PhonePage
from tests.conftest import Hall
from tests.support.server import Scripts, Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]
LINES = "\n\n".join(f"Thought {n}, which is a line or two on a phone." for n in range(40))
STEPS = 5


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"long.md": "# Long\n\n- format: 1\n" + "".join(f"\n### Slide: Page {n}\n\n{LINES}\n" for n in range(STEPS))}


def read_on(phone: PhonePage) -> None:
    phone.page.evaluate("window.scrollTo(0, 400)")
    assert phone.page.evaluate("scrollY") == 400


def at_top(phone: PhonePage, page: int) -> None:
    expect(phone.page.get_by_role("heading", name=f"Page {page}")).to_be_focused()
    assert phone.page.evaluate("scrollY") == 0


def test_a_new_step_begins_at_its_top(server: Server, house: House) -> None:
    hall = Hall(server, "long")
    hall.do("start")
    ann = house.guest(hall, "Ann")
    read_on(ann)
    hall.do("next")
    at_top(ann, 1)
    hall.do("next")
    at_top(ann, 2)
    read_on(ann)
    hall.do("next")
    at_top(ann, 3)
    read_on(ann)
    ann.page.reload()
    ann.live()
    read_on(ann)
    hall.do("next")
    at_top(ann, 4)
    hall.home()
