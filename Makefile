# Everything a developer or CI does, by name: `make help` lists it.
#
#   make VENV=elsewhere ...   keep the environment in another folder
#   make PYTHON=python3.12 ...   choose the interpreter it is made with

VENV ?= .venv
PYTHON ?=
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLES := samples
# Its number stands only in a signature field: worth asking where it comes from.
WHY := $(SAMPLES)/02-ky-so-trong-widget/letter.pdf
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check fix smoke score bench scans schema docs samples system clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

# Made once; made again when the dependencies change.  The package itself is
# installed in place, so a change of its code needs nothing here.
$(READY): pyproject.toml constraints.txt
	@found=; \
	for name in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
	  if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	    </dev/null >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "make: no Python 3.11 or newer with the venv module was found." >&2; \
	  echo "      Install one (Debian, Ubuntu: python3 and python3-venv; Fedora: python3;" >&2; \
	  echo "      macOS, Windows: the installer of the Python project), or name it: make PYTHON=..." >&2; \
	  exit 1; \
	fi; \
	if [ ! -x $(BIN)/python ]; then \
	  echo "making $(VENV) with $$found (once; a minute or two)"; \
	  $$found -m venv $(VENV); \
	fi
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Installed where the user may, named where the user may not; in CI a must.
system: ## install what pip cannot: LibreOffice, Tesseract, PostgreSQL, Taskwarrior, Chromium
	@sh tools/system.sh

demo: system $(READY) ## set up, parse the samples, print what was found
	@$(BIN)/vanban parse $(SAMPLES) --format table
	@echo "--- vanban explain $(WHY) number"
	@$(BIN)/vanban explain $(WHY) number
	@echo "--- your own: $(BIN)/vanban parse LETTER.pdf"
	@$(BIN)/python -m tools.demo

test: system $(READY) ## set up, run the tests
	@$(BIN)/python -m pytest

check: $(READY) ## format, lint, types, import layers, lengths, schema, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.house
	$(BIN)/python -m tools.schema --check
	$(BIN)/python -m tools.docs --check

fix: $(READY) ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

smoke: $(READY) ## build the wheel, install it alone in a new environment, parse a sample
	$(BIN)/python -m tools.smoke

score: $(READY) ## measure against gold labels; ARGS=--accept keeps a new baseline
	$(BIN)/python -m tools.score $(ARGS)

bench: $(READY) ## measure speed, memory and growth, write docs/performance.md; an hour
	$(BIN)/python -m benchmarks.bench $(ARGS)

scans: system $(READY) ## degrade the samples to scans, read them, write docs/ocr.md
	$(BIN)/python -m tools.scans

schema: $(READY) ## write docs/schema/letter-1.json from the models
	$(BIN)/python -m tools.schema

docs: $(READY) ## write the pages of docs/ that are made from the code
	$(BIN)/python -m tools.docs

samples: $(READY) ## write the letters of samples/ anew
	$(BIN)/python -m tools.letters.samples $(SAMPLES)

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .bench build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
