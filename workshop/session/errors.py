"""A refusal is normal: a sentence for the person who asked."""


class Refused(Exception):
    """Raised by the core when something cannot be done now; `str()` of it is shown as it is."""

    def __init__(self, sentence: str, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
