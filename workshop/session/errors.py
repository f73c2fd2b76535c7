"""A refusal is normal: a sentence for the person who asked."""


class Ours(str):
    """What stands in a place of a sentence and is a sentence of ours itself: it is translated too."""

    __slots__ = ()
    is_ours = True


class Large(int):
    """A number in a place of a sentence that is written in groups of digits: 2,000, and 2.000 in German."""

    __slots__ = ()
    is_large = True

    def __str__(self) -> str:
        return f"{int(self):,}"


ASKS = "asks"  # the code of a refusal that is a question: done if it is sent again with `all_the_same`


class Refused(Exception):
    """Raised by the core when something cannot be done now; `str()` of it is shown as it is."""

    def __init__(self, sentence: str, code: str = "refused", **places: object) -> None:
        """`places`: what stands in for the `%(name)s` of the sentence."""
        self.words, self.places = sentence, places
        self.sentence = sentence % places if places else sentence
        super().__init__(self.sentence)
        self.code = code
