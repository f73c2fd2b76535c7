"""What one person wrote: for those who lead with a name, on What is kept, on My notes, and what came back too late."""

from state_scenes.room import Room
from state_scenes.texts import TEXTS

NAMED = "facilitators with names"


def own(album) -> None:
    room = Room(album, "newer")
    room.do("start")
    room.do("goto", step="named")
    room.do("open")
    room.look("named-empty")
    for person, text in zip(room.crowd, TEXTS, strict=False):
        said = person.op("note:named", {"text": text, "sees": NAMED})
        assert said["status"] == "ok", said
    _writes(room, "I was there until nine.")
    room.look("named-written")
    room.do("goto", step="anchor")
    _writes(room, TEXTS[4])
    for state in ("", "-ended"):
        for path, name in ((f"/kept/{room.hall.id}", "kept"), (f"/my/{room.hall.id}", "my-notes")):
            room.phone.goto(path)
            album.take(room.phone.page, "own", f"{name}{state}", whole=True)
        if not state:
            _too_late(album, room)
            room.do("end")
    room.console.goto(f"/host/sessions/{room.hall.id}/results")
    album.take(room.console.page, "own-team", "results", whole=True)
    room.leave()


def _writes(room: Room, text: str) -> None:
    page = room.phone.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("#stage textarea:visible").first.fill(text)
    page.locator("#stage form button.primary:visible").first.click()
    page.wait_for_timeout(900)


def _too_late(album, room: Room) -> None:
    """A token that is not this browser's any more."""
    page = room.phone.page
    room.phone.may_complain("400")
    page.locator("details:has(textarea) > summary").first.click()
    page.locator("details[open] [name=csrf_token]").evaluate("hidden => { hidden.value = 'an old one'; }")
    page.locator("details[open] textarea").fill("I was there until ten.")
    page.locator("details[open] button").click()
    page.wait_for_load_state()
    album.take(page, "own", "my-notes-too-late", whole=True)
