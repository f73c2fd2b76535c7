"""What happens within one step of a whole workshop: somebody comes late, calls, works in a group, is taken out."""

from playwright.sync_api import expect

from tests.browser.day import Day
from tests.browser.pages import PhonePage
from tests.browser.test_answering import drag
from workshop.script import read

ORDER = """### Poll: What helps most?

- id: what-helps

1. A walk
2. A friend
3. A blanket
"""


def through_the_door(day: Day, phone: PhonePage) -> None:
    phone.goto("/")
    phone.page.get_by_label("Your code").fill(day.hall.code)
    phone.press("Go on")
    phone.heading("Coming home to yourself")
    day.look("promise", phone)
    phone.page.get_by_label("How shall we call you?").fill(phone.name)
    phone.press("I agree, come in")
    phone.live()


def late(day: Day) -> PhonePage:
    """A sensitive workshop asks before it lets somebody in who comes late."""
    dora = day.phone("Dora", color_scheme="dark")
    through_the_door(day, dora)
    dora.heading("Just a moment.")
    dora.silent_about("So far the room")
    day.ana.says("Dora")
    day.look("somebody waits", day.ana, dora)
    day.ana.page.get_by_role("button", name="Let in Dora").click()
    dora.heading("How is it inside, right now?")
    dora.says("Good that you are here.")
    day.look("come late", day.ana, dora)
    return dora


def ask_to_look_in(day: Day, dora: PhonePage) -> None:
    dora.press("I need a moment")
    dora.page.locator('#leaf-dialog [data-signal="look in"]').tap()
    day.ana.says("Dora asks you to look in")
    day.look("a call", day.ana, dora)
    day.ana.page.locator('.signal [data-command="take"]').click()
    dora.says("Somebody is on the way to you.")
    day.look("a call is taken", day.ana, dora)
    day.ana.page.locator('.signal [data-command="done"]').click()
    expect(day.ana.page.locator(".signal")).to_have_count(0)


def pause_for_all(day: Day) -> None:
    day.ana.page.keyboard.press("p")
    day.say("We pause for a moment.")
    day.look("paused")
    day.ana.do("Resume")
    day.at("chair")


def groups(day: Day) -> None:
    ann, ben, cleo = day.phones[:3]
    day.next("say-it-back")
    cleo.press("Work on my own")
    day.ana.do("Look at the groups first")
    who = day.ana.page.locator('.rooms .people[data-seats="g1"] li').first
    expect(who).to_be_visible()
    day.ready()
    who.drag_to(day.ana.page.locator('[data-seats="g2"]'))
    expect(day.ana.page.locator('[data-seats="g2"] li')).to_have_count(3)
    day.look("groups proposed")
    day.ana.do("Mix anew")
    expect(day.ana.page.locator('[data-seats="g2"] li')).not_to_have_count(1)
    day.ana.do("Start the groups")
    day.everyone("phase", "open")
    day.ana.do("Ring the bell")
    ann.write("You would like to know a time. Is that it?")
    ann.press("Keep it")
    ann.saved()
    ben.press("Call the team")
    day.ana.says("Ben calls the team")
    message(day, "Half a minute is left for the first voice.")
    day.look("groups at work")
    day.ana.page.locator('.signal [data-command="take"]').click()
    day.ana.page.locator('.signal [data-command="done"]').click()
    take_away(day)
    day.ana.do("Call back")
    for phone in day.phones:
        phone.says("Come back gently.")
    day.look("groups called back")
    day.ana.do("Everyone back now")
    for phone in day.phones:
        phone.says("Welcome back.")
    day.look("groups are back")


def message(day: Day, text: str) -> None:
    day.ana.press("Message to all rooms")
    day.look("message", day.ana)
    day.ana.page.get_by_label("What everyone reads at once").fill(text)
    day.ana.press("Send to all phones")
    for phone in day.phones:
        phone.says(text)


def take_away(day: Day) -> None:
    day.ready()
    day.ana.press("Take it away")
    expect(day.phones[0].page.locator('#notices [data-kind="message"]')).to_have_count(0)


def plan(day: Day) -> None:
    ann = day.phones[0]
    fields = ann.page.locator(".worksheet textarea")
    fields.nth(0).fill("I tidy up loudly")
    fields.nth(1).fill("I am frightened. Please sit down beside me for a moment.")
    fields.nth(2).fill("A hand on my back")
    ann.press("Keep it")
    ann.saved()
    day.look("written", ann, day.ana)
    ann.link("See it as a card")
    ann.heading("Our plan for hard moments")
    day.look("card", ann)
    ann.link("Back to the workshop")
    ann.live()


def too_few(day: Day) -> None:
    """Four answers are kept back everywhere; asked again, everybody answers."""
    day.next("anger-habit")
    day.open("Open the poll")
    for phone in day.phones:
        phone.choose("Bury")
        phone.saved()
    day.ana.says("A result needs 5 answers.")  # in a small room the turnout is told in words
    day.ana.do("Close the poll")
    day.everyone("phase", "closed")
    day.ana.says("Too few answered, so nothing is shown to anybody.")
    day.tell()
    day.say("Kept back to protect the few.")
    day.ana.do("Ask again")
    day.everyone("phase", "open")
    day.answer()
    day.ana.do("Close the poll")
    day.everyone("phase", "closed")
    day.show()


def order(day: Day) -> None:
    """Typed while the workshop runs: by drag on one phone, by keys on another."""
    ann, ben = day.phones[:2]
    day.steps["what-helps"] = read(f"# Live\n\n{ORDER}").script.steps[0]
    day.ana.press("Insert a new step")
    day.look("insert", day.ana)
    day.ana.page.get_by_text("Write it as in a script").click()
    day.ana.page.get_by_label("The step, with its settings").fill(ORDER)
    day.ana.page.locator("#insert-dialog .as-script").get_by_role("button").click()
    expect(day.ana.page.locator(".next-card")).to_contain_text("What helps most?")
    day.next("what-helps")
    day.open("Open the poll")
    rows = ann.page.locator(".ranking > li")
    drag(ann, rows.nth(0), rows.nth(2), rest=400)
    ben.page.get_by_role("button", name="Move A blanket up").focus()
    ben.page.keyboard.press("Enter")
    for phone in day.phones:
        phone.press("Keep this order")
        phone.saved()
    day.votes()
    day.look("answered")
    day.ana.do("Close the poll")
    day.everyone("phase", "closed")
    day.show()


def removed(day: Day, cleo: PhonePage) -> None:
    day.ana.page.locator(".who > li", has_text="Cleo").get_by_role("button").click()
    day.look("remove?", day.ana)
    day.ana.press("Remove")
    cleo.heading("You are not in this workshop any more.")
    day.look("removed", cleo)
    day.phones.remove(cleo)
