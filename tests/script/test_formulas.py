"""Formulas become MathML with words for those who listen, and a price stays a price."""

import pytest

from workshop.exports.plain import plain, without_media
from workshop.script import formulas, markup, read

HEAD = "# A\n\n- format: 1\n\n### Slide: B (1 min)\n\n"


@pytest.mark.parametrize(
    ("latex", "told"),
    [("$x^2$", "x^2"), (r"$$\frac{a+b}{2}$$", "(a + b)/2"), (r"$\sqrt{x_1}$", "√(x_1)"), ("$E=mc^2$", "E = mc^2"),
     (r"$\sqrt[3]{8}$", "3√(8)"), (r"$\sum_{i=1}^n i$", "∑_(i = 1)^ni"), (r"$x \le \alpha$", "x ≤ α"),
     (r"$\sin x$", "sinx"), (r"$\text{if } x<3$", "if x &lt; 3"), ("$$\n\\int_0^1 x\n$$", "∫_0^1x")],
)  # fmt: skip
def test_a_formula_is_drawn_and_told(latex: str, told: str) -> None:
    html = markup.render(f"So {latex} it is.")
    assert f'alttext="{told}"' in html
    assert "$" not in html
    assert markup.clean(html) == html


@pytest.mark.parametrize(
    "text",
    ["Take $20 or 30$.", "It costs $5 and $10.", "From $5-$10", "US$5 and CA$7 each", "$5 for a kid and 3$",
     "cost $5, gain 6$ more",
     "A $ b $ c", "Write `$x$`", "$$", r"\$x\$", "$x$5", r"$\foo{x}$", r"$\frac{1}$", "$" + "x" * 700 + "$"],
)  # fmt: skip
def test_what_is_no_formula_stays_text(text: str) -> None:
    assert "<math" not in markup.render(text)


def test_nothing_but_a_formula_comes_out_of_one() -> None:
    html = markup.render(r"$\text{<img src=x onerror=y>}$ $\href{javascript:x}{y}$ $\class{z}{y}$")
    assert not any(sign in html for sign in ("<img", "href=", "class=", "<a"))


def test_files_have_it_in_one_line() -> None:
    html = markup.render(r"Half: $\frac{a+b}{2}$")
    assert plain(html) == "Half: (a + b)/2"
    assert without_media(html) == "<p>Half: (a + b)/2</p>\n"


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("So $x^2$ it is.", []),
        ("$$\\frac{a}{b}$$", []),
        (r"So $\foo{x}$ it is.", ["W235"]),
        ("It costs $5 and $10.", []),
    ],
)
def test_check_names_the_ones_that_nobody_can_read(line: str, codes: list[str]) -> None:
    assert [m.code for m in read(f"{HEAD}{line}\n", "a.md").messages] == codes


def test_an_answer_is_plain_so_a_formula_in_it_is_named() -> None:
    poll = "### Poll: C (1 min)\n\n- ( ) $\\frac{a}{b}$\n- ( ) b\n"
    assert "W235" in [m.code for m in read(f"{HEAD}Hello.\n\n{poll}", "a.md").messages]


def test_a_line_without_its_formulas_is_as_long() -> None:
    assert formulas.without("a $x^2$ b $5") == "a       b $5"
