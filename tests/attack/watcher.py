"""Whoever looks at everything after each act: what the team can open just now, unpacked, and these phones."""

import io
import json
import zipfile

from pypdf import PdfReader

from tests.conftest import Hall
from tests.support.people import Phone

DOWNLOADS = ("json", "md", "html", "csv")


def everything(hall: Hall, *phones: Phone) -> str:
    """Results, downloads, a fresh console; and these phones' stages."""
    api = hall.server.api
    found = [api("GET", f"/sessions/{hall.id}{path}").text for path in ("", "/results")]
    found += [unpacked(api("GET", f"/sessions/{hall.id}/export/{kind}").content) for kind in DOWNLOADS]
    console = hall.console().until(lambda c: any(event == "board" for event, _ in c.heard))
    found += [json.dumps(body, ensure_ascii=False) for _, body in console.heard]
    console.leave()
    return "\n".join(found + [phone.stage["html"] for phone in phones])


def unpacked(content: bytes) -> str:
    """The text of a file, or of all files in it where it is an archive; of a PDF with what it says of itself."""
    if content.startswith(b"%PDF"):
        paper = PdfReader(io.BytesIO(content))
        pages = "\n".join(page.extract_text() for page in paper.pages)
        return f"{paper.metadata}\n{pages}".replace("-\n", "-")
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return "\n".join(held.read(name).decode() for name in held.namelist())
