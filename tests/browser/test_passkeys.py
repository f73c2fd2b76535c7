"""A device opens a place by its own lock: a passkey, in a real browser with an authenticator that it brings."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.places import new_place
from tests.support.server import Server

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.browser.fixtures"]


class Device:
    """A browser on a device with a lock of its own, at an address that may have passkeys."""

    def __init__(self, chromium: Browser, server: Server) -> None:
        self.context: BrowserContext = chromium.new_context()
        self.page: Page = self.context.new_page()
        self.root = f"http://localhost:{server.port}"
        self.brings_a_lock()

    def brings_a_lock(self) -> None:
        self.lock = self.context.new_cdp_session(self.page)
        self.lock.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                   "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
        made = self.lock.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.authenticator: str = made["authenticatorId"]

    def goes(self, path: str) -> None:
        self.page.goto(self.root + path)

    def makes(self, name: str) -> None:
        self.goes("/host/place")
        self.page.get_by_label("On which device").fill(name)
        self.page.get_by_role("button", name="Make a passkey").click()
        expect(self.page.get_by_role("heading", name=name)).to_be_visible()

    def comes_in(self) -> None:
        """Also from a page with an old token, as after another one was opened beside it."""
        self.goes("/host")
        self.page.locator("meta[name=csrf-token]").evaluate("meta => { meta.content = 'an old one'; }")
        self.page.get_by_role("button", name="Open with a passkey").click()

    def is_asked_for(self, verified: bool) -> None:
        """Whether its owner unlocks it from now on."""
        told = {"authenticatorId": self.authenticator, "isUserVerified": verified}
        self.lock.send("WebAuthn.setUserVerified", told)

    def is_inside(self) -> None:
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def signs_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.get_by_role("heading", name="For facilitators")).to_be_visible()

    def is_told(self, sentence: str) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(sentence)


@pytest.fixture
def phone(chromium: Browser, server: Server):
    device = Device(chromium, server)
    yield device
    device.context.close()


def test_a_passkey_opens_the_place_until_it_is_removed(chromium: Browser, server: Server, phone: Device) -> None:
    place, secret = new_place(server, "Paula Passkey")
    phone.goes(f"/host#{secret}")
    phone.is_inside()
    phone.makes("My phone")
    expect(phone.page.locator("#log")).to_contain_text("Made the passkey “My phone”")
    phone.signs_out()
    phone.comes_in()
    phone.is_inside()
    phone.goes("/host/place")
    expect(phone.page.locator("#passkeys")).to_contain_text("used today")
    phone.signs_out()

    phone.is_asked_for(False)  # somebody else holds the phone, and cannot unlock it
    phone.comes_in()
    phone.is_told("That did not work. Please try again.")
    phone.is_asked_for(True)

    stranger = Device(chromium, server)  # another device has no passkey of hers
    stranger.comes_in()
    stranger.is_told("That did not work. Please try again.")
    stranger.context.close()

    assert server.api("PATCH", f"/places/{place}", {"suspended": True}).ok
    phone.comes_in()
    phone.is_told("No place here opens to this passkey")
    assert server.api("PATCH", f"/places/{place}", {"suspended": False}).ok

    phone.comes_in()
    phone.is_inside()
    phone.goes("/host/place")
    phone.page.get_by_role("button", name="Remove My phone").click()
    expect(phone.page.get_by_role("heading", name="My phone")).to_have_count(0)
    phone.signs_out()
    phone.goes("/host")
    if phone.page.get_by_role("button", name="Open with a passkey").count():  # others on this server have one
        phone.comes_in()
        phone.is_told("No place here opens to this passkey")


def test_a_lost_device_opens_nothing_any_more(server: Server, phone: Device) -> None:
    place, secret = new_place(server, "Lotte Lost")
    phone.goes(f"/host#{secret}")
    phone.is_inside()
    phone.makes("My old phone")
    link = server.api("POST", f"/places/{place}/link", {"sign_out": True}).json()["link"].rpartition("#")[2]
    new_place(server, "Somebody")
    phone.context.clear_cookies()
    phone.goes("/host")
    expect(phone.page.get_by_role("button", name="Open with a passkey")).to_have_count(0)
    phone.goes(f"/host#{link}")
    phone.is_inside()
    phone.makes("My new phone")  # the old one counts no more


@pytest.mark.parametrize(
    ("host", "told"),
    [("http://localhost:5000", "localhost"), ("https://workshop.example.org/sub", "workshop.example.org"),
     ("http://workshop.example.org", None), ("https://192.0.2.7", None)],
)  # fmt: skip
def test_where_browsers_have_no_passkeys_nobody_reads_of_them(host: str, told: str | None) -> None:
    from flask import Flask

    from workshop.places import passkeys

    app = Flask(__name__)
    app.config["PUBLIC_URL"] = host
    with app.test_request_context("/", base_url=host):
        found = passkeys.site()
    assert (found.name if found else None) == told
