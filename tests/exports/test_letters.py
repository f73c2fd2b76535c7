"""A PDF on a server without the fonts: what would be missing is said before, nothing is left out in silence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from workshop.cli import main
from workshop.exports import letters, pdf, report

CONFIG = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    "<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
)
# What the setter itself found no letters for, and what we say before, of the same text.
BOTH = """
import json, logging, sys
from weasyprint import HTML
from workshop.exports import letters, report
found = []
class Heard(logging.Handler):
    def emit(self, record):
        found.extend(record.args[:1] if record.msg.startswith(".notdef") else [])
logging.getLogger("weasyprint").addHandler(Heard())
text = sys.stdin.read()
HTML(string=f"<style>{report.style()} p {{ font-family: var(--sans) }}</style><p>{text}</p>").write_pdf()
print(json.dumps([sorted(set(found)), sorted(letters.lacking(text))]))
"""
TEXT = "Größe, Łódź 12–13 ½ “so”… naïve e\u0301 \u200d\u2068x\u2069 日本 ลา שלום مرحبا 👍🏽 🫠 ❤\ufe0f → ✓ \ue000"


def page_of(text: str) -> bytes:
    return f"<html><head><style>{report.style()} /* 赤 */</style></head><body><p>{text}</p></body></html>".encode()


@pytest.fixture
def without_fonts(tmp_path, monkeypatch):
    """No font but those that come with us."""
    (tmp_path / "fonts").mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(CONFIG.format(folder=tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    letters._Machine.cache_clear()
    yield
    letters._Machine.cache_clear()


def test_what_is_said_before_is_what_the_setter_would_lack(without_fonts):
    for fonts in (os.environ["FONTCONFIG_FILE"], ""):  # none, and those of this machine
        env = (
            {**os.environ, "FONTCONFIG_FILE": fonts}
            if fonts
            else {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
        )
        done = subprocess.run(
            [sys.executable, "-c", BOTH], input=TEXT, env=env, capture_output=True, text=True, check=True
        )
        lacked, said = json.loads(done.stdout.splitlines()[-1])
        assert said == lacked


def test_a_pdf_with_letters_that_no_font_has_is_refused_with_a_cure(without_fonts):
    page = page_of("日本 🫠 and ours")
    with pytest.raises(pdf.WithoutLetters) as refused:
        next(filter(None, pdf.printed([page])))
    assert ": 日 本 🫠." in str(refused.value) and "Choose HTML" in str(refused.value)
    assert "fonts-noto-cjk, fonts-noto-color-emoji" in str(refused.value)
    assert next(filter(None, pdf.printed([page], anyway=True))).startswith(b"%PDF-")


def test_one_in_latin_letters_needs_no_font_of_the_machine(without_fonts):
    assert next(filter(None, pdf.printed([page_of("Größe, Łódź, ça “va”…")]))).startswith(b"%PDF-")


@pytest.mark.parametrize(("script", "mark"), [("ja", "MEND"), ("de", "ok")])
def test_the_doctor_names_languages_and_packages(without_fonts, tmp_path, monkeypatch, script, mark):
    monkeypatch.chdir(tmp_path)
    Path("scripts").mkdir()
    Path("scripts/one.md").write_text(f"# One\n\n- format: 1\n- language: {script}\n\n### Slide: Hello\n\nWelcome.\n")
    Path("workshop.db").touch()
    told = CliRunner().invoke(main, ["doctor", "--data", str(tmp_path), "--sessions", "scripts"]).stdout
    line = next(line for line in told.splitlines() if "日本語" in line)
    assert line.startswith(mark) and "fonts-noto-cjk" in line
    assert "fonts-noto-color-emoji" in told and "العربية" in told
