"""A piece of a message that is a sentence of ours itself: English as a text, and what is needed to say it otherwise."""

from collections.abc import Callable, Mapping

from workshop.util.isolation import with_places_apart

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


def marked(sentence: str) -> str:
    """Marks a sentence for the catalogues where it is only kept; it is said later."""
    return sentence


def phrase(sentence: str, **places: object) -> Phrase:
    """Marks a sentence for the catalogues; its places may be phrases again."""
    return Phrase(sentence, places)


def ours(text: str) -> Phrase:
    """What a server of ours said: a sentence that the catalogues may have, or a word of a program."""
    return Phrase("{text}", {"text": text}) if "{" in text or not text else Phrase(text, {})


def told(text: object, say: Say) -> object:
    """A phrase as `say` says it; anything else as it is."""
    if not isinstance(text, Phrase):
        return text
    return tell(text.sentence, text.places, say)


def why(error: Exception, say: Say) -> str:
    """What an error says whose text is a phrase, or a plain text, or nothing but its own name."""
    return str(told(error.args[0], say)) if error.args else str(error)


def joined(*sentences: str) -> Phrase:
    """Whole sentences, one after the other."""
    return Phrase(" ".join(f"{{s{n}}}" for n in range(len(sentences))), {f"s{n}": s for n, s in enumerate(sentences)})


def tell(sentence: str, places: Mapping[str, object], say: Say) -> str:
    values = {name: told(value, say) for name, value in places.items()}
    return sentence and filled(with_places_apart(say(sentence), values), values)
