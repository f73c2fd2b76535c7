"""Readers for the values of settings: text in, value out, or `Unreadable` with what was meant."""

import re
from collections.abc import Callable, Iterable

from workshop.util.phrases import phrase

from .model import Offer, Sees
from .synonyms import EITHER, VALUES
from .words import fold, nearest, slug

Reader = Callable[[str], object]


class Unreadable(ValueError):
    """A value nobody can read. `key` is the message, `near` what was probably meant."""

    def __init__(self, key: str = "E210", near: str | None = None, **words: object) -> None:
        super().__init__(key)
        self.key, self.near, self.words = key, near, words


VISIBILITIES = {str(sees): sees for sees in Sees}
WHO = (
    "only me, my group, facilitators, facilitators with names, everyone without names, everyone with names, "
    "or I choose (…)"
)
OFFERS = (
    "ID when 2 or more need a moment, ID when 3 or more answer LABEL in ID, "
    "ID when 40% or more answer LABEL in ID, ID when average of ID is 4 or more"
)
SEVERAL = re.compile(r"[,;/&+|、]|\b(?:and|or|und|oder|et|ou|y|o|e|en|of|i|lub)\b", re.IGNORECASE)
OTHER_COMMAS = re.compile(r" ?[/;|、،；] ?| [+&] ")
UNITS = {"day": 1, "week": 7, "month": 30}


def text(value: str) -> str:
    return value


def whole(low: int, high: int) -> Reader:
    """A whole number between two bounds."""

    def read(value: str) -> int:
        if not re.fullmatch(r"\d{1,9}", value.strip()):
            raise Unreadable()
        if not low <= int(value) <= high:
            raise Unreadable("E211", range=phrase("from {low} to {high}", low=low, high=high))
        return int(value)

    return read


def up_to(low: int, high: int) -> Reader:
    """A whole number, with or without "up to" before it."""
    number = whole(low, high)
    return lambda value: number(re.sub(r"(?i)^up to +", "", value))


def one_of(*words: str) -> Reader:
    def read(value: str) -> str:
        found = {fold(word): word for word in words}.get(fold(value))
        if found is None:
            raise Unreadable(near=_in_english(value, words) or nearest(value, words))
        return found

    return read


SAID = {
    "yes": ("ja", "oui", "sí", "si", "sì", "sim", "tak", "true", "on", "y", "x"),
    "no": ("nein", "non", "nee", "não", "nie", "false", "off", "n", "none"),
    "on": ("an", "ein", "yes", "ja", "true"), "off": ("aus", "no", "nein", "false", "none"),
    "sensitive": ("sensitiv", "sensibel", "sensible", "high", "hoch", "private", "yes", "ja", "oui", "true", "on"),
    "standard": ("normal", "low", "no", "nein", "non", "none", "false", "off"),
    "after closing": ("at the end", "later", "closed", "when closed", "end", "am ende", "danach", "after", "à la fin"),
    "never": ("hidden", "hide", "no", "nein", "non", "none"), "live": ("immediately", "sofort", "instantly", "yes"),
    "none": ("anonymous", "anonym", "anonyme", "anónimo", "no names", "keine"),
    "real": ("full names", "real names", "klarnamen", "full name"),
}  # fmt: skip


def _in_english(value: str, words: Iterable[str]) -> str | None:
    return next((word for word in words if fold(value) in SAID.get(word, ())), None)


def yes_no(value: str) -> bool:
    return one_of("yes", "no")(value) == "yes"


def on_off(value: str) -> bool:
    return one_of("on", "off")(value) == "on"


def script_format(value: str) -> int:
    if value.strip() != "1":
        raise Unreadable("E202")
    return 1


def people(value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(?:up to )?(\d{1,4})|(\d{1,4}) ?(?:-|to) ?(\d{1,4})", fold(value))
    if found is None:
        raise Unreadable(near=_range(value))
    low, high = (found.group(2), found.group(3)) if found.group(2) else ("1", found.group(1))
    if not 1 <= int(low) <= int(high) <= 2000:
        raise Unreadable("E211", range=phrase("from 1 to 2000, the smaller number first"))
    return (int(low), int(high)) if found.group(2) or "up to" in fold(value) else (int(high), int(high))


def _range(value: str) -> str | None:
    """`about 12`, `6 to 12 people` → 12, 6-12."""
    told = re.findall(r"\d{1,4}", value)
    return "-".join(told) if 1 <= len(told) <= 2 and sorted(map(int, told)) == [int(n) for n in told] else None


TONGUES = {
    **dict.fromkeys(("english", "englisch", "anglais", "inglés"), "en"),
    **dict.fromkeys(("german", "deutsch", "allemand"), "de"),
    **dict.fromkeys(("french", "français", "französisch"), "fr"),
    **dict.fromkeys(("spanish", "español", "spanisch"), "es"), **dict.fromkeys(("italian", "italiano"), "it"),
    **dict.fromkeys(("dutch", "nederlands", "niederländisch"), "nl"), **dict.fromkeys(("polish", "polski"), "pl"),
    **dict.fromkeys(("portuguese", "português"), "pt"), **dict.fromkeys(("arabic", "العربية"), "ar"),
    **dict.fromkeys(("japanese", "日本語"), "ja"),
}  # fmt: skip


def language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise Unreadable(near=TONGUES.get(fold(value)))
    return value


def identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 80:
        raise Unreadable("E304", near=slug(value) or "my-step")
    return value


def late(value: str) -> tuple[str, str]:
    """welcome, ask, or until ID: the second is the id."""
    if fold(value).startswith("until "):
        return "until", identifier(value.split(None, 1)[1])
    return str(one_of("welcome", "ask")(value)), ""


def with_commas(value: str) -> str | None:
    """`a / b` or `a; b`: what was probably meant, where the signs between the names are others."""
    named = [part.strip() for part in OTHER_COMMAS.split(" ".join(value.split()))]
    return ", ".join(named) if len(named) > 1 and all(named) else None


def identifiers(value: str) -> tuple[str, ...]:
    """One id, or several with commas between them."""
    found = tuple(identifier(part.strip()) for part in value.split(",") if part.strip())
    if not 1 <= len(set(found)) == len(found) <= 6:
        raise Unreadable("E211.list", range=phrase("1 to 6 different ids, with commas between them"))
    return found


def days(value: str) -> int:
    found = re.fullmatch(r"(\d{1,4}) (day|week|month)s?", fold(value))
    if found is None:
        raise Unreadable()
    number = int(found.group(1)) * UNITS[found.group(2)]
    if not 1 <= number <= 3660:
        raise Unreadable("E211", range=phrase("between 1 day and ten years"))
    return number


def remind(value: str) -> tuple[int, ...]:
    """after 1 week, 3 months → (7, 90)."""
    plain = fold(value)
    if not plain.startswith("after "):
        later = re.sub(r"^(?:in|nach|dans|en) ", "", plain.replace("tomorrow", "1 day"))
        raise Unreadable(near=f"after {later}" if re.match(r"\d+ (day|week|month)s?$", later) else None)
    return tuple(sorted({days(part.strip()) for part in plain[6:].split(",")}))


def breathing(value: str) -> tuple[int, int, int, int]:
    """in 4, hold 1, out 7 → (4, 1, 7, 0), in seconds."""
    found = re.fullmatch(r"in (\d{1,2})(?:, ?hold (\d{1,2}))?, ?out (\d{1,2})(?:, ?hold (\d{1,2}))?", fold(value))
    if found is None:
        raise Unreadable(near=_breath(value))
    first, hold, out, rest = (int(g or 0) for g in found.groups())
    if not (1 <= first <= 20 and 1 <= out <= 30 and hold <= 20 and rest <= 20):
        raise Unreadable("E211", range=phrase("between 1 and 20 seconds for each breath"))
    return first, hold, out, rest


def _breath(value: str) -> str | None:
    """`4-7-8`, `box` → in 4, hold 7, out 8."""
    told = re.findall(r"\d{1,2}", "4 4 4 4" if re.match(r"box|square", fold(value)) else value)
    if not re.fullmatch(r"[\d\W]*|box.*|square.*", fold(value)) or not 2 <= len(told) <= 4:
        return None
    words = ("in", "out") if len(told) == 2 else ("in", "hold", "out", "hold")
    return ", ".join(f"{word} {n}" for word, n in zip(words, told, strict=False))


def visibility(value: str) -> Sees:
    found = VISIBILITIES.get(fold(value))
    if found is None:
        if fold(value) in EITHER:
            raise Unreadable("E210.either")
        several = SEVERAL.search(value)  # "only me, facilitators": which of them is never guessed
        raise Unreadable(near=VALUES.get(fold(value)) or (None if several else nearest(value, VISIBILITIES)))
    return found


def who(value: str) -> tuple[Sees, ...]:
    """One visibility, or "I choose (…)": the ones to choose from, narrowest first."""
    found = re.fullmatch(r"i choose ?(?:\((.*)\))?", fold(value))
    if found is None:
        return (visibility(value),)
    if found.group(1) is None:
        return tuple(sees for sees in Sees if sees is not Sees.TEAM_WITH_NAMES)  # that one only where it is named
    chosen = {visibility(part.strip()) for part in found.group(1).split(",")}
    return tuple(sees for sees in Sees if sees in chosen)


def no_or_who(value: str) -> tuple[Sees, ...]:
    return () if fold(value) == "none" else who(value)


def offer(value: str) -> Offer:
    step, _, when = (part.strip() for part in re.sub(r"\s+", " ", value).partition(" when "))
    if not when:
        raise Unreadable()
    identifier(step)
    if found := re.fullmatch(r"(?i)(\d{1,4}) or more need a moment", when):
        return Offer(step, when, at_least=float(found.group(1)))
    if found := re.fullmatch(r"(?i)average of (\S+) is (-?\d{1,4}(?:\.\d+)?) or (more|less)", when):
        poll, bound = identifier(found.group(1)), float(found.group(2))
        return Offer(step, when, poll, at_least=bound, average=f"or {found.group(3).lower()}")
    if found := re.fullmatch(r"(?i)(\d{1,4}) ?(%?) or more answer (.+) in (\S+)", when):
        labels = tuple(label.strip() for label in found.group(3).split(",") if label.strip())
        share = bool(found.group(2))
        return Offer(step, when, identifier(found.group(4)), labels, float(found.group(1)), share)
    raise Unreadable()


ABOUTS = ("practice", "therapy", "training")


def about(value: str) -> str:
    """What a sensitive workshop is: one of three words, or a sentence that people read before they join."""
    found = {word: word for word in ABOUTS}.get(fold(value))
    if found is None and (len(value.split()) < 3 or len(value) > 200):
        raise Unreadable(near=nearest(value, ABOUTS))
    return found or value.strip()


def repeat(value: str) -> int:
    """How often; 0 means until stopped."""
    if times := re.fullmatch(r"(\d{1,2}) ?(?:x|×|times|mal|fois|veces)", fold(value)):
        raise Unreadable(near=times[1])
    return 0 if fold(value) == "until stopped" else int(str(whole(1, 50)(value)))
