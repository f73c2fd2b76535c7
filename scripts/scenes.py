"""What is played for the pictures: one scene a script. `room` is the Studio of scripts/pictures."""

import time

from scenes_of_groups import lesson, wind_and_anchor
from shots import Shot

MISSED = ("Series, mostly.", "Worrying. I would miss it, oddly.")
MOVED = ((4, 2), (3, 3), (5, 4), (5, 3), (4, 2), (5, 5), (2, 3))  # now, then
SMILES = ("The bakery was open again.", "A child waved at me from the tram.")
VOICES = (
    "I want you to say when you will call, and then call.", "Ask me once how my day was.",
    "I am tired of being the one who notices.", "Look at me when I speak.", "Not everything is an attack.",
    "I would have come, if you had asked.",
)  # fmt: skip
PUT_DOWN = (
    "That I have to have answered everything by tonight.", "The sentence from Tuesday.",
    "Being the one who always remembers.", "A door that I keep looking at.", "Other people's hurry.",
    "The plan for the plan.", "What I should have said.",
)  # fmt: skip


def hello(room) -> None:
    """From the list of scripts to the results, as docs/facilitating.md tells it."""
    room.show(room.desk, "/host")
    room.picture("scripts", (room.desk, "desk"))
    _editor(room)
    room.show(room.desk, f"/host/sessions/{room.id}/invite")
    room.picture("invitation", (room.desk, "desk"))
    room.show(room.desk, f"/host/sessions/{room.id}")
    door = room.window("phone", room.made["links"]["join"])
    ann = room.phone("Ann")
    room.picture("promise", (door, "phone"), (ann, "phone"), (room.screen, "screen"))
    room.crowd("Ben", "Cem", "Dora", "Emil", "Fatou", "Goran", "Hana")
    time.sleep(1)
    room.picture("lobby", (room.desk, "desk"))
    room.do("start")
    room.do("next")
    room.do("open")
    ann.get_by_text("Tea", exact=True).click()
    room.people, rest = room.people[:5], room.people[5:]
    room.say("vote:coffee-or-tea", {"choice": [0]}, {"choice": [1]}, {"choice": [0]}, {"choice": [2]})
    room.picture("workshop", (room.desk, "desk"), (ann, "phone"))
    room.count()
    room.picture("result", (room.screen, "screen"), (ann, "phone"))
    room.people += rest
    _pairs(room, ann)
    room.do("next")
    room.do("open")
    words = ("warm", "awake", "here", "curious", "lighter", "warm", "tired")
    room.say("vote:one-word", *({"words": [word]} for word in words))
    room.count()
    room.picture("words", (room.screen, "screen"), (ann, "phone"))
    room.do("end")
    room.show(room.desk, f"/host/sessions/{room.id}/results")
    room.desk.locator("[data-running]").wait_for(state="detached")  # for some seconds the end can be taken back
    room.show(ann, f"/my/{room.id}")
    room.picture("results", (room.desk, "desk"), (ann, "phone"))


def _editor(room) -> None:
    """With the cursor in the poll, so that the poll shows beside the text."""
    room.show(room.desk, "/host/scripts/hello/edit")
    room.desk.locator(".cm-content").click()
    for _ in range(80):
        room.desk.keyboard.press("ArrowDown")
        if "Coffee" in room.desk.locator(".cm-activeLine").first.inner_text():
            break
    for _ in range(8):
        room.desk.keyboard.press("ArrowDown")
    room.desk.wait_for_timeout(1500)
    room.picture("editor", (room.desk, "desk"))


def _pairs(room, ann) -> None:
    room.do("next")
    room.do("form_groups", propose=True)
    room.do("open")
    ann.locator("#stage textarea").fill(SMILES[1])
    ann.get_by_role("button", name="Send to my group", exact=True).click()
    room.people[2].op("signal", {"kind": "look in"})
    room.say("note:a-smile-this-week", *({"text": text, "sees": "my group"} for text in SMILES))
    room.picture("breakout", (room.desk, "desk"), (ann, "phone"))
    room.people[2].op("signal", {"kind": "back"})
    ann.locator("#leaf").click()
    room.picture("leaf", (ann, "phone"), (_help(room), "phone"))
    ann.keyboard.press("Escape")
    ann.mouse.move(180, 500)


def _help(room):
    """The Help of the sensitive script, on somebody else's phone."""
    made = room.server.create("healing-anxious-attachment")
    page = room.window("phone", made["links"]["join"])
    page.locator("[name=nickname]").fill("Ann")
    page.get_by_role("button", name="I agree, come in").click()
    page.wait_for_selector("body[data-connection=live]")
    page.locator("#help").click()
    return page


def examples(room) -> None:
    """Every kind of step, from the guide's own examples."""
    ann, ben = room.phone("Ann"), room.phone("Ben")
    room.crowd("Cem", "Dora", "Emil", "Fatou", "Goran", "Hana", "Ines")
    room.do("start")
    room.do("reveal")
    room.picture("kind-slide", (ann, "phone"), (room.screen, "screen"))
    room.do("next")
    ann.get_by_role("button", name="I would like to say something").click()
    time.sleep(1.5)
    room.picture("kind-talk", (ann, "phone"), (room.desk, "desk"))
    _polls(room, ann, ben)
    _check_ins(room, ann)
    _writing(room, ann, ben)
    _together(room, ann, ben)
    _rest(room, ann, ben)


def _polls(room, ann, ben) -> None:
    room.go("awake")
    room.do("open")
    for page, label in ((ann, "Thoughts"), (ben, "Screens")):
        page.get_by_text(label, exact=True).click()
    room.say("vote:awake", {"choice": [0]}, {"choice": [0]}, {"choice": [2]}, {"choice": [1]})
    shot = room.window("screen", room.made["links"]["projector"])
    frozen = ann.screenshot()
    room.count()
    room.picture("kind-poll", (Shot(frozen), "phone"), (shot, "screen"))
    views = []
    for step in ("how-rested-are-you", "what-gives-you-strength", "where-do-you-feel-tired", "whose-task-is-it"):
        room.go(step)
        room.do("open")
        _touch(ann, step)
        views.append((Shot(ann.screenshot()), "phone"))
    room.picture("kind-poll-forms", *views)


def _touch(page, step: str) -> None:
    """Half an answer, so that one sees what answering looks like."""
    picks = {
        "how-rested-are-you": [".point:nth-of-type(5)"],
        "where-do-you-feel-tired": [".choice:has-text('Shoulders')", ".choice:has-text('Eyes')"],
        "whose-task-is-it": ["[data-thing]:has-text('Answering at night') label:has-text('Nobody')"],
    }
    for where in picks.get(step, []):
        page.locator(f"#stage {where}").first.click()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(600)


def _check_ins(room, ann) -> None:
    room.go("how-is-it-inside-right-now")
    if ann.locator("#unsent").is_visible():  # of the sorting that stayed half done
        ann.locator("#unsent details").evaluate("more => { more.open = true; }")
        ann.locator("#missed button").click()
    room.do("open")
    ann.locator(".point", has_text="3").first.click()
    room.say("vote:how-is-it-inside-right-now", *({"scale": then} for _, then in MOVED))
    room.count()
    room.go("and-now")
    room.do("open")
    ann.locator(".point", has_text="5").first.click()
    room.say("vote:and-now", *({"scale": now, "before": then} for now, then in MOVED))
    room.count()
    ann.set_viewport_size({"width": 360, "height": 860})
    room.picture("kind-check-in", (ann, "phone"), (room.screen, "screen"))
    ann.set_viewport_size({"width": 360, "height": 700})


def _writing(room, ann, ben) -> None:
    room.go("put-down")
    ann.locator("#stage textarea").fill("The list that I carry from room to room.")
    ann.get_by_text("without your name").first.click()
    room.say("note:put-down", *({"text": text, "sees": "everyone without names"} for text in PUT_DOWN))
    frozen = ann.screenshot()
    ann.get_by_role("button", name="Share with everyone").click()
    room.go("a-word-to-what-keeps-you-awake")
    room.picture("kind-reflect", (Shot(frozen), "phone"), (ben, "phone"))
    room.go("my-evening")
    boxes = ann.locator("#stage textarea")
    boxes.nth(0).fill("half past six")
    boxes.nth(1).fill("once round the block, without the phone")
    ann.evaluate("scrollTo(0, 0)")
    time.sleep(1.5)
    ann.set_viewport_size({"width": 360, "height": 900})
    room.picture("kind-worksheet", (ann, "phone"), (room.screen, "screen"))
    ann.set_viewport_size({"width": 360, "height": 700})


def _together(room, ann, ben) -> None:
    room.go("what-would-you-miss")
    room.do("form_groups")
    ann.locator("#stage textarea").fill("The hour when nobody wants anything.")
    ann.get_by_role("button", name="Send to my group", exact=True).click()
    room.say("note:what-would-you-miss", *({"text": text, "sees": "my group"} for text in MISSED))
    room.picture("kind-breakout", (ann, "phone"), (room.screen, "screen"))
    room.go("what-we-put-down")
    room.picture("kind-wall", (ben, "phone"), (room.screen, "screen"))


def _rest(room, ann, ben) -> None:
    room.go("one-minute")
    time.sleep(2.5)
    room.picture("kind-pause", (ann, "phone"), (room.screen, "screen"))
    room.go("tea-and-fresh-air")
    room.picture("kind-break", (ann, "phone"), (room.screen, "screen"))
    room.go("one-evening-this-week")
    ann.locator("#stage textarea").fill("Wednesday, for the book that I began in spring.")
    frozen = ann.screenshot()
    room.go("to-read-on")
    room.picture("kind-seed", (Shot(frozen), "phone"), (ben, "phone"))


def reading(room) -> None:
    """Texts that wait for the team, in the sensitive script."""
    room.crowd("Ann", "Ben", "Cem", "Dora", "Emil", "Fatou")
    room.do("start")
    room.go("let-it-speak")
    room.say("note:let-it-speak", *({"text": text, "sees": "everyone without names"} for text in VOICES))
    room.go("anger-wall")
    room.desk.locator(".waiting-words > li").first.hover()
    room.picture("texts", (room.desk, "desk"))


HELLO = (
    "scripts", "editor", "invitation", "promise", "lobby", "workshop", "result", "breakout", "leaf", "words", "results",
)  # fmt: skip
KINDS = (
    "kind-slide", "kind-talk", "kind-poll", "kind-poll-forms", "kind-check-in", "kind-reflect", "kind-worksheet",
    "kind-breakout", "kind-wall", "kind-pause", "kind-break", "kind-seed",
)  # fmt: skip
SCENES = (
    ("hello", hello, HELLO), ("zz-examples", examples, KINDS), ("healing-anxious-attachment", reading, ("texts",)),
    ("retrospective", wind_and_anchor, ("place", "gathering", "dots", "feedback")), ("lesson", lesson, ("questions",)),
)  # fmt: skip
