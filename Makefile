# Everything starts here. Each target makes what it needs; a second call finds it made.
#
#   make app                                  a page in the browser
#   make test PYTHON=python3.12 VENV=.venv-3.12     another Python, in its own environment

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
  $$p -c '$(FITS)' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
WORKERS ?= 2

READY := $(VENV)/.ready
BRIDGE := $(VENV)/.bridge
KERNEL := $(VENV)/.kernel
REACH := $(VENV)/.reach
SPHINX := $(VENV)/.sphinx
BIN := $(VENV)/bin
STUDIES := $(wildcard studies/*.py)
OF_BRIDGE := teachsim/bridge tests/bridge docs/bridge.md
STEP := .ci/step
REACHED := 97.5# percent of all lines, by tests without a browser; only ever rises
BROWSER := chromium chromium-browser google-chrome

.PHONY: help
help: ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# ---------------------------------------------------------------- what the others need
$(READY): pyproject.toml requirements.txt
	@echo "Setting up $(VENV): a minute or two, once."
	@$(or $(PYTHON),false) -c '$(FITS)' \
	  || { echo "teachsim needs Python 3.11 to 3.13, and found none: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "No venv in this Python; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: venv
venv: $(READY)

# torch and triton are named here and stand in no list of pins: pip takes the build that this machine's
# own configuration offers (for processors alone, say), and the registry's elsewhere.
$(BRIDGE): $(READY)
	@echo "Installing torch for the bridge: half a minute, once."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
	  'torch==2.13.0' 'safetensors==0.8.0' 'transformers==5.24.0'
	@touch $@

$(KERNEL): $(BRIDGE)
	@echo "Installing triton for the kernel of the bridge: a gigabyte on disk, once."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check 'triton==3.9.0; sys_platform == "linux"'
	@touch $@

# Which lines tests reach: tracing each line would take twice as long. Only CI asks, and not every
# machine finds a build of it.
$(REACH): $(READY)
	@echo "Installing slipcover, which tells what tests reach: a moment, once."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check 'slipcover==1.1.0' 'tabulate==0.10.0'
	@touch $@

# Sphinx stays beside the environment, as nothing else needs it or what it brings along.
$(SPHINX)/.ready: $(READY)
	@echo "Installing Sphinx for the documentation: half a minute, once."
	@rm -rf $(SPHINX)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --target $(SPHINX) \
	  'sphinx==9.0.4' 'myst-parser==5.2.0' 'furo==2025.12.19'
	@touch $@

.PHONY: bridge
bridge: $(BRIDGE) ## torch, for the transformer

.PHONY: kernel
kernel: $(KERNEL) ## triton, for the reward kernel; its tests are skipped without

# The wheel as strangers get it, with its extra for the app: an environment without torch and without
# anything of this clone.
WHEEL := .stamps/wheel
.PHONY: wheel
wheel: $(READY) ## the wheel, in dist/, tried in an environment of its own
	@rm -rf dist $(WHEEL)
	@$(BIN)/python -m hatchling build -t wheel -d dist
	@$(PYTHON) -m venv $(WHEEL)
	@$(WHEEL)/bin/python -m pip install -qq --disable-pip-version-check -c requirements.txt \
	  "$$(echo dist/*.whl)[app]"
	@env -u PYTHONPATH $(WHEEL)/bin/python -m tests.ui.installed

.PHONY: chromium
chromium: # for the browser tests alone; a browser that is there already will do
	@for name in $(BROWSER); do command -v $$name >/dev/null && exit 0; done; \
	run=; if [ "$$(id -u)" -ne 0 ]; then run="sudo --non-interactive"; fi; \
	if command -v apt-get >/dev/null && $$run true 2>/dev/null; then \
	  echo "Installing chromium for the browser tests."; \
	  $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	  echo "The browser tests need one of: $(BROWSER). Install it, or run make test-core."; exit 1; \
	fi

# ---------------------------------------------------------------- for users
.PHONY: app
app: $(READY) ## the pages, at the address it prints
	@$(BIN)/streamlit run app.py

.PHONY: test
test: $(BRIDGE) chromium ## all tests, the browser's and the transformer's included
	@$(BIN)/python -m pytest -n $(WORKERS)

.PHONY: test-core
test-core: $(READY) ## all tests that need neither torch nor a browser
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not browser" $(foreach part,$(OF_BRIDGE),--ignore=$(part))

.PHONY: bench
bench: $(BRIDGE) .stamps/caspailleur ## speed, as ratios taken in one run; makes TRL's own environment, once
	@$(BIN)/python -m studies.bench.run
	@$(BIN)/python -m studies.bench.tabular
	@$(BIN)/python -m studies.bench.bridge
	@$(BIN)/python studies/reward_kernel.py

# What our closures are compared with, and what that needs beyond our own packages.
.stamps/caspailleur: $(READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --target $@ \
	  'caspailleur==0.2.2' bitarray deprecation joblib pyroaring scikit-learn scikit-mine threadpoolctl tqdm
	@touch $@

.PHONY: studies
studies: $(BRIDGE) ## all tables and figures of studies/results, from nothing
	@for study in $(STUDIES); do echo "== $$study"; $(BIN)/python $$study --fresh --out studies/results || exit 1; done

.PHONY: docs
docs: $(SPHINX)/.ready ## the documentation as pages, in build/docs; a warning is an error
	@PYTHONPATH=$(SPHINX) $(BIN)/python -m sphinx -q -W --keep-going -d build/doctrees docs build/docs
	@echo "build/docs/index.html"

# ---------------------------------------------------------------- for contributors
.PHONY: check
check: ## every gate, as CI runs them
	@$(STEP) 900 "set-up" $(MAKE) --no-print-directory kernel chromium $(REACH)
	@$(MAKE) --no-print-directory gates
	@printf '%s\n' $(STUDIES) | xargs -P $(WORKERS) -I{} \
	  $(STEP) 120 "{}, quick" $(BIN)/python {} --quick --fresh --out "$(VENV)/quick"
	@$(STEP) 600 "documentation, with what it needs" $(MAKE) --no-print-directory docs
	@rm -f "$(VENV)/reached.json"
	@$(STEP) 2700 "tests" $(BIN)/python -m slipcover --out "$(VENV)/reached.json" -m pytest -n $(WORKERS) -m "not browser"
	@$(STEP) 60 "lines that tests reach: at least $(REACHED) %" $(BIN)/python -m slipcover --merge "$(VENV)/reached.json" --out "$(VENV)/reached.json" --fail-under $(REACHED)
	@$(STEP) 1800 "browser tests" $(BIN)/python -m pytest -n $(WORKERS) -m browser tests/ui

.PHONY: gates
gates: $(BRIDGE) ## format, lint, types, layers: what pre-commit runs
	@$(STEP) 60 "format" $(BIN)/ruff format --check .
	@$(STEP) 60 "lint" $(BIN)/ruff check .
	@$(STEP) 600 "types" $(BIN)/mypy
	@$(STEP) 60 "layers" $(BIN)/lint-imports

.PHONY: format
format: $(READY) ## lay the code out, and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: packaged
packaged: ## what the package carries a copy of: the citation, the grand table
	@cp CITATION.cff teachsim/ui/assets/
	@cp studies/results/contrast.csv teachsim/gallery/data/

.PHONY: pins
pins: .stamps/uv ## requirements.txt anew: the newest releases that pyproject.toml allows
	@.stamps/uv/bin/uv pip compile pyproject.toml --extra app --extra dev --output-file requirements.txt \
	  --universal --python-version 3.11 --upgrade --no-emit-index-url --no-emit-find-links \
	  --no-config --custom-compile-command "make pins" --quiet

.stamps/uv:
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip install -qq --disable-pip-version-check uv

# Atheris ships wheels for some systems only, and nothing but make fuzz needs it: a folder of its own.
FUZZ_SECONDS ?= 600
FUZZ_INPUTS ?= -1
.PHONY: fuzz
fuzz: $(BRIDGE) .stamps/atheris ## every reader, guided by coverage, FUZZ_SECONDS each (600), or FUZZ_INPUTS
	@PYTHONPATH=.stamps/atheris $(BIN)/python -m tests.fuzz.guided \
	  --seconds=$(FUZZ_SECONDS) --inputs=$(FUZZ_INPUTS)

.stamps/atheris: $(READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --target $@ atheris
	@touch $@

.PHONY: readers
readers: $(BRIDGE) ## every reader on 10,000 cases that hypothesis makes up
	@HYPOTHESIS_PROFILE=release $(BIN)/python -m pytest -n $(WORKERS) tests/fuzz/test_readers.py

MUTANTS ?= 150
.PHONY: mutants
mutants: $(READY) ## faults put into core and symbolic: how many do their tests notice?
	@OMP_NUM_THREADS=1 $(BIN)/python -m studies.bench.mutants --mutants $(MUTANTS)

# Where pyenv keeps them, it is told which one is meant; elsewhere nobody reads that.
.PHONY: pythons
pythons: ## make test-core with each of Python 3.11 to 3.13 that is here; hashes of tables, side by side
	@mkdir -p .stamps; rm -f .stamps/hashes-*; tried=; for version in 3.11 3.12 3.13; do \
	  export PYENV_VERSION=$$version; \
	  if python$$version -c '' 2>/dev/null; then \
	    echo "== Python $$version"; tried="$$tried $$version"; \
	    $(MAKE) --no-print-directory test-core PYTHON=python$$version VENV=.venv-$$version || exit 1; \
	    .venv-$$version/bin/python -m studies.bench.hashes > .stamps/hashes-$$version || exit 1; \
	    cat .stamps/hashes-$$version; \
	  else echo "== Python $$version: not here"; fi; done; \
	test -z "$$tried" || sort .stamps/hashes-*; echo "== passed on:$$tried"

.PHONY: goals
goals: $(BRIDGE) chromium ## speed, memory, links and axe of the app against their targets; some minutes
	@$(BIN)/python -m tests.ui.goals

.PHONY: clean
clean: ## everything that make made, gone
	@rm -rf .venv .venv-* .stamps build dist \
	  .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
