"""A few hundred strings that break what is careless. All our own; each is as a note is kept (`choices.clean`)."""

from workshop.session.choices import clean

FORMULAS = [
    *(f"{c}{rest}" for c in "=+-@\t＝＋－＠" for rest in ("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", " 2", "'", '"')),
    '=HYPERLINK("https://example.org","press me")', "'=1+1", "''=1+1", "'quoted'", "'", "''", " =1+1", "\t=1+1",
    "=1+1\n=2+2", "-", "- a list", "-1", "+49 30 1234", "@ann", "@", "=", "1e5", "1E-5", "007", "0x1F", "1/2", "3-4",
    "TRUE", "false", "null", "None", "NaN", "Infinity", "-0", "12.10.2026", "2026-10-12", "1,5", "1.5", "50 %",
    "#REF!", "#N/A", "{=A1}", "$A$1", "%s%n%x", "%00", "{{7*7}}", "${7*7}", "{% raw %}", "<%= 7 %>",
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><h1>out</h1>", "</p></li></body>",
    "<!-- comment", "--> end", "<![CDATA[x]]>", "&amp;", "&lt;b&gt;", "&#10;", "&nbsp;", "&copy", "&", "&&", "<", ">",
    "<b>bold</b>", "<br>", "<p>", "javascript:alert(1)", "[link](javascript:alert(1))", "![picture](x.png)",
    "<https://example.org>", "https://example.org/?a=1&b=2", "www.example.org", "ann@example.org",
    "# heading", "## two", "####### seven", "#hash", "* star", "+ plus", "- minus", "1. one", "1) one", "99. many",
    "> quote", ">quote", "```", "``` code", "~~~", "`code`", "``a`b``", "    four spaces", "\ttab first", "a\tb",
    "***", "---", "===", "___", "_em_", "__strong__", "*em*", "**strong**", "~~gone~~", "a_b_c", "2*3*4", "| a | b |",
    "a|b", "|", "\\", "\\\\", "\\n", "a\\", "\\*", "\\|", "[ref]: http://example.org", "[x]", "[^1]", "[^1]: note",
    "a  ", "  a", "a  \nb", "a\\\nb", "a\n\nb", "a\n\n\n\nb", "a\n    b", "a\n- b\n- c", "a\n1. b", "a\n> b", "a\n# b",
    "a\n---", "a\n===", "a\n```\nb\n```", "Title\n=====", "Term\n: definition", ": colon", "$x^2$", "$$", "==mark==",
    "<a\nhref=x>", "a\n<div>\nb", "a | b\n--- | ---\n1 | 2",
]  # fmt: skip
QUOTES = [
    '"', '""', '"""', "'\"'", 'say "yes"', 'a,"b",c', "a;b;c", ";", ",", ",,", '","', '";"', "a\n,b", '"\n"', "“curly”",
    "‘single’", "„unten“", "«guillemets»", "it's", "`", "´", "O’Neill", "a,b", "tab\tin", '=";"',
]  # fmt: skip
SCRIPTS = [
    "שלום עולם", "مرحبا بالعالم", "English עברית English", "\u200fright first", "a\u200eb", "۱۲۳", "नमस्ते दुनिया",
    "สวัสดี", "你好，世界", "こんにちは", "안녕하세요", "Здравствуйте", "Γειά σου", "Xin chào các bạn", "İstanbul ı I i",
    "straße STRASSE ß ẞ", "Ærøskøbing", "Łódź", "Žižkov", "ﬁ ligature", "Å Å", "e\u0301 é", "n\u0303", "ȁ̀",
    "𝒇𝒂𝒏𝒄𝒚", "Ｗｉｄｅ", "ᴛɪɴʏ", "𠜎𠜱𠝹", "🇩🇪🇫🇷", "👩‍👩‍👧‍👦", "👍🏽", "🏳️‍🌈", "❤️", "☺", "1️⃣", "🫶🏿", "🧑🏻‍🤝‍🧑🏿",
    "a\u200bb", "\u200b", "\ufeffstart", "a\ufeffb", "a\u00adb", "a\u2060b", "a\u00a0b", "a\u2003b", "a\u3000b",
    "line\u2028separator", "paragraph\u2029separator", "\u2066isolate\u2069", "\ufffd", "\uffff", "\ufffe",
    "\U0010ffff",
    "\ue000 private", "x\u034fx", "zero\u200cwidth\u200djoin", "\u0600", "ﷺ", "꧁", "𓀀", "₿ € £ ¥ ¢", "½ ² ³", "∞ ≠ ≤",
    "→ ← ↔", "✓ ✗", "…", "–—", "•", "†‡", "�", "ÿ", "\u0085next", "\x7f",
]  # fmt: skip
CODE = [
    "'; DROP TABLE shared; --", "1 OR 1=1", "${jndi:ldap://x}", "() { :; }; echo", "$(reboot)", "`reboot`", "| cat",
    "../../etc/passwd", "C:\\temp\\x", "file:///etc", "con", "NUL", "aux.txt", "a/b\\c:d*e?f\"g<h>i|j", ".", "..", "~",
    "-rf", "--help", "_x0041_", "_x000D_", "_x005F_", "_xD800_", "__proto__", "constructor", "undefined", "[object]",
    "\\u0041", "\\x41", "\\0", "%2e%2e%2f", "%0d%0a", "&#x41;", "&#65", "{\"a\":1}", "[1,2]", "\"a\": ", "{}", "}", "]",
    "]]>", "*/", "/*", "//", "<!--#exec-->", "=cmd()", "a=b&c=d", "0", "-1.5", "9" * 400, "1" * 31,
]  # fmt: skip
LONG = [
    "x" * 8000, "wort " * 1600, "🌱" * 8000, "=" * 8000, "\n".join(["line"] * 1600), "\"" * 8000, "&" * 8000,
    "|" * 4000, "a" + "\u0301" * 8, "\n".join(f"{i}. thing" for i in range(500)), "שלום " * 1600, "'" * 300, "`" * 300,
]  # fmt: skip
LINES = ["one\r\ntwo", "one\rtwo", "one\ntwo\n\nthree", "a\r\n\r\nb", "tail\r\n", "\r\nhead", "a\n\tb", "a \n b"]


def _kept(strings: list[str]) -> list[str]:
    cleaned = (clean(s, lines=True) for s in strings)
    return list(dict.fromkeys(s for s in cleaned if s))


NAUGHTY = _kept([*FORMULAS, *MARKUP, *QUOTES, *SCRIPTS, *CODE, *LONG, *LINES])
