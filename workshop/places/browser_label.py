"""The kind of a browser, by which one knows it again in a list. No more of what it says of itself is kept."""

from workshop.util.language import marked, said

A_BROWSER = marked("A browser")
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"),
    ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def label_of(agent: str) -> str:
    browser = next((name for sign, name in BROWSERS if sign in agent), A_BROWSER)
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser


def label_said(label: str) -> str:
    """As it is kept, said in the language of the page."""
    browser, on, system = label.partition(" on ")
    browser = said(browser) if browser == A_BROWSER else browser
    if not on:
        return browser
    system = said(system) if " " in system else system
    return said(marked("%(browser)s on %(system)s"), {"browser": browser, "system": system})
