"""Who helps to lead, each at a console of their own; and a place that wears its own logo and colour."""

from io import BytesIO

from PIL import Image, ImageDraw

from state_scenes.room import SIZES_OF_CONSOLE, Room
from state_scenes.texts import TEXTS
from tests.support.team import Team

ROLES = (("Ana-Lena", "lead"), ("Marek", "support"), ("Mo", "moderator"))
COLOUR = "#8a4b2f"


def team(album) -> None:
    room = Room(album, "newer")
    side = Team(album.server, room.hall.id)
    desks = [(role, _opened(album, side.link(name, role), room.hall.id)) for name, role in ROLES]
    _look(album, desks, "lobby")
    room.do("start")
    room.do("goto", step="anchor")
    for person, text in zip(room.crowd, TEXTS, strict=False):
        person.op("note:anchor", {"text": text, "sees": "everyone without names"})
    room.do("close")
    room.phone.page.locator("#leaf").click()
    room.phone.page.locator('#leaf-dialog [data-signal="look in"]').click()
    _look(album, desks, "texts-and-a-call")
    room.do("goto", step="fly")
    room.do("open")
    _look(album, desks, "poll-open")
    room.do("goto", step="pairs")
    room.do("form_groups")
    _look(album, desks, "groups")
    room.leave()


def _opened(album, link: str, session: str):
    desk = album.house.facilitator()
    desk.goto(album.server.url + link[link.index("/team/") :])
    desk.page.wait_for_url(f"**/team/{session}/console")
    desk.live()
    return desk


def _look(album, desks, state: str) -> None:
    for role, desk in desks:
        desk.page.wait_for_timeout(900)
        album.take(desk.page, f"team-{role}", state, SIZES_OF_CONSOLE, twice=(1366, 768))
        desk.page.set_viewport_size({"width": 1366, "height": 768})


def own_look(album) -> None:
    """The practice's logo and colour, wherever people see them."""
    ana = album.house.facilitator()
    ana.may_complain(".")
    ana.signed_in()
    ana.goto("/host/look")
    ana.page.locator("input[type=color]").fill(COLOUR)
    ana.page.locator("input[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": _logo()}
    )
    ana.page.get_by_label("What it shows").fill("The practice on the market square")
    ana.press("Save")
    ana.page.wait_for_timeout(600)
    album.take(ana.page, "page", "look-own", whole=True)
    room = Room(album, "kinds")
    room.look("own-lobby")
    ana.goto(f"/host/sessions/{room.hall.id}/invite")
    album.take(ana.page, "page", "invite-own", whole=True)
    door = album.house.phone("Door")
    door.goto(f"/#{room.hall.code}")
    door.page.wait_for_timeout(800)
    album.take(door.page, "phone", "own-promise", album.small, whole=True)
    room.do("start")
    room.do("goto", step="drink")
    room.do("open")
    room.look("own-poll")
    room.do("end")
    room.look("own-ended")
    room.leave()
    ana.goto("/host/look")
    for words in ("Take the logo down", "Back to the green of Workshop"):
        ana.page.get_by_label(words).check()
    ana.press("Save")


def _logo() -> bytes:
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, 190, 190), fill=COLOUR)
    draw.rectangle((220, 70, 590, 130), fill=COLOUR)
    held = BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
