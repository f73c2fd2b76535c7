"""Whole evenings as they are led: by the console's own buttons, with three phones to look at and a crowd."""

import time
from pathlib import Path

from playwright.sync_api import expect

from state_scenes.room import COUNTED, Room

SESSIONS = Path(__file__).resolve().parents[2] / "sessions"
ALL = """# What makes a meeting worth its time?

- format: 1
- people: 4-40

Alone, in pairs, in fours, and then all together.

### Reflect: One minute, alone (1 min)

- id: alone
- who sees this: only me

What would make our meetings worth the time?

> Say: One minute, each for yourself. Nobody reads what you write.

### Breakout: In pairs (2 min)

- id: in-pairs
- groups: pairs
- notes: my group

Tell each other what you wrote. What do you both mean?

### Breakout: In fours (4 min)

- id: in-fours
- groups: merge in-pairs
- notes: everyone without names

Which one idea do you want all to hear? Write it down.

> Do: After three minutes: “Choose your one idea, please.”

### Wall: The ideas of the fours (2 min)

- id: ideas
- from: in-fours

Read all of it.

### Talk: All together (5 min)

- id: all-together

Which of these do we try next week?
"""
DOTS = """# What holds us back

- format: 1
- people: 4-40

### Reflect: What holds us back at work? (5 min)

- id: anchor
- who sees this: everyone without names

One thing that holds us, in one or two sentences.

### Reflect: And what between us? (5 min)

- id: between
- who sees this: everyone without names

### Wall: What we wrote (5 min)

- id: wall
- from: anchor, between

Read all of it.

### Poll: What do we talk about? (5 min)

- id: dots
- answers from: anchor, between
- answer: 3 dots

You have three dots. Put them on what you want to talk about.

> Do: Before you open it: put together on the console what says the same.

### Talk: The first two (10 min)

- id: talk

What would be one small step?
"""
ASKING = """# Sleep and its thieves

- format: 1
- people: 4-60
- questions: on

An hour about sleep. Ask whenever something comes to you.

### Slide: What sleep does (5 min)

- id: what

While you sleep, the day is put in order.

### Poll: What keeps you awake? (2 min)

- id: awake

- ( ) Thoughts
- ( ) Screens
- ( ) People

### Breakout: In pairs (5 min)

- id: pairs
- groups: pairs

What have you tried?

### Talk: Your questions (10 min)

- id: answers

We go through what was asked.
"""
PAGE = """# How was it?

- format: 1
- people: 4-60

### Poll: How was the day? (3 min)

- id: page
- answer: scale 1 (not at all) to 5 (completely)

Five lines, a number for each.

1. I learned something that I can use on an ordinary Monday
2. There was time for what matters to me
3. I felt safe to say what I think
4. The pace was right
5. I would recommend this day to a colleague

> Say: Five is the best. What you leave out is not counted.

### Poll: Before you go (4 min)

- id: questions

They help the next group.

#### Question: How useful was the day for you?

- answer: scale 1 (not at all) to 5 (very)

#### Question: What did you like most?

- ( ) Talking in pairs
- ( ) The walk by the river
- ( ) Time to write

#### Question: What shall we do again?

- [ ] The circle in the morning
- [ ] Silence
- [ ] Music

#### Question: How far did you come?

- answer: number (km)

#### Question: What would you tell us?

- answer: text

> Watch: Whoever is ready may go on quietly.

### Slide: Thank you (1 min)

- id: thanks

Come home well.
"""
SCRIPTS = {
    "one-two-four-all.md": ALL, "forty-texts.md": DOTS, "asking-about-sleep.md": ASKING, "how-was-it.md": PAGE,
    "world-cafe.md": SESSIONS / "world-cafe.md",
}  # fmt: skip
NAMES = ("Ann", "Ben", "Cleo", "Dora", "Emil", "Finn", "Gita", "Hana", "Igor", "Jana", "Karim", "Lena", "Mara", "Nils",
         "Olga", "Paul", "Rosa", "Sami", "Tara", "Udo", "Vera", "Will", "Xenia", "Yara", "Zeno", "Aylin", "Bodo",
         "Christiane-Maria", "Dilan", "Ewa")  # fmt: skip
IDEAS = (
    "A question as the title, not a topic.", "Nobody talks for longer than three minutes.",
    "End when the question is answered, not when the hour is over.",
    "Send what can be read before, so that we can talk.",
    "Those who decide are in the room, or we do not meet.", "Walk while we talk.", "One day a week without any.",
    "Begin with what we ended with.", "A different person leads each time.", "Write down who does what, before we go.",
)  # fmt: skip
THINGS = (
    "Too little time", "The Monday call takes ninety minutes", "Nobody decides", "The noise in the big room",
    "We wait for one another without saying so", "Mails at night", "Three tools for one thing",
    "I did not dare to ask what the aim was, and then it was too late to ask",
    "Nobody knows who is on leave", "The lift", "Everything is urgent", "Decisions are made in the corridor",
    "We begin much and end little", "No room to be quiet in", "Meetings about meetings", "Too few hands",
    "Time is too short", "Unclear roles", "I hear of changes last", "The old computer in the shop",
    "Praise is rare", "Plans change on Friday afternoon", "Two people do everything", "Passwords",
    "What was agreed is written down nowhere", "We are polite instead of honest", "The car park",
    "Holidays clash every summer", "Nobody looks at the numbers", "We never say no to anybody",
    "Travel for an hour’s talk", "Old quarrels", "The heating", "New people are left alone in their first week",
    "It is never clear whether a thing is finished", "Forms, forms, forms", "Not enough time!", "Too many channels",
    "The phone rings while I think", "Lunch at the desk",
)  # fmt: skip
QUESTIONS = (
    "Does it also help children?", "What do I do when my partner snores, and we have only the one room to sleep in?",
    "Is a nap at noon bad for the night?", "How long until it gets better?", "What about tea?",
)  # fmt: skip


SIZES = {"console": ((1366, 768), (820, 1180), (1920, 1080), (360, 740)), "phone": ((360, 740), (820, 1180)),
         "screen": ((1920, 1080),)}  # fmt: skip


# As the console's: the step, how far it is, which time; and the state of its groups.
PLACE = """() => {
    const { step, phase } = document.body.dataset, { at, phase: own } = document.getElementById("work").dataset;
    return [step, phase, at, own].join();
}"""


class Run(Room):
    """Led by what the console offers: each press is of a button that stands there with these words."""

    def __init__(self, album, script: str, people: int) -> None:
        self.names = NAMES[3:people]
        super().__init__(album, script)
        self.phones = [self.phone, *(album.house.guest(self.hall, name) for name in NAMES[1:3])]

    def press(self, label: str) -> None:
        """A button that is there, and until the console shows what came of it."""
        self.console.page.set_viewport_size({"width": 1366, "height": 768})
        before = self.console.page.evaluate(PLACE)
        self.console.do(label)
        self.console.page.wait_for_function(f"before => ({PLACE})() !== before", arg=before)

    def see(self, state: str, *only: str, wide: bool = False) -> None:
        """In light, and with `wide` at all sizes and in the dark."""
        windows = {"console": [self.console], "phone": self.phones, "screen": [self.screen]}
        self.phone.page.wait_for_timeout(900)  # fonts, charts that grow, the console's picture of the screen
        for name in only or windows:
            for number, window in enumerate(windows[name], 1):
                where = f"{name}{number if number > 1 else ''}"
                sizes = SIZES[name] if wide else SIZES[name][:1]
                self.album.take(window.page, where, state, sizes, twice=())
                if wide:
                    window.page.emulate_media(color_scheme="dark")
                    self.album.take(window.page, f"{where}-dark", state, SIZES[name][:1], twice=())
                    window.page.emulate_media(color_scheme="light")

    def crowd_writes(self, step: str, texts, sees: str) -> None:
        for number, text in enumerate(texts):
            person = self.crowd[number % len(self.crowd)]
            said = person.op(f"note:{step}", {"text": text, "sees": sees})
            assert said["status"] == "ok", said

    def counted(self) -> None:
        time.sleep(COUNTED)

    def leave(self) -> None:
        for phone in self.phones[1:]:
            phone.context.close()
            self.album.house.windows.remove(phone)
        super().leave()


def one_two_four_all(album) -> None:
    room = Run(album, "one-two-four-all", 14)
    room.see("a0-lobby")
    room.press("Start")
    room.see("a1-alone")
    room.phone.page.locator("#stage textarea").first.fill("Fewer of them, and a question for each.")
    room.press("Next")
    room.see("a2-pairs-before")
    room.press("Form groups")
    room.see("a3-pairs-formed", wide=True)
    room.phone.page.locator("#stage textarea").first.fill("A question for each.")
    room.press("Call back")
    room.see("a4-pairs-called")
    room.press("Everyone back now")
    room.see("a5-pairs-back")
    room.press("Next")
    room.see("a6-fours-before")
    room.press("Look at the groups first")
    room.see("a7-fours-proposed", "console")
    room.press("Start the groups")
    room.crowd_writes("in-fours", IDEAS, "everyone without names")
    room.phone.page.locator("#stage textarea").first.fill("A question for each meeting, or no meeting.")
    room.see("a8-fours-at-work", wide=True)
    room.press("Call back")
    room.press("Everyone back now")
    room.press("Next")
    room.see("a9-wall", wide=True)
    room.press("Next")
    room.see("a10-talk")
    room.leave()


def world_cafe(album) -> None:
    room = Run(album, "world-cafe", 12)
    room.press("Start")
    for _ in range(4):
        room.press("Next")
    room.see("b1-first-before")
    room.press("Look at the groups first")
    room.see("b2-first-proposed", "console")
    room.press("Start the groups")
    room.see("b3-first-at-work", wide=True)
    room.crowd_writes("tables", IDEAS[:4], "everyone without names")
    room.phone.page.get_by_role("button", name="I stay at this table").locator("visible=true").first.click()
    room.see("b4-first-stays")
    room.press("Call back")
    room.see("b4b-called")
    room.press("Everyone back now")
    room.press("Next")
    room.see("b5-second-before")
    room.press("Form groups")
    room.see("b6-second-at-work", wide=True)
    room.crowd_writes("second", IDEAS[4:7], "everyone without names")
    room.press("Call back")
    room.press("Everyone back now")
    room.press("Next")
    room.press("Form groups")
    room.see("b7-third-at-work")
    room.crowd_writes("third", IDEAS[7:], "everyone without names")
    room.press("Call back")
    room.press("Everyone back now")
    room.see("b8-third-back")
    room.press("Next")
    room.see("b9-wall", wide=True)
    room.press("Next")
    room.see("b10-dots-before")
    room.press("Open the poll")
    answers = room.phone.page.locator('#stage [name="dot"]').count()
    for n, person in enumerate(room.crowd):
        places = (n % 7, 1, 2)
        said = person.op("vote:follow-up", {"dots": [places.count(place) for place in range(answers)]})
        assert said["status"] == "ok", said
    room.see("b11-dots-open")
    room.press("Close the poll")
    room.counted()
    room.press("Show the result")
    room.see("b12-dots-shown", wide=True)
    room.leave()


def dots_on_forty(album) -> None:
    room = Run(album, "forty-texts", 30)
    room.press("Start")
    room.crowd_writes("anchor", THINGS[:20], "everyone without names")
    room.see("c1-written", "console", "phone")
    room.press("Next")
    room.crowd_writes("between", THINGS[20:], "everyone without names")
    room.press("Next")
    room.see("c2-wall", wide=True)
    room.press("Next")
    room.see("c3-gather", wide=True)
    _gather(room)
    room.see("c4-gathered", "console")
    room.press("Open the poll")
    room.see("c5-open", wide=True)
    answers = room.phone.page.locator('#stage [name="dot"]').count()
    for n, person in enumerate(room.crowd):
        places = (n % 5, n % 7, 3)
        said = person.op("vote:dots", {"dots": [places.count(place) for place in range(answers)]})
        assert said["status"] == "ok", said
    more = room.phone.page.locator('#stage [data-dot="1"]')
    for place in (4, 4, 20):
        more.nth(place).click()
    room.see("c6-answered", wide=True)
    room.press("Close the poll")
    room.counted()
    room.see("c7-closed", "console")
    room.press("Show the result")
    room.see("c8-shown", wide=True)
    room.press("Next")
    room.leave()


def _gather(room) -> None:
    """Three that say the same, by ticks and with a name; two by dragging one onto the other."""
    page = room.console.page
    for words in ("Too little time", "Time is too short", "Not enough time!"):
        page.locator(".gather li", has_text=words).get_by_role("checkbox").check()
    page.get_by_label("A name for them").fill("Too little time")
    page.get_by_role("button", name="Put the ticked ones together").click()
    expect(page.locator(".gather .heap")).to_have_count(1)
    page.locator(".gather li", has_text="Unclear roles").drag_to(page.locator(".gather li", has_text="Nobody decides"))
    expect(page.locator(".gather .heap")).to_have_count(2)
    page.locator("main").evaluate("main => { main.scrollTop = 0; }")


def questions_all_along(album) -> None:
    room = Run(album, "asking-about-sleep", 12)
    room.press("Start")
    room.see("d0-before")
    ann, _, cleo = room.phones
    for phone, words in zip(room.phones[:2], QUESTIONS, strict=False):
        _asks(phone, room, words)
    album.take(ann.page, "phone", "d1-waiting", album.small, whole=True)
    room.see("d1-waiting", "console")
    _asks(cleo, room, QUESTIONS[2])
    room.see("d2-come", "console", "screen", wide=True)
    for phone in room.phones:
        phone.enter(room.hall.id)
    room.press("Next")
    room.press("Open the poll")
    room.see("d3-during-a-poll", wide=True)
    for n, person in enumerate(room.crowd):
        person.op("vote:awake", {"choice": [n % 3]})
    for phone in room.phones:
        phone.goto(f"/s/{room.hall.id}/questions")
        phone.page.get_by_role("button", name="Me too").first.click()
        phone.page.wait_for_load_state()
    _asks(ann, room, "I have one more, with my name: does light matter?", named=True)
    album.take(cleo.page, "phone", "d4-me-too", album.small, whole=True)
    for phone in room.phones:
        phone.enter(room.hall.id)
    room.press("Close the poll")
    room.counted()
    room.press("Show the result")
    room.press("Next")
    room.press("Form groups")
    room.see("d5-in-groups")
    room.press("Call back")
    room.press("Everyone back now")
    room.press("Next")
    room.see("d6-talk", wide=True)
    room.console.page.get_by_role("button", name="On the screen").first.click()
    room.see("d7-pinned", wide=True)
    room.leave()


def _asks(phone, room, words: str, named: bool = False) -> None:
    phone.goto(f"/s/{room.hall.id}/questions")
    phone.page.locator("#question").fill(words)
    if named:
        phone.page.get_by_role("checkbox").check()
    phone.page.get_by_role("button", name="Ask", exact=True).click()
    phone.page.wait_for_load_state()


def feedback_page(album) -> None:
    room = Run(album, "how-was-it", 18)
    room.press("Start")
    room.see("e1-before")
    room.press("Open the poll")
    room.see("e2-open", wide=True)
    for n, person in enumerate(room.crowd):
        rows = [5 - n % 2, 3 + n % 3, 4 if n % 4 else 5, 1 + n % 5, None if n % 6 == 0 else 5]
        said = person.op("vote:page", {"rows": rows})
        assert said["status"] == "ok", said
    stage = room.phone.page.locator("#stage")
    for field in stage.locator("fieldset").all()[:3]:
        field.locator("label").nth(3).click()
    room.see("e3-answered", wide=True)
    room.press("Close the poll")
    room.counted()
    room.see("e4-closed", wide=True)
    room.press("Show the result")
    room.see("e5-shown", wide=True)
    _several_questions(room)
    room.console.do("End")
    room.console.page.get_by_role("button", name="End for everyone").click()
    room.console.says("The workshop is over.")
    room.see("e6-ended", "console", "phone")
    room.console.goto(f"/host/sessions/{room.hall.id}/results")
    album.take(room.console.page, "results", "e7-results", SIZES["console"], twice=(), whole=True)
    room.leave()


def _several_questions(room) -> None:
    """The same crowd on a page of questions of many kinds."""
    room.press("Next")
    room.see("e5a-before")
    room.press("Open the poll")
    room.see("e5b-open", wide=True)
    for n, person in enumerate(room.crowd):
        text = {"text": THINGS[n]} if n % 2 else None
        page = [{"scale": 5 - n % 3}, {"choice": [n % 3]}, {"choice": [0, n % 2 + 1]}, {"scale": 3 + 7 * n}, text]
        said = person.op("vote:questions", {"page": page})
        assert said["status"] == "ok", said
    stage = room.phone.page.locator("#stage")
    stage.locator(".point").nth(3).click()
    stage.locator(".choice").nth(1).click()
    stage.locator("textarea").fill("More of the river.")
    room.album.take(room.phone.page, "phone", "e5c-filled", room.album.small, whole=True)
    room.phone.press("Send")
    room.see("e5d-sent", wide=True)
    room.press("Close the poll")
    room.counted()
    room.see("e5e-closed", wide=True)
    room.press("Show the result")
    room.see("e5f-shown", wide=True)
    room.album.take(room.phone.page, "phone", "e5g-all-shown", room.album.small, whole=True)
    room.press("Next")


RUNS = {
    "one-two-four-all": one_two_four_all, "world-cafe": world_cafe, "dots-on-forty": dots_on_forty,
    "questions-all-along": questions_all_along, "feedback-page": feedback_page,
}  # fmt: skip
