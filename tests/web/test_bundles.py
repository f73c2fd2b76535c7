"""Files of static/ joined: what a page gets runs as the many small files would."""

import posixpath
import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest

from workshop.util.paths import bundled
from workshop.web.assets import Assets
from workshop.web.bundles import CannotJoin, script, second_half, style

STATIC = bundled("static")
PAGES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("*/pages/*"))
HALVES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("js/later/*"))
SMALL_FONTS = ("fonts/atkinson-plain.woff2", "fonts/fraunces-plain.woff2")
NODE = shutil.which("node")
# What Chrome 86, Firefox 78 and Safari 14 lack, with which a script stops there: words of the language, and calls.
LATER_THAN_2020 = re.compile(
    r"\?\?=|\|\|=|&&=|\(\?<[=!]|\bstatic \{|^\s*static \w+ =|\bthis\.#|\d_\d|^(?:const|let) .*= await |\.at\(|"
    r"\.replaceAll\(|"
    r"\bstructuredClone\(|\bObject\.(?:hasOwn|groupBy)\(|\brandomUUID\(|\.findLast|\bAbortSignal\.(?:timeout|any)\(|"
    r"\bPromise\.(?:any|withResolvers)\(|\.to(?:Sorted|Reversed|Spliced)\(|\brequestIdleCallback\(|\.checkVisibility\(",
    re.MULTILINE,
)


def joined(folder: Path, **files: str) -> str:
    """A page's script out of these; `__` in a name stands for a slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return script(folder, "page.js", lambda path: f"/static/mark/{path}")


def said(code: str, folder: Path) -> list[str]:
    """What the joined script prints, run by Node."""
    if NODE is None:
        pytest.skip("Node is not installed; it only runs the tests of the browser's modules")
    (folder / "joined.mjs").write_text(code)
    done = subprocess.run([NODE, folder / "joined.mjs"], capture_output=True, text=True, timeout=20)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


class TestScripts:
    def test_every_kind_of_import_and_export(self, tmp_path):
        code = joined(
            tmp_path,
            page='import { a,\n  b as other,\n} from "./deep/ab.js";\nimport Whole from "./never.js";\n'
            'import "./deep/loud.js";\nimport { x, y } from "./vendor/small.js";\n'
            "console.log(a, other(), new Whole().name, x, y);\n",
            deep__ab='export const a = "a";\nexport function b() {\n  return "b";\n}\n',
            deep__loud='console.log("first");\n',
            never='class Never {\n  name = "never";\n}\nexport default Never;\n',
            vendor__small='const q="x";export{q as x,q as y};\n',
        )  # fmt: skip
        assert said(code, tmp_path) == ["first", "a", "b", "never", "x", "x"]

    def test_a_module_runs_once_and_before_whoever_imports_it(self, tmp_path):
        code = joined(
            tmp_path,
            page='import { one } from "./one.js";\nimport { two } from "./two.js";\nconsole.log(one === two);\n',
            one='import { thing } from "./shared.js";\nexport const one = thing;\n',
            two='import { thing } from "./shared.js";\nexport const two = thing;\n',
            shared='console.log("once");\nexport const thing = {};\n',
        )
        assert said(code, tmp_path) == ["once", "true"]

    def test_names_of_one_module_are_not_in_the_way_of_another(self, tmp_path):
        code = joined(
            tmp_path,
            page='import { ask } from "./one.js";\nconst own = "page";\nconsole.log(own, ask());\n',
            one='const own = "one";\nexport const ask = () => own;\n',
        )
        assert said(code, tmp_path) == ["page", "one"]

    def test_comments_go_and_texts_stay(self, tmp_path):
        text = "/** Why. */\n// also\nconst t = `a // ${'b'}   c`;\n"
        text += "console.log(t.length, /[/]\\/x/.test('//x'), '/* no */');\n"
        code = joined(tmp_path, page=text)
        assert "Why" not in code
        assert "also" not in code
        assert said(code, tmp_path) == ["10", "true", "/*", "no", "*/"]

    def test_what_comes_later_is_a_file_of_its_own(self, tmp_path):
        code = joined(tmp_path, page='button.onclick = (again) => import("./vendor/big.js" + again);\n')
        assert 'import("/static/mark/vendor/big.js"+again)' in code

    def test_a_pages_second_half_shares_what_the_page_has(self, tmp_path):
        """What both import is one thing, and runs once."""
        page = 'import { counted } from "../count.js";\nimport "../quiet.js";\ncounted.push("page");\n'
        end = "export const end = () => console.log(...counted, 'half');\n"
        files = {
            "js/pages/p.js": f'{page}import("../later/p.js").then(({{ begin }}) => begin());\n',
            "js/later/p.js": 'import { end } from "../end.js";\nexport const begin = () => end();\n',
            "js/end.js": f'import {{ counted }} from "./count.js";\n{end}',
            "js/count.js": 'console.log("once");\nexport const counted = [];\n',
            "js/quiet.js": "export const quiet = 1;\n",
        }
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        (tmp_path / "half.mjs").write_text(second_half(tmp_path, "js/later/p.js", str))
        code = script(tmp_path, "js/pages/p.js", lambda path: f"./{path.replace('js/later/p.js', 'half.mjs')}")
        assert "quiet" not in code.partition("self.$page")[2]
        assert said(f"globalThis.self = globalThis;{code}", tmp_path) == ["once", "page", "half"]

    @pytest.mark.parametrize(
        ("files", "words"),
        [
            ({"page": 'import { a } from "./a.js";\n', "a": 'import { p } from "./page.js";\n'}, "imports itself"),
            ({"page": 'import { a } from "./nowhere.js";\n'}, "nowhere.js cannot be read"),
            ({"page": "export let counted = 0;\n"}, "as in the other files"),
            ({"page": 'export * from "./a.js";\n', "a": ""}, "as in the other files"),
            ({"page": 'import { a } from "./a.js"; import { b } from "./b.js";\n'}, "as in the other files"),
        ],
    )
    def test_what_cannot_be_joined_is_said(self, tmp_path, files, words):
        with pytest.raises(CannotJoin, match=words):
            joined(tmp_path, **files)


class TestStyles:
    def test_imports_come_once_and_in_their_place(self, tmp_path):
        (tmp_path / "css").mkdir()
        (tmp_path / "css/page.css").write_text('@import "a.css";\n@import "b.css";\np { color: red; }\n')
        (tmp_path / "css/a.css").write_text("a { background: url(../i/x.svg); } /* why */\n")
        (tmp_path / "css/b.css").write_text('@import "a.css";\nb { width: calc(1px + 2px); }\n')
        sheet = style(tmp_path, "css/page.css", lambda path: f"/{path}")
        assert sheet == "a{background:url(/i/x.svg)}b{width:calc(1px + 2px)}p{color:red}"


class TestPages:
    @pytest.mark.parametrize("path", [*PAGES, *HALVES])
    def test_every_page_is_joined(self, path, tmp_path):
        made = Assets(STATIC, watched=False).file(path)
        assert made is not None
        if NODE and path.endswith(".js"):
            (tmp_path / "page.mjs").write_bytes(made.body)
            done = subprocess.run([NODE, "--check", tmp_path / "page.mjs"], capture_output=True, text=True, timeout=20)
            assert done.returncode == 0, done.stderr

    def test_a_phone_gets_little(self):
        """What the page at the door needs, and what the room needs more: bytes as browsers take them."""
        door = sizes("css/pages/participant.css", "icons.svg", "favicon.svg", *SMALL_FONTS)
        assert door <= 34_000
        assert sizes("js/pages/participant.js") <= 14_800
        assert sizes("js/later/participant.js") <= 22_500  # once all that is seen

    def test_browsers_without_has_lose_nothing_else(self):
        """One part of a list of selectors that a browser does not know makes it forget the whole rule."""
        sheet = style(STATIC, "css/pages/participant.css", lambda path: path)
        lists = [found for found in re.findall(r"([^{}]+)\{", sheet) if ":has(" in found]
        assert lists
        for found in lists:
            outside = found
            while outside != (outside := re.sub(r"\([^()]*\)", "", outside)):
                pass
            assert "," not in outside, found

    @pytest.mark.parametrize("page", ("participant", "join", "form", "my", "past", "shell", "kept-here", "questions"))
    def test_what_participants_run_is_known_to_browsers_of_2020(self, page: str):
        """js/before/old-browser.js lets in who knows `replaceChildren`; nothing that came later is used unasked."""
        for path in sorted(_reached(f"js/pages/{page}.js")):
            source = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", (STATIC / path).read_text("utf-8"), flags=re.DOTALL)
            assert not LATER_THAN_2020.findall(source), path

    def test_every_small_file_is_in_a_page(self):
        """Dead files would be carried for ever."""
        used: set[str] = set()
        for path in PAGES:
            used.update(_reached(path))
        assert used.issuperset(HALVES)
        templates = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").rglob("*.html"))
        used.update(re.findall(r'asset\("(js/before/[^"]+)"\)', templates))  # runs where no module does
        there = {p.relative_to(STATIC).as_posix() for p in [*STATIC.rglob("js/**/*.js"), *STATIC.glob("css/*.css")]}
        assert there - used == set()


def sizes(*paths: str) -> int:
    files = [Assets(STATIC, watched=False).file(path) for path in paths]
    return sum(len(brotli.compress(file.body)) if file.packed else len(file.body) for file in files if file)


def _reached(path: str) -> set[str]:
    """All that a page imports, read as a browser would follow it."""
    found, waiting = set(), [path]
    while waiting:
        at = waiting.pop()
        found.add(at)
        for target in re.findall(r'(?:import|from) *\(?"(\.[^"]+)"', (STATIC / at).read_text("utf-8")):
            below = posixpath.normpath(posixpath.join(posixpath.dirname(at), target))
            if below not in found:
                waiting.append(below)
    return found
