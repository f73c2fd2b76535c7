"""A piece of a message that is a sentence of ours itself: English as a text, and what is needed to say it otherwise."""

from collections.abc import Callable, Mapping

Say = Callable[[str], str]  # an English sentence → the same in the reader's language, its places still named


class Phrase(str):
    """Its text is English. Named places that are not given stay as they are."""

    sentence: str
    places: Mapping[str, object]

    def __new__(cls, sentence: str, places: Mapping[str, object]) -> "Phrase":
        made = super().__new__(cls, filled(sentence, places))
        made.sentence, made.places = sentence, places
        return made


class _Kept(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def filled(sentence: str, places: Mapping[str, object]) -> str:
    return sentence.format_map(_Kept(places))


def phrase(sentence: str, **places: object) -> Phrase:
    """Marks a sentence for the catalogues; its places may be phrases again."""
    return Phrase(sentence, places)


def told(text: object, say: Say) -> object:
    """A phrase as `say` says it; anything else as it is."""
    if not isinstance(text, Phrase):
        return text
    return tell(text.sentence, text.places, say)


def tell(sentence: str, places: Mapping[str, object], say: Say) -> str:
    return sentence and filled(say(sentence), {name: told(value, say) for name, value in places.items()})
