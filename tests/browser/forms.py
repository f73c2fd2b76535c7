"""Every kind of form in which somebody answers on a phone: how it is asked, how it is filled in, what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.browser.pages import PhonePage

SCRIPT = """# Every form

- format: 1
- minimum answers: 2

### Slide: Before

Look.

### Reflect: What came

- id: source
- who sees this: everyone without names

Write.

### Poll: A sentence

- id: text
- answer: text

### Poll: Some words

- id: words
- answer: words
- choose: up to 2

### Poll: One, or mine

- id: other
- other: yes
- ( ) Tea
- ( ) Coffee

### Poll: Several, or mine

- id: several-other
- other: yes
- [ ] Tea
- [ ] Coffee

### Poll: An order

- id: ranking

1. Sleep
2. Food

### Poll: A sorting

- id: sort
- answer: sort into Keep, Drop

1. Meetings
2. Mails

### Poll: On a grid

- id: grid
- answer: grid Effort (little, much) × Effect (small, great)

1. Meetings
2. Mails

### Poll: Some dots

- id: dots
- answer: 3 dots

1. Meetings
2. Mails

### Poll: Some points

- id: points
- answer: 3 points

1. Meetings
2. Mails

### Poll: On what came

- id: gathered
- answers from: source
- answer: 3 dots

### Poll: Some statements

- id: rows
- answer: scale 1 to 5

1. Meetings help
2. Mails help

### Poll: Several questions

- id: questions

#### Question: How was it?

- answer: scale 1 to 5

#### Question: Which?

- ( ) Yes
- ( ) No

#### Question: How long?

- answer: number (minutes)

#### Question: What else?

- answer: text

### Poll: A number to type

- id: number
- answer: number (minutes)

### Poll: For good

- id: final
- change: no
- ( ) Left
- ( ) Right

### Poll: A number for good

- id: final-scale
- change: no
- answer: scale 1 to 5

### Poll: One

- id: one
- ( ) Tea
- ( ) Coffee

### Poll: Several

- id: several
- [ ] Tea
- [ ] Coffee

### Poll: A number

- id: scale
- answer: scale 1 to 5

### Poll: A wide number

- id: slider
- answer: scale 0 to 100

### Poll: In the picture

- id: place
- answer: place on media/boat.png (a boat)

### Poll: In the body

- id: body
- answer: body

### Check-in: Inside

- id: check-in
- series: inside
- answer: scale 1 to 7

### Reflect: A page

- id: page
- who sees this: facilitators

Write.

### Worksheet: A sheet

- id: sheet

The first sign: ____

I stop at ____ in the evening.

- [ ] I notice my feet

### Breakout: In pairs (9 min)

- id: pairs
- groups: pairs
- notes: my group

Talk.

### Talk: Say it

- id: say

Anything?

### Seed: A sentence to plant

- id: seed

Plant.

### Slide: After

Look.
"""
WORDS = "It was a long winter \U0001f331 ‏שלום"
READ = """() => [...document.querySelectorAll('#stage form :is(input:not([type=hidden]), textarea)'
        + ', #stage form :is([data-index], .spot, .left)')]
    .map(n => n.dataset.index ?? (/radio|checkbox/.test(n.type) ? n.checked : n.value
        ?? (n.textContent || n.classList.contains("felt")))).join(" ")"""


def _boxes(phone: PhonePage) -> Locator:
    return phone.page.locator("#stage :is(textarea, input[type=text])").locator("visible=true")


def _text(phone: PhonePage) -> None:
    _boxes(phone).first.fill(WORDS)


def _other(phone: PhonePage) -> None:
    phone.choose("Something else")
    _text(phone)


def _ranking(phone: PhonePage) -> None:
    phone.page.get_by_role("button", name="Move Food up").tap()


def _half_sorted(phone: PhonePage) -> None:
    phone.page.get_by_role("radio", name="Drop").first.tap()


def _half_placed(phone: PhonePage) -> None:
    phone.page.get_by_role("group", name="Mails").get_by_role("radio").last.tap()


def _dots(phone: PhonePage) -> None:
    phone.page.locator('#stage [data-dot="1"]').last.tap()


def _last(phone: PhonePage) -> None:
    phone.page.locator("#stage form :is(.choice, .point)").last.tap()


def _slider(phone: PhonePage) -> None:
    phone.page.locator("#stage input[type=number]").fill("37")
    phone.page.locator("#stage input[type=number]").blur()


def _body(phone: PhonePage) -> None:
    phone.page.locator(".spot.chest").tap()


def _place(phone: PhonePage) -> None:
    phone.page.locator("#stage .touch").tap(position={"x": 40, "y": 30})


def _rows(phone: PhonePage) -> None:
    phone.page.get_by_role("group", name="Mails help").get_by_role("radio", name="4").tap()


def _questions(phone: PhonePage) -> None:
    phone.page.get_by_role("group", name="How was it?").get_by_role("radio", name="4").tap(force=True)
    phone.page.locator("#stage textarea").fill(WORDS)


def _sheet(phone: PhonePage) -> None:
    _text(phone)
    _boxes(phone).last.fill("nine")
    phone.page.locator("#stage .tick").tap()


def _say(phone: PhonePage) -> None:
    phone.page.locator("details.type-instead").evaluate("more => { more.open = true; }")
    _text(phone)


@dataclass(frozen=True)
class Form:
    """`goes`: "pressed" by a button, "itself" as it is made, "kept" as it is written; `hurries`: pressed, and yet it
    goes in the last seconds, as nobody could have meant another answer."""

    step: str
    write: Callable[[PhonePage], None]
    goes: str
    words: str = ""
    hurries: bool = False

    def read(self, phone: PhonePage) -> str:
        """All that stands in it, as one text."""
        return str(phone.page.evaluate(READ))

    @property
    def state(self) -> str:
        """What its receipt says, once there is a line."""
        return {"pressed": "unsent", "itself": "saved", "kept": "draft"}[self.goes]


FORMS = (
    Form("text", _text, "pressed", WORDS),
    Form("words", _text, "pressed", WORDS),
    Form("other", _other, "pressed", WORDS),
    Form("several-other", _other, "pressed", WORDS),
    Form("ranking", _ranking, "pressed", hurries=True),
    Form("sort", _half_sorted, "pressed"),
    Form("grid", _half_placed, "pressed"),
    Form("dots", _dots, "pressed", hurries=True),
    Form("points", _dots, "pressed"),
    Form("gathered", _dots, "pressed", hurries=True),
    Form("final", _last, "pressed"),
    Form("final-scale", _last, "pressed"),
    Form("one", _last, "itself"),
    Form("several", _last, "itself"),
    Form("scale", _last, "itself"),
    Form("slider", _slider, "itself"),
    Form("body", _body, "itself"),
    Form("place", _place, "itself"),
    Form("check-in", _last, "itself"),
    Form("page", _text, "kept", WORDS),
    Form("sheet", _sheet, "kept", WORDS),
    Form("pairs", _text, "kept", WORDS),
    Form("say", _say, "kept", WORDS),
    Form("seed", _text, "kept", WORDS),
    Form("rows", _rows, "pressed", hurries=True),
    Form("questions", _questions, "pressed", WORDS),
    Form("number", _slider, "pressed"),
)
