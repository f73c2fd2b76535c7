"""The house keeps its word: docs name every setting and command, locks hold, the wheel runs elsewhere."""

import ast
import itertools
import os
import pkgutil
import re
import signal
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support import side_by_side
from workshop import __version__, cli
from workshop.config import Organisation, Settings

ROOT = Path(__file__).resolve().parent.parent
HOSTING = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
DOCS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


class TestDocs:
    @pytest.mark.parametrize("field", cli.FLAGS)
    def test_every_setting_is_a_variable_and_a_flag_in_the_docs(self, field):
        assert field in Settings.__dataclass_fields__
        assert f"| `WORKSHOP_{field.upper()}` | `--{field.replace('_', '-')}` |" in HOSTING

    @pytest.mark.parametrize("name", Organisation.NAMES)
    def test_every_setting_of_a_sign_on_is_in_the_docs(self, name):
        assert f"`WORKSHOP_OIDC_{name.upper()}`" in (ROOT / "docs/places.md").read_text(encoding="utf-8")

    def test_no_variable_is_read_or_named_that_is_not_a_setting(self):
        known = {f"WORKSHOP_{field.upper()}{end}" for field in cli.FLAGS for end in ("", "_FILE")}
        known |= {f"WORKSHOP_OIDC_{name.upper()}{end}" for name in Organisation.NAMES for end in ("", "_FILE")}
        known |= {"WORKSHOP_DOMAIN", "WORKSHOP_OIDC"}  # of the compose file alone; how those of a sign-on begin
        texts = [*DOCS, *ROOT.glob("workshop/**/*.py")]
        named = set()
        for path in texts:
            named.update(re.findall(r"WORKSHOP_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8")))
        assert named <= known

    def test_every_command_is_in_the_docs(self):
        text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
        missing = [name for name in cli.main.list_commands(None) if f"workshop {name}" not in text]
        assert not missing

    @pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
    def test_links_lead_somewhere(self, path):
        links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        local = [unquote(link) for link in links if "://" not in link and not link.startswith("mailto:")]
        assert not [link for link in local if not (path.parent / link).exists()]


class TestLocks:
    @pytest.mark.parametrize("name", LOCKS)
    def test_everything_is_pinned_with_hashes(self, name):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text())
        pins = [entry for entry in entries if not entry.startswith("#")]
        assert len(pins) > 30
        loose = [pin for pin in pins if not re.match(r"[a-z0-9.-]+==\S+", pin) or "--hash=sha256:" not in pin]
        assert not loose

    @pytest.mark.parametrize("name", LOCKS)
    def test_no_registry_is_named(self, name):
        assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", (ROOT / name).read_text())

    def test_what_runs_is_what_is_tested(self):
        running, testing = (set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.M)) for name in LOCKS)
        assert running <= testing


def test_the_procfile_starts_the_server_on_the_given_port():
    """The setting `port` reads PORT, and tests/hosting/test_contrib.py runs the line."""
    assert (ROOT / "Procfile").read_text() == "web: workshop serve --host 0.0.0.0\n"


def test_nothing_lies_loose_at_the_top_of_the_package():
    loose = {path.name for path in (ROOT / "workshop").iterdir() if path.suffix == ".py"}
    assert loose == {"__init__.py", "__main__.py", "app.py", "cli.py", "config.py", "extensions.py"}


def test_the_rooms_of_the_guide_are_those_of_the_contracts():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## The house")[2]
    rows = re.findall(r"^\| (`.+?) \| .+ \| .+ \|$", guide, re.M)
    told = [set(re.findall(r"`(\w+)`", row)) for row in rows]
    held = [set(re.findall(r"\w+", layer)) for layer in layers]
    assert told == [held[0] | held[1], *held[2:]]
    folders = {path.name for path in (ROOT / "workshop").iterdir() if (path / "__init__.py").exists()}
    assert folders <= set().union(*told) | {"engine", "util"}


def test_no_module_is_outside_a_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    rooms = {f"workshop.{room}" for layer in layers for room in re.findall(r"\w+", layer)}
    sources = {source for contract in contracts for source in contract.get("source_modules", ())}
    there = {
        f"workshop.{path.stem}"
        for path in (ROOT / "workshop").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert there - {"workshop.__init__", "workshop.__main__"} <= rooms | sources
    for contract in contracts:
        if {"workshop.util", "workshop.engine", "workshop.transport"} & set(contract.get("source_modules", ())):
            assert rooms - set(contract["source_modules"]) <= set(contract["forbidden_modules"]), contract["name"]


def test_every_word_of_the_glossary_lives_where_it_says():
    rows = re.findall(r"^\| .+ \| `([\w.]+)` \|$", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M)
    assert len(rows) > 30
    for row in rows:
        found = pkgutil.resolve_name(_importable(row))
        assert found is not None, row


def _importable(dotted):
    """`a.b.C.d` as `a.b:C.d`."""
    parts = dotted.split(".")
    paths = {n: ROOT / "/".join(parts[:n]) for n in range(len(parts), 0, -1)}
    cut = next(n for n, path in paths.items() if path.with_suffix(".py").exists() or (path / "__init__.py").exists())
    return f"{'.'.join(parts[:cut])}:{'.'.join(parts[cut:])}"


def test_the_core_uses_the_standard_library_only():
    outside = {
        (path.name, name)
        for path in (ROOT / "workshop/session").rglob("*.py")
        for name in _imported(path)
        if name not in sys.stdlib_module_names and name != "workshop"
    }
    assert not outside


def test_every_package_that_is_imported_is_declared():
    """What only comes along with another package may leave with its next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [package for extra in project["optional-dependencies"].values() for package in extra]
    declared = {_canonical(re.match(r"[\w-]+", package)[0]) for package in project["dependencies"] + extras}
    offered = packages_distributions()
    imported = {name for path in (ROOT / "workshop").rglob("*.py") for name in _imported(path)}
    others = imported - sys.stdlib_module_names - {"workshop"}
    packages = {_canonical(offered[name][0]) for name in others}
    assert packages <= declared


def _canonical(name):
    return name.lower().replace("_", "-")


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("name", [".ci/run", ".ci/install-system"])
def test_scripts_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)
    subprocess.run(["bash", "-n", ROOT / name], check=True)


@pytest.mark.parametrize("file", side_by_side.FIRST)
def test_what_is_run_first_is_there(file):
    assert (ROOT / file).is_file()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel's and the sdist's path."""
    out = tmp_path_factory.mktemp("dist")
    _build(ROOT, out)
    return next(out.glob("*.whl")), next(out.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def outside(built, tmp_path_factory):
    """Runs Python far from the checkout, with the unpacked wheel before everything else."""
    place = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(built[0]) as wheel:
        wheel.extractall(place / "site")
    env = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")}
    env |= {"PYTHONPATH": str(place / "site"), "WORKSHOP_KEY_DIR": str(place / "keys")}

    def start(*args):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([sys.executable, *args], cwd=place, env=env, **pipes)

    start.place = place
    return start


class TestPackage:
    def test_it_says_its_version(self, outside):
        out, err = outside("-m", "workshop", "--version").communicate(timeout=30)
        assert out == f"workshop {__version__}\n", err

    @pytest.mark.parametrize("name", ["templates", "static", "sessions"])
    def test_it_carries_what_lies_beside_the_code(self, outside, name):
        code = f"from workshop.util.paths import bundled; print(bundled({name!r}))"
        folder = Path(outside("-c", code).communicate(timeout=30)[0].strip())
        assert folder.is_relative_to(outside.place)
        assert _files(folder) == _files(ROOT / name)

    def test_the_sdist_makes_the_same_wheel(self, built, tmp_path):
        wheel, sdist = built
        with tarfile.open(sdist) as archive:
            archive.extractall(tmp_path, filter="data")
        _build(next(tmp_path.iterdir()), tmp_path / "dist", "wheel")
        again = next((tmp_path / "dist").glob("*.whl"))
        assert _names(again) == _names(wheel)

    def test_it_serves(self, outside):
        process = outside("-m", "workshop", "serve", "--port", "0")
        try:
            lines = [process.stdout.readline() for _ in range(3)]
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=10)
        finally:
            process.kill()
        assert re.fullmatch(r"Participants: http://127\.0\.0\.1:\d+\n", lines[0]), err
        assert re.fullmatch(
            r"Facilitator: the key is in \S+/facilitator_key\. .*: workshop link --data \S+ --port \d+\n", lines[1]
        )
        assert lines[2] == "Ready.\n"
        complaints = [line for line in err.splitlines() if not line.startswith("Note: the keys of")]
        assert (process.returncode, complaints) == (0, [])


def _build(source, out, *targets):
    chosen = [part for target in targets for part in ("--target", target)]
    command = [sys.executable, "-m", "hatchling", "build", "--directory", out, *chosen]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def _names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return sorted(archive.namelist())


def _files(folder):
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path for path in found if "__pycache__" not in path.parts}


def test_two_sentences_in_a_row_keep_the_space_between_them():
    """Jinja eats the end of a line behind a tag, and with it the space between one sentence and the next."""
    glued = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for one, other in itertools.pairwise(path.read_text("utf-8").splitlines()):
            begins = re.sub(r"^\s*(\{% (if|for)\b[^%]*%\})*", "", other)
            if re.search(r"[.:;,\w)]\{% endtrans %\}$", one) and re.match(r"\{% trans|\{\{ (?!\" \")|\w", begins):
                glued.append((path.name, one.strip()))
    assert glued == []
