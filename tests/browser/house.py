"""A house with a console, a shared screen and phones in it."""

import os
from typing import TypeVar

from playwright.sync_api import Browser

from tests.browser.pages import FacilitatorPage, PhonePage, ProjectorPage, Window
from tests.conftest import Hall
from tests.support.server import Server

PICTURES = os.environ.get("PICTURES", "")
DESK = {"viewport": {"width": 1440, "height": 900}}
SCREEN = {"viewport": {"width": 1920, "height": 1080}}
# The pictures are sharp; twice the pixels each way are four times the work.
DENSITY = 2 if PICTURES else 1
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": DENSITY,
}
WAIT = 60_000  # only what goes wrong takes as long; a busy machine may need ten seconds
W = TypeVar("W", bound=Window)


class House:
    """Opens windows, each in a context of its own, and closes them; none may have complained.

    Service workers only with `service_workers="allow"`: each window would fetch what one test needs. Nothing moves, as
    many people tell their devices: a picture that is drawn anew sixty times a second is most of the work here. With
    `reduced_motion="no-preference"` it does, where a test looks at that.
    """

    def __init__(self, chromium: Browser, server: Server, **of_all: object) -> None:
        self.chromium, self.server, self.of_all = chromium, server, of_all
        self.windows: list[Window] = []

    def facilitator(self, **more: object) -> FacilitatorPage:
        return self._open(FacilitatorPage, "the facilitator", {**DESK, **more})

    def projector(self) -> ProjectorPage:
        return self._open(ProjectorPage, "the projector", SCREEN)

    def phone(self, name: str, **more: object) -> PhonePage:
        return self._open(PhonePage, name, {**PHONE, **more})

    def phones(self, *names: str) -> list[PhonePage]:
        """The last of them likes it dark."""
        *light, dark = names
        return [*(self.phone(name) for name in light), self.phone(dark, color_scheme="dark")]

    def guest(self, hall: Hall, name: str, **more: object) -> PhonePage:
        """Somebody who has joined this hall already, with the room before them."""
        hall.cookies[name] = self.server.join(hall.code, name)["cookie"]
        phone = self.phone(name, **more)
        phone.carry(hall.cookies[name])
        phone.enter(hall.id)
        return phone

    def console(self, hall: Hall, **more: object) -> FacilitatorPage:
        """Signed in, with this hall's console open."""
        ana = self.facilitator(**more)
        ana.signed_in()
        ana.open_console(hall.id)
        return ana

    def _open(self, kind: type[W], name: str, device: dict) -> W:
        """`clock=True`: a window whose time a test can stop."""
        clock = device.pop("clock", False)
        still = {"reduced_motion": "reduce", **self.of_all, **device}
        context = self.chromium.new_context(base_url=self.server.url, **still)
        if clock:
            context.clock.install()
        if device.get("service_workers") != "allow":
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        context.set_default_timeout(WAIT)
        window = kind(context, self.server, name)
        window.has_clock = clock
        if clock:  # it is a script in every frame, and one that runs no scripts says so
            window.may_complain("Blocked script execution in 'about:")
        self.windows.append(window)
        return window

    def close(self) -> None:
        for window in self.windows:
            window.context.close()
