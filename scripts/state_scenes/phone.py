"""What happens to one phone beside the steps: on the way in, when it calls, without a line, after the end."""

from state_scenes.room import CROWD, SIZES_OF_CONSOLE
from tests.conftest import Hall


def moments(album) -> None:
    """What happens to one phone beside the steps, on the way in and after the end."""
    server, house, take = album.server, album.house, album.take
    hall = Hall(server, "asking")
    ann = house.phone("Ann")
    for path, state in (("/", "door"), (f"/#{hall.code}", "promise")):
        ann.goto(path)
        ann.page.wait_for_timeout(800)
        take(ann.page, "phone", state, whole=True)
    ann.goto("/")
    ann.page.get_by_label("Your code").fill("XXXXXX")
    ann.press("Go on")
    take(ann.page, "phone", "wrong-code")
    ann.goto(f"/#{hall.code}")
    ann.page.get_by_label("How shall we call you?").fill("Ann")
    ann.press("I agree, come in")
    ann.live()
    take(ann.page, "phone", "waiting-to-be-let-in")
    hall.join(*CROWD[:5])
    server.command(hall.id, "start")
    ben = house.guest(hall, "Ben-with-a-long-name")
    cleo = house.phone("Cleo")
    cleo.goto(f"/#{hall.code}")
    cleo.page.get_by_label("How shall we call you?").fill("Cleo")
    cleo.press("I agree, come in")
    cleo.live()
    take(cleo.page, "phone", "late-and-waiting")
    console = house.console(hall)
    take(console.page, "console", "people-wait", SIZES_OF_CONSOLE, twice=(1366, 768))
    server.command(hall.id, "admit", person=ben.page.locator("body").get_attribute("data-person") or "")
    server.command(hall.id, "admit", person=cleo.page.locator("body").get_attribute("data-person") or "")
    server.command(hall.id, "admit", person=ann.page.locator("body").get_attribute("data-person") or "")
    server.command(hall.id, "goto", step="letter")
    server.command(hall.id, "open")
    late = house.phone("Late")
    late.goto(f"/#{hall.code}")
    late.page.get_by_label("How shall we call you?").fill("Dora")
    late.press("I agree, come in")
    late.live()
    server.command(hall.id, "admit", person=late.page.locator("body").get_attribute("data-person") or "")
    late.page.wait_for_timeout(1500)
    take(late.page, "phone", "late")
    _leaf(album, ann, ben, console, hall)
    _line(album, ben, hall)
    _afterwards(album, hall, ann, cleo, console)


def _waiting(console) -> list[str]:
    return [b.get_attribute("data-person") or "" for b in console.page.locator('[data-command="admit"]').all()]


def _leaf(album, ann, ben, console, hall) -> None:
    take = album.take
    for opener, state in (("#leaf", "leaf"), ("#help", "help")):
        ben.page.set_viewport_size({"width": 360, "height": 740})
        ben.page.locator(opener).click()
        take(ben.page, "phone", state)
        ben.page.keyboard.press("Escape")
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ben.page.locator("#leaf").click()
    ben.page.locator('#leaf-dialog [data-signal="look in"]').click()
    ben.page.wait_for_timeout(600)
    take(ben.page, "phone", "called")
    console.page.set_viewport_size({"width": 1366, "height": 768})
    take(console.page, "console", "somebody-asks", SIZES_OF_CONSOLE, twice=(1366, 768))
    console.page.set_viewport_size({"width": 1366, "height": 768})
    console.page.locator('.signal [data-command="take"]').click()
    ben.page.wait_for_timeout(600)
    take(ben.page, "phone", "call-taken")
    console.page.set_viewport_size({"width": 1366, "height": 768})
    console.page.locator('.signal [data-command="done"]').click()
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ben.page.locator("#leaf").click()
    ben.page.locator('#leaf-dialog [data-signal="quiet"]').click()
    ben.page.wait_for_timeout(600)
    take(ben.page, "phone", "quiet")
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ben.page.locator('[data-signal="back"]').locator("visible=true").first.click()
    for opener in ("Message to all phones", "Insert a new step", "Keys", "End the workshop", "Ask now"):
        console.page.set_viewport_size({"width": 1366, "height": 768})
        button = console.page.get_by_role("button", name=opener, exact=True).locator("visible=true").first
        if button.count():
            button.click()
            take(console.page, "console", "dialog-" + opener.split()[0].lower(), SIZES_OF_CONSOLE, twice=(1366, 768))
            console.page.keyboard.press("Escape")
    album.server.command(hall.id, "message", text="We go on at ten past eight. Take your tea with you.")
    ben.page.wait_for_timeout(600)
    take(ben.page, "phone", "message")
    album.server.command(hall.id, "message", text="")


def _line(album, ben, hall) -> None:
    """Its line is cut; what was written is not sent."""
    server, take = album.server, album.take
    ben.may_complain(".")
    server.command(hall.id, "goto", step="how")
    server.command(hall.id, "open")
    ben.page.wait_for_timeout(600)
    ben.context.set_offline(True)
    ben.page.evaluate("dispatchEvent(new Event('offline'))")
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ben.choose("Tired")
    ben.page.locator("#connection:visible").wait_for()
    take(ben.page, "phone", "reconnecting")
    ben.context.set_offline(False)
    ben.page.evaluate("dispatchEvent(new Event('online'))")
    ben.live()
    take(ben.page, "phone", "answered")
    server.command(hall.id, "goto", step="letter")
    ben.page.locator("#stage textarea").first.fill("The list that I carry from room to room.")
    ben.page.get_by_text("without your name").first.click()
    ben.page.wait_for_timeout(600)
    take(ben.page, "phone", "not-sent-yet")
    ben.press("Share with everyone")
    ben.page.wait_for_timeout(500)
    take(ben.page, "phone", "pause-before-sending")
    server.command(hall.id, "next")
    ben.page.wait_for_timeout(900)
    take(ben.page, "phone", "came-back-unsent")
    plain = album.house.chromium.new_context(
        java_script_enabled=False, storage_state=ben.context.storage_state(), base_url=album.house.server.url
    )
    page = plain.new_page()
    for path, state in ((f"/s/{hall.id}", "no-scripts"), ("/", "no-scripts-door")):
        page.goto(path)
        for size in album.small:
            album._take(page, f"phone-{size[0]}", state, size, False)
    plain.close()
    old = album.house.phone("Old")
    old.may_complain(".")
    old.page.add_init_script("delete Element.prototype.replaceChildren")
    old.goto("/")
    take(old.page, "phone", "old-browser")


def _afterwards(album, hall, ann, cleo, console) -> None:
    server, take = album.server, album.take
    cleo_id = cleo.page.locator("body").get_attribute("data-person")
    server.command(hall.id, "remove", person=cleo_id)
    cleo.page.wait_for_timeout(900)
    take(cleo.page, "phone", "taken-out")
    server.command(hall.id, "lock")
    door = album.house.phone("Door")
    door.may_complain(".")
    _knocks(album, door, hall.code, "door-locked")
    server.command(hall.id, "unlock")
    small = Hall(server, "small")
    small.join("Ben", "Cleo")
    _knocks(album, door, small.code, "full")
    small.home()
    ann.goto(f"/my/{hall.id}")
    take(ann.page, "phone", "my-notes-empty", whole=True)
    ann.goto(f"/my/{hall.id}/write/letter")
    take(ann.page, "phone", "past-prompt", whole=True)
    ann.enter(hall.id)
    server.command(hall.id, "goto", step="letter")
    ann.page.wait_for_timeout(700)
    ann.page.locator("#stage textarea").first.fill("I waited for the message all evening, and then I made soup.")
    ann.page.get_by_role("button", name="Keep").locator("visible=true").first.click()
    ann.page.wait_for_timeout(1200)
    server.command(hall.id, "end")
    ann.page.wait_for_timeout(1200)
    take(ann.page, "phone", "ended", whole=True)
    ann.goto(f"/my/{hall.id}")
    take(ann.page, "phone", "my-notes", whole=True)
    ann.page.set_viewport_size({"width": 360, "height": 740})
    for button, state in (("Show my private link", "private-link"),):
        if ann.button(button).count():
            ann.press(button)
            ann.page.wait_for_timeout(900)
            take(ann.page, "phone", state, whole=True)
    _knocks(album, door, hall.code, "door-of-an-ended")
    ann.goto("/")
    take(ann.page, "phone", "door-after-the-end")
    console.page.set_viewport_size({"width": 1366, "height": 768})
    take(console.page, "console", "after-the-end", SIZES_OF_CONSOLE, twice=(1366, 768))
    console.goto(f"/host/sessions/{hall.id}/results")
    take(console.page, "page", "results-of-few", whole=True)


def _knocks(album, door, code: str, state: str) -> None:
    door.goto(f"/#{code}")
    door.page.wait_for_timeout(900)
    name = door.page.get_by_label("How shall we call you?")
    if name.count():
        name.fill("Door")
        door.press("I agree, come in")
        door.page.wait_for_timeout(900)
    album.take(door.page, "phone", state)
