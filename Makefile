# make run starts backcheck; make test is everything that must pass. Both need only make and Python 3.11 or newer.
# PYTHON=python3.13 chooses another Python; ARGS='check --help' is handed to backcheck; TESTS=tests/cli narrows the tests.

PYTHON ?= python3
ARGS ?=
TESTS ?= tests
VENV := .venv
BENCH := .venv-bench
BIN := $(VENV)/bin
PIP := -m pip --quiet --disable-pip-version-check
# Two workers: the suite is meant for small machines, and many terminals at once make terminal tests slow.
WORKERS ?= 2

# What another environment left behind must not reach ours.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.PHONY: run test lint types docs docs-check certify bench mutate clean

run: $(VENV)/ready
	@$(BIN)/backcheck $(ARGS)

test: lint types docs-check
	@$(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

lint: $(VENV)/ready-dev
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/lint-imports --no-logo > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }

types: $(VENV)/ready-dev
	@$(BIN)/mypy --no-error-summary

docs: $(VENV)/ready-dev
	@$(BIN)/python scripts/docs.py
	@$(BIN)/python scripts/walkthrough.py

# Proves the shipped protocol anew and writes questions/certificate.json; make docs does so, too, when it is stale.
certify: $(VENV)/ready-dev
	@$(BIN)/backcheck verify --certify questions/certificate.json --force

docs-check: $(VENV)/ready-dev
	@$(BIN)/python scripts/docs.py --check

# Every small change to the shipped rules, on all processors; the tests try a sample.
mutate: $(VENV)/ready-dev
	@$(BIN)/backcheck mutate $(ARGS)

bench: $(BENCH)/ready
	@$(BENCH)/bin/python bench/start.py
	@$(BENCH)/bin/python bench/latency.py

clean:
	rm -rf $(VENV) $(BENCH) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready: pyproject.toml scripts/environment
	@scripts/environment $(VENV) "$(PYTHON)"
	@echo "Installing backcheck into $(VENV) ..."
	@$(BIN)/python $(PIP) install --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready scripts/system-packages scripts/npm-packages
	@scripts/system-packages
	@scripts/npm-packages $(VENV)
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python $(PIP) install --group dev
	@touch $@

# Measured as people have it: a wheel, byte-compiled, beside its peers in one environment.
$(BENCH)/ready: pyproject.toml hatch_build.py scripts/environment $(shell find src questions -type f -not -name '*.pyc')
	@scripts/environment $(BENCH) "$(PYTHON)"
	@echo "Installing backcheck and its peers into $(BENCH) ..."
	@$(BENCH)/bin/python $(PIP) install --group bench .
	@touch $@
