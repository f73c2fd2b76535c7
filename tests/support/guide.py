"""The examples in docs/scripts.md, as a test reads them and as the pictures run them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/scripts.md"
HEAD = "# Examples\n\n- format: 1\n- people: 3-30\n\n"
BLOCK = re.compile(r"^```markdown\n(.*?)^```$", re.M | re.S)


def blocks() -> list[str]:
    return BLOCK.findall(GUIDE.read_text(encoding="utf-8"))


def whole() -> list[str]:
    """The examples that are scripts of their own."""
    return [block for block in blocks() if block.startswith("# ")]


def joined() -> str:
    """All other examples are steps: together they are one script."""
    return HEAD + "\n".join(block for block in blocks() if block.startswith("### "))
