"""Many small files of static/ joined into one per page: scripts by their imports, style sheets by @import.

The scripts stay ES modules, which browsers and Node run as they lie there. Joined, each becomes a function that
returns what it exports, after those that it imports. What is imported by `import()` stays a file of its own; where that
is the page's second half, in `js/later` under the same name, it takes from the page what both import.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

Address = Callable[[str], str]
IMPORT = re.compile(r'^import\s+(?:([^"\';]*?)\s+from\s+)?"([^"]+)";?[ \t]*$', re.M)
LAZY = re.compile(r'\bimport\("([^"]+)"(?=\)| \+ )')
DECLARED = re.compile(r"^export\s+((?:async\s+)?(?:function\*?|class|const)\s+(\w+))", re.M)
LISTED = re.compile(r"^export\s*\{([^{}]*)\};?|export\s*\{([^{}]*)\};?\s*\Z", re.M)
DEFAULT = re.compile(r"^export default (\w+);?[ \t]*$", re.M)
LEFT = re.compile(r"^\s*(?:import|export)\b(?!\s*\()", re.M)
STYLE_IMPORT = re.compile(r'@import "([^"]+)";')
STYLE_URL = re.compile(r"url\((?!data:|[\"'#])([^)]+)\)")
NOTICE = "/* Parts by others are under their own licences: static/vendor/LICENSE.* */\n"


class CannotJoin(Exception):
    """A file of static/ that is not written as the joining needs it; the text names the file and what to do."""


@dataclass(frozen=True)
class Module:
    """`imports`: (what stands before "from", path) in their order. `exports`: public name -> name inside."""

    imports: tuple[tuple[str, str], ...]
    exports: dict[str, str]
    code: str


def script(folder: Path, path: str, address: Address) -> str:
    """The page's script `path` (below `folder`) with all it imports, as one module."""
    order = _order(folder, path, address)
    number = {name: f"$m{at}" for at, name in enumerate(order)}
    given = ",".join(f"{json.dumps(name)}:{number[name]}" for name in _taken_from(folder, path, order))
    modules = [_wrapped(number[name], module, number) for name, module in order.items()]
    return _joined([*modules, f"self.$page={{{given}}};" if given else ""])


def _taken_from(folder: Path, path: str, there: dict[str, Module]) -> list[str]:
    """What the page's second half needs of it."""
    half = path.replace("js/pages/", "js/later/")
    if half == path or not (folder / half).exists():
        return []
    own = [module for name, module in _order(folder, half).items() if name not in there]
    needed = {target for module in own for _, target in module.imports}
    return [name for name in there if name in needed]


def second_half(folder: Path, path: str, address: Address) -> str:
    """What a page brings after its first sight (`path` below js/later), with all that the page does not import."""
    page, order = path.replace("js/later/", "js/pages/"), _order(folder, path, address)
    number, there = {name: f"$h{at}" for at, name in enumerate(order)}, _order(folder, page)
    needed = _taken_from(folder, page, there)
    taken = [f"const {number[name]}=self.$page[{json.dumps(name)}];" for name in needed]
    own = [_wrapped(number[name], module, number) for name, module in order.items() if name not in there]
    return _joined([*taken, *own, f"export const{{{','.join(order[path].exports)}}}={number[path]};"])


def _joined(lines: list[str]) -> str:
    return NOTICE + "\n".join(filter(None, lines)) + "\n"


def _order(folder: Path, path: str, address: Address = str) -> dict[str, Module]:
    """It and all that it imports, each after what it needs."""
    order: dict[str, Module] = {}
    _visit(folder, path, order, (), address)
    return order


def _visit(folder: Path, path: str, order: dict[str, Module], above: tuple[str, ...], address: Address) -> None:
    if path in above:
        raise CannotJoin(f"{path} imports itself by way of {', '.join(above[above.index(path) + 1 :]) or 'itself'}.")
    if path in order:
        return
    module = _read(folder, path, address)
    for _, target in module.imports:
        _visit(folder, target, order, (*above, path), address)
    order[path] = module  # after what it needs, as a browser runs them


def _read(folder: Path, path: str, address: Address) -> Module:
    text = _text(folder, path)
    imports = tuple((clause, _beside(path, target)) for clause, target in IMPORT.findall(text))
    exports = {name: name for _, name in DECLARED.findall(text)}
    for listed in LISTED.findall(text):
        exports.update({public: inside for inside, public in _pairs("".join(listed))})
    exports.update(("default", name) for name in DEFAULT.findall(text))
    code = IMPORT.sub("", DEFAULT.sub("", LISTED.sub("", DECLARED.sub(r"\1", text))))
    if LEFT.search(code):
        raise CannotJoin(f"{path}: write imports and exports one to a line, as in the other files of static/js.")
    code = LAZY.sub(lambda found: f'import("{address(_beside(path, found[1]))}"', code)
    return Module(imports, exports, code if _is_vendored(path) else str(rjsmin.jsmin(code)))


def _wrapped(name: str, module: Module, number: dict[str, str]) -> str:
    taken = "".join(_taken(clause, number[target]) for clause, target in module.imports)
    given = ",".join(f"{public}:{inside}" for public, inside in module.exports.items())
    return f"const {name}=(()=>{{{taken}{module.code}\nreturn{{{given}}}}})();"


def _taken(clause: str, module: str) -> str:
    if not clause:
        return ""
    if clause.startswith("{"):
        names = ",".join(f"{public}:{inside}" for public, inside in _pairs(clause.strip("{}")))
        return f"const{{{names}}}={module};"
    return f"const{{default:{clause}}}={module};"


def _pairs(names: str) -> list[tuple[str, str]]:
    """`a, b as c` -> (a, a), (b, c). One name may be exported under two."""
    halves = (name.strip().partition(" as ") for name in names.split(",") if name.strip())
    return [(first.strip(), second.strip() or first.strip()) for first, _, second in halves]


def style(folder: Path, path: str, address: Address) -> str:
    """The page's style sheet `path` with all it imports, once each and in their order."""
    return str(rcssmin.cssmin(_sheet(folder, path, address, set())))


def _sheet(folder: Path, path: str, address: Address, seen: set[str]) -> str:
    if path in seen:
        return ""
    seen.add(path)
    text = STYLE_URL.sub(lambda found: f"url({address(_beside(path, found[1]))})", _text(folder, path))
    return STYLE_IMPORT.sub(lambda found: _sheet(folder, _beside(path, found[1]), address, seen), text)


def _text(folder: Path, path: str) -> str:
    try:
        return (folder / path).read_text("utf-8")
    except OSError as error:
        raise CannotJoin(f"static/{path} cannot be read: {error.strerror}. Is an import written wrongly?") from None


def _beside(path: str, target: str) -> str:
    """Where `target`, as `path` names it, lies below static/."""
    parts = path.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _is_vendored(path: str) -> bool:
    return path.startswith("vendor/")
