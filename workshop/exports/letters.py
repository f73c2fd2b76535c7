"""Which characters a PDF can show here: those of the bundled fonts, and of the fonts that this machine has.

A character without a font would be an empty box, or nothing at all: that is told before, never found on paper.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterable
from ctypes.util import find_library
from functools import cache
from html import unescape

from workshop.util.paths import bundled

NOT_SHOWN = re.compile(r"<(style|title|script)\b.*?</\1>|<[^<>]*>", re.DOTALL)
PRIVATE = "Co"
WITHOUT_A_SHAPE = ("Cc", "Cf", "Zs", "Zl", "Zp")
SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))  # say how the character before them looks
EMOJI = "👍🎉"
CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "KANGXI")
FONTS_OF_CJK, FONTS_OF_EMOJI, OTHER_FONTS = "fonts-noto-cjk", "fonts-noto-color-emoji", "fonts-noto-core"  # Debian
USUAL = {"zh": "zh-cn", "nb": "no", "nn": "no", "mn": "mn-mn"}  # what fontconfig calls a language


def lacking_in(page: str) -> str:
    """Each character once, in the order of the page's text, that no font has."""
    return lacking(unescape(NOT_SHOWN.sub(" ", page)))


def lacking(text: str) -> str:
    """The same of a text."""
    shown = filter(_has_shape, dict.fromkeys(unicodedata.normalize("NFC", text)))
    found = [letter for letter in shown if not _Machine().has(letter)]
    return "".join(letter for letter in found if ord(letter) not in _bundled())


def cannot_be_printed(codes: Iterable[str]) -> list[str]:
    """Of these languages, those whose letters no font has."""
    own = _bundled()
    return [code for code in codes if any(letter not in own for letter in _Machine().missing_of(code))]


def packages(letters: str) -> list[str]:
    """What has the fonts for these characters on Debian. Nothing has one for a character that has no meaning."""
    return sorted({_package(letter) for letter in letters if unicodedata.category(letter) != PRIVATE})


def named(letter: str) -> str:
    """As a page can show it."""
    return f"U+{ord(letter):04X}" if unicodedata.category(letter) == PRIVATE else letter


def package_of_language(code: str) -> str:
    return packages("".join(map(chr, _Machine().missing_of(code))) or "ա")[0]


def _package(letter: str) -> str:
    if unicodedata.name(letter, "").startswith(CJK):
        return FONTS_OF_CJK
    pictured = unicodedata.category(letter) == "So" or 0x1F000 <= ord(letter) <= 0x1FAFF
    return FONTS_OF_EMOJI if pictured else OTHER_FONTS


def _has_shape(letter: str) -> bool:
    if unicodedata.category(letter) in WITHOUT_A_SHAPE:
        return False
    return not any(first <= ord(letter) <= last for first, last in SELECTORS)


@cache
def _bundled() -> frozenset[int]:
    """The characters of the fonts that are inside the page."""
    from fontTools.ttLib import TTFont  # comes with what sets PDFs

    fonts = bundled("static/fonts").glob("*-latin*.woff2")
    return frozenset(code for font in fonts if "italic" not in font.name for code in TTFont(font).getBestCmap())


class _Fonts(ctypes.Structure):
    _fields_ = (("n", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p)))


@cache
class _Machine:
    """The characters of all fonts that fontconfig knows: the library that the setter of PDFs asks too."""

    def __init__(self) -> None:
        self.library = library = ctypes.CDLL(find_library("fontconfig") or "libfontconfig.so.1")
        for name in (
            "InitLoadConfigAndFonts", "PatternCreate", "ObjectSetCreate", "CharSetCreate", "CharSetUnion",
            "CharSetSubtract", "LangGetCharSet",
        ):  # fmt: skip
            getattr(library, f"Fc{name}").restype = ctypes.c_void_p
        library.FcFontList.restype = ctypes.POINTER(_Fonts)
        self.characters = self._all()

    def _all(self) -> ctypes.c_void_p:
        fc, at = self.library, ctypes.c_void_p
        asked = at(fc.FcObjectSetCreate())
        fc.FcObjectSetAdd(asked, b"charset")
        found = fc.FcFontList(at(fc.FcInitLoadConfigAndFonts()), at(fc.FcPatternCreate()), asked).contents
        together = at(fc.FcCharSetCreate())
        for font in found.fonts[: found.n]:
            own = at()
            if fc.FcPatternGetCharSet(at(font), b"charset", 0, ctypes.byref(own)) == 0:
                together = at(fc.FcCharSetUnion(together, own))
        return together

    def has(self, letter: str) -> bool:
        return bool(self.library.FcCharSetHasChar(self.characters, ord(letter)))

    def missing_of(self, language: str) -> list[int]:
        """Of a language’s letters, those that no font of the machine has; none where it is unknown."""
        fc = self.library
        own = next(filter(None, (fc.FcLangGetCharSet(name.encode()) for name in _called(language))), None)
        if not own:
            return []
        left = ctypes.c_void_p(fc.FcCharSetSubtract(ctypes.c_void_p(own), self.characters))
        return list(_members(fc, left))


def _called(language: str) -> tuple[str, ...]:
    tag = language.lower()
    base = tag.partition("-")[0]
    return tag, USUAL.get(base, base)


def _members(fc: ctypes.CDLL, letters: ctypes.c_void_p) -> Iterable[int]:
    """Page by page of 256 characters, eight words of 32 bits each."""
    words, following = (ctypes.c_uint32 * 8)(), ctypes.c_uint32()
    page = fc.FcCharSetFirstPage(letters, words, ctypes.byref(following))
    page &= 0xFFFFFFFF
    while page != 0xFFFFFFFF:
        for number, word in enumerate(words):
            yield from (page + 32 * number + bit for bit in range(32) if word >> bit & 1)
        page = fc.FcCharSetNextPage(letters, words, ctypes.byref(following)) & 0xFFFFFFFF
