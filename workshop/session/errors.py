"""A refusal is normal: a sentence for the person who asked."""


class Refused(Exception):
    """Raised by the core when something cannot be done now; `str()` of it is shown as it is."""

    def __init__(self, sentence: str, code: str = "refused", **places: object) -> None:
        """`places`: what stands in for the `%(name)s` of the sentence."""
        self.words, self.places = sentence, places
        self.sentence = sentence % places if places else sentence
        super().__init__(self.sentence)
        self.code = code
