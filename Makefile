# Two commands do all the set-up on a fresh machine:
#   make course   builds the sample course into dist/
#   make test     passes the tests
# Both need Python 3.11 or later with venv, and the network for the package registries.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COURSE := content/msk-imaging
PLAYER := $(filter-out player/dist/% player/node_modules/%, $(wildcard player/*.* player/*/*.* player/*/*/*.*))

.PHONY: course test lint bench evidence clean

course: $(VENV)/installed
	@$(BIN)/scorm-builder build $(COURSE) --out dist

test: $(VENV)/tested player/node_modules/.tested lint
	$(BIN)/python tests/set_up.py browsers
	$(BIN)/python tests/set_up.py lrs
	$(BIN)/python tests/run.py -n auto --dist loadgroup

lint: $(VENV)/tested player/node_modules/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/set_up.py types

evidence: test
	$(BIN)/python -m pytest -n auto --dist loadgroup tests/browser tests/engines --evidence scorm_builder/player-tests.json

bench: $(VENV)/tested
	$(BIN)/python -m benchmarks

# An editable install: it compiles the player (see hatch_build.py) with the Node on the path, or
# with one from the package index where there is none.
$(VENV)/installed: pyproject.toml hatch_build.py $(PLAYER)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "on Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

# What only the tests need: the type checker, an independent SCORM runtime, the accessibility rules.
player/node_modules/.tested: player/package-lock.json $(VENV)/tested
	@$(BIN)/python tests/set_up.py node
	@touch $@

clean:
	rm -rf $(VENV) player/node_modules player/dist dist/*.zip
