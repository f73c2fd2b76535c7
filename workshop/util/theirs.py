"""What the team and people wrote, on a page whose own words are in another language: it says so, for screen readers.

Templates give such words a direction of their own (`dir="auto"`, `<bdi>`, `prose`), so that is where they stand. A box
to write in is left alone: nobody knows in which language somebody is about to write.
"""

import re

_WRITTEN = re.compile(
    r"<(?!textarea\b|input\b|html\b)(?:bdi\b(?P<more>[^<>]*)"
    r'|\w+(?P<all>(?:\s[^<>]*?)?\s(?:dir="auto"|class="prose[^"]*")[^<>]*))>'
)


def in_their_language(page: str, theirs: str, ours: str) -> str:
    """`theirs`: the language of the script; `ours`: of the sentences around."""
    if not theirs or _base(theirs) == _base(ours):
        return page

    def marked(found: re.Match[str]) -> str:
        has_one = " lang=" in (found["more"] or found["all"] or "")
        return found[0] if has_one else f'{found[0][:-1]} lang="{theirs}">'

    return _WRITTEN.sub(marked, page)


def _base(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].partition("@")[0].lower()
