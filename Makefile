# Two commands: make run, make test. The loop of those who change things: make quick. They need python3 (3.11 or later), pip and make.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

# pip of the venv where there is one; Debian's python3 may come without it.
pip = $(if $(wildcard $(BIN)/pip),$(BIN)/python -m pip,$(PYTHON) -m pip --python $(BIN)/python) \
	--disable-pip-version-check
# The lock is hashed and complete; the package itself is built with what the lock brought. Who runs it gets it compiled;
# for tests what they load is compiled once, by .venv/compiled.
define install
	$(pip) install --quiet $(2) --require-hashes --no-deps --only-binary :all: -r $(1)
	$(pip) install --quiet --no-deps --no-build-isolation --editable .
endef

LINTS := types style format imports markup
# Several at once, each with what it says in one piece.
together = @$(MAKE) --no-print-directory --jobs=2 --output-sync=line

.PHONY: run install test quick check $(LINTS) system tours bench soak lock catalogues clean

# Tests start hundreds of processes: what Python compiled for one serves the next, whatever the environment says.
test tours quick check bench soak: export PYTHONDONTWRITEBYTECODE :=

run: install
	@exec $(BIN)/workshop serve $(ARGS)

install: .venv/installed

# Whole files; tests/support/side_by_side.py says which run beside which.
test:
	$(together) system .venv/compiled $(LINTS)
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder $(ARGS)

# What walks through many screens, kinds and sizes once more: after a change of a page, and before a release.
tours: .venv/installed-dev system
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder -m tour $(ARGS)

# The loop: no system packages, half a minute; two thousand damaged scripts would be half of it.
quick: check
	$(BIN)/pytest -q -n 2 tests/script tests/session tests/live --ignore tests/script/test_damage.py $(ARGS)

check:
	$(together) $(LINTS)

$(LINTS): .venv/installed-dev
style:
	$(BIN)/ruff check .
format:
	$(BIN)/ruff format --check --quiet workshop tests scripts bench
types:
	$(BIN)/mypy
imports:
	$(BIN)/lint-imports
markup:
	$(BIN)/djlint --lint templates

system:
	@.ci/install-system

bench: .venv/installed-dev
	$(BIN)/python bench/exports.py
	$(BIN)/python bench/live.py $(ARGS)
	$(BIN)/python bench/moments.py
	$(BIN)/python bench/guard.py
	$(BIN)/python bench/several.py

# The second line: the live tests, the attacks and the browsers once more, with each person at another one of two processes.
soak: .venv/installed-dev
	$(BIN)/pytest -m "tour or soak or hypothesis" --hypothesis-profile soak $(ARGS)
	WORKSHOP_TEST_SPREAD=1 $(BIN)/pytest -n 2 --dist loadfile -m "not soak" tests/realtime tests/attack tests/places \
		tests/rehearsal tests/browser \
		--deselect tests/realtime/test_drawing.py --deselect tests/realtime/test_never_lost.py

# The sentences for translators, merged: docs/translating.md.
catalogues: .venv/installed-dev
	$(BIN)/python scripts/catalogues

# For maintainers; needs uv. Both files install with plain pip.
lock:
	uv pip compile pyproject.toml --extra postgres --extra redis --extra xlsx --extra pdf --extra build \
		--universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra dev --constraint requirements.lock \
		--universal --python-version 3.11 --generate-hashes --no-header -o requirements-dev.lock

# Once, while the system's packages come: else each process that runs tests compiles all of them for itself.
.venv/compiled: .venv/installed-dev
	@$(BIN)/pytest --collect-only --quiet >.venv/collected 2>&1 || true
	@touch $@

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find workshop tests -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Workshop needs Python 3.11 or later. Name one with: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing Workshop into .venv. This takes about half a minute, once."
	@$(call install,requirements.lock)
	@touch $@

.venv/installed-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing Workshop and its test tools into .venv, once."
	@$(call install,requirements-dev.lock,--no-compile)
	@touch $@ .venv/installed
