"""What is played for the pictures of votes on texts, of a feedback page, and of questions from the room."""

from shots import Shot

WIND = ("We laugh a lot.", "Questions are welcome.", "The Tuesday demo.", "Nobody is left alone with a fault.")
ANCHOR = (
    "Too little time", "Nobody decides", "There is never enough time.", "Mails at night", "The noise in the big room",
    "Decisions are made in the corridor", "Two people do everything", "New people are left alone",
)  # fmt: skip
ASKED = ("Does it fall faster in a lift?", "What if the coin is heavier?", "Is it the same on the moon?")
CROWD = ("Ben", "Cem", "Dora", "Emil", "Fatou", "Goran", "Hana", "Ines")
WITHOUT_NAMES = "everyone without names"


def wind_and_anchor(room) -> None:
    """Texts are gathered and get their dots; at the end the feedback page."""
    ann = room.phone("Ann")
    room.crowd(*CROWD)
    room.do("start")
    _on_the_boat(room, ann)
    for step, texts in (("wind", WIND), ("anchor", ANCHOR)):
        room.go(step)
        room.say(f"note:{step}", *({"text": text, "sees": WITHOUT_NAMES} for text in texts))
    room.go("dots")
    _gather(room.desk)
    room.picture("gathering", (room.desk, "desk"))
    room.do("open")
    for place in (0, 0, 2):
        ann.locator('#stage [data-dot="1"]').nth(place).click()
    answers = ann.locator('#stage [name="dot"]').count()
    voting = _frozen(ann, ".spread")
    ann.get_by_role("button", name="Send", exact=True).click()
    room.say("vote:dots", *({"dots": [(n, n + 2, 1).count(place) for place in range(answers)]} for n in range(3)))
    room.count()
    room.picture("dots", (voting, "phone"), (room.screen, "screen"))
    room.go("worth")
    room.do("open")
    for row, number in ((0, 4), (1, 5)):
        ann.locator(f'#stage label:has([name="row-{row}"][value="{number}"])').click()
    answering = _frozen(ann, ".on-one-scale")
    room.say("vote:worth", {"rows": [5, 4, 3]}, {"rows": [4, 4, None]}, {"rows": [5, 5, 4]}, {"rows": [3, 4, 2]})
    room.count()
    room.picture("feedback", (answering, "phone"), (room.screen, "screen"))


def _on_the_boat(room, ann) -> None:
    room.go("here")
    room.do("open")
    ann.locator("#stage .touch").click(position={"x": 118, "y": 78})
    touched = _frozen(ann, ".on-picture")
    room.say("vote:here", *({"scale": cell} for cell in (204, 205, 252, 79, 519, 519, 415, 140)))
    room.count()
    room.picture("place", (touched, "phone"), (room.screen, "screen"))


def _gather(desk) -> None:
    for words in (ANCHOR[0], ANCHOR[2]):
        desk.locator(".gather li", has_text=words).get_by_role("checkbox").check()
    desk.get_by_label("A name for them").fill("Too little time")
    desk.get_by_role("button", name="Put the ticked ones together").click()
    desk.locator(".gather .heap").wait_for()
    desk.mouse.move(5, 400)
    desk.locator(".gather").evaluate("part => part.scrollIntoView()")


def _frozen(page, where: str) -> Shot:
    """With this part of the page in sight."""
    page.locator(where).first.evaluate("part => scrollTo(0, part.offsetTop - 140)")
    page.wait_for_timeout(600)
    return Shot(page.screenshot())


def lesson(room) -> None:
    """Three ask; one of them joins in the question of another."""
    phones = [room.phone(name) for name in CROWD[:3]]
    room.crowd(*CROWD[3:])
    room.do("start")
    for page, words in zip(phones, ASKED, strict=True):
        room.show(page, f"/s/{room.id}/questions")
        page.locator("#question").fill(words)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_load_state()
    ann = phones[0]
    room.show(ann, f"/s/{room.id}/questions")
    ann.get_by_role("button", name="Me too").first.click()
    ann.wait_for_load_state()
    ann.set_viewport_size({"width": 360, "height": 960})
    room.picture("questions", (ann, "phone"), (room.desk, "desk"))
