"""The first letter of words as their language writes it at the beginning; the others stay, for nouns may be large."""

LARGE = {"tr": {"i": "İ"}, "az": {"i": "İ"}, "nl": {"ij": "IJ"}}


def first_large(text: str, code: str) -> str:
    """`code`: the language, with or without a country."""
    for small, large in LARGE.get(code.partition("-")[0], {}).items():
        if text.startswith(small):
            return large + text.removeprefix(small)
    return text[:1].upper() + text[1:]
