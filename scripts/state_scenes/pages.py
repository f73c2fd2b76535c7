"""The pages of whoever leads, and those that say that something went wrong."""

import html
import re
import time

import requests

from state_scenes.room import COUNTED, CROWD, SIZES_OF_CONSOLE
from state_scenes.texts import NEWER, TEXTS
from tests.conftest import Hall
from tests.support.answers import answer
from tests.support.places import new_place
from tests.support.team import Team
from workshop.script import read
from workshop.web.errors import SENTENCES

PAGES = (
    "", "scripts/new", "plan", "scripts/newer", "scripts/mistakes", "scripts/newer/edit", "scripts/mistakes/edit",
    "scripts/newer/preview", "scripts/newer/versions", "scripts/newer/rehearse", "scripts/newer/print",
    "scripts/newer/share", "scripts/healing-anxious-attachment", "scripts/healing-anxious-attachment/help-lines",
    "scripts/hello/across", "media", "look", "library", "help", "help/facilitating", "place", "place/log", "places",
    "places/log", "sessions/{id}/invite", "sessions/{id}/changes", "sessions/{id}/results",
    "sessions/{id}/hand-over",
)  # fmt: skip


def pages(album) -> None:
    """Those of whoever leads."""
    house, server, take = album.house, album.server, album.take
    hall = Hall(server, "hello")
    people = hall.join(*CROWD)
    ended = Hall(server, "newer")
    crowd = ended.join(*CROWD)
    _lived(ended, crowd)
    ana = house.facilitator()
    ana.may_complain(".")
    ana.goto("/host")
    take(ana.page, "page", "sign-in", whole=True)
    ana.page.get_by_label("Facilitator’s key").or_(ana.page.locator("input[name=key]")).first.fill("wrong")
    ana.page.locator("form button[type=submit]").first.click()
    take(ana.page, "page", "sign-in-wrong", whole=True)
    ana.signed_in()
    new_place(server, "Bea Berg, in the practice on the market square")
    team = Team(server, hall.id)
    team.post(name="Marek", role="support")
    for path in PAGES:
        if album.only and path not in album.only:
            continue
        ana.goto(f"/host/{path.format(id=ended.id if 'results' in path else hall.id)}".rstrip("/"))
        ana.page.wait_for_timeout(600)
        name = path.replace("sessions/{id}/", "").replace("/", "-") or "scripts"
        take(ana.page, "page", name, whole=True)
    if not album.only or "cards" in album.only:
        _cards(album, ana)
        _practice(album, ana)
        _report(album, ana, ended)
        _hand_over(album, ana, ended)
    for phone in people:
        phone.leave()
    ended.home()


def _cards(album, ana) -> None:
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    ana.goto("/host/scripts/newer/edit")
    ana.page.locator("#tab-plan").click()
    ana.page.locator("#cards .face").first.wait_for()
    album.take(ana.page, "page", "editor-cards")
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    ana.page.locator("#cards .face").nth(3).click()
    album.take(ana.page, "page", "editor-card-open")


def _practice(album, ana) -> None:
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    ana.goto("/host/scripts/newer/rehearse")
    ana.press("Practise with a phone")
    ana.live()
    ana.page.wait_for_timeout(1500)
    album.take(ana.page, "console", "practice", SIZES_OF_CONSOLE, twice=(1366, 768))


def _hand_over(album, ana, ended) -> None:
    """The code for whoever takes it over, told once."""
    ana.goto(f"/host/sessions/{ended.id}/hand-over")
    ana.press("Make a code")
    album.take(ana.page, "page", "hand-over-code", whole=True)
    ana.press("Take the code back")


def _report(album, ana, ended) -> None:
    for kind in ("report", "html"):
        answer = ana.context.request.get(f"{album.house.server.url}/host/sessions/{ended.id}/download/{kind}")
        if answer.ok:
            page = ana.context.new_page()
            page.set_content(answer.text())
            album.take(page, "page", "report", whole=True)
            return


def _lived(hall, crowd) -> None:
    hall.do("start")
    script = read(NEWER).script
    for step in script.steps:
        if step.id not in ("minutes", "page", "points", "slider", "text", "fly", "sort"):
            continue
        hall.server.command(hall.id, "goto", step=step.id)
        hall.server.command(hall.id, "open")
        for person, phone in enumerate(crowd):
            phone.op(f"vote:{step.id}", answer(step.detail, person, TEXTS[person % 5]))
        hall.server.command(hall.id, "close")
        time.sleep(COUNTED)
        hall.server.command(hall.id, "reveal")
    hall.do("end")


def errors(album) -> None:
    house, take = album.house, album.take
    page = house.phone("Lost")
    page.may_complain(".")
    page.goto("/nothing-here")
    take(page.page, "error", "404")
    page.goto("/s/nowhere")
    take(page.page, "error", "no-such-room")
    page.goto("/my/nowhere/write/x")
    take(page.page, "error", "my-nowhere")
    page.goto("/projector/nowhere")
    take(page.page, "error", "projector-nowhere")
    page.goto("/host/scripts/hello")
    take(page.page, "error", "not-signed-in")
    page.goto("/team/nowhere")
    take(page.page, "error", "team-nowhere")
    for status in (400, 403, 410, 413, 414, 429, 500, 503):
        page.page.set_content(_sentence(album, status))
        page.page.wait_for_timeout(200)
        take(page.page, "error", str(status))


def _sentence(album, status: int) -> str:
    """The page of one status, as the server makes it, in the place of another one."""
    usual = ("That did not work", "Something went wrong here. Please try again.")
    text = requests.get(f"{album.server.url}/nothing-here", timeout=9).text
    for old, new in zip(SENTENCES[404], SENTENCES.get(status, usual), strict=True):
        text = text.replace(html.escape(old), html.escape(new))
    return re.sub(r'(href|src)="/', rf'\1="{album.house.server.url}/', text)
