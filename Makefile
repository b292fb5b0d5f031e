# Nine verbs: run, setup, test, score, learn, bench, verify, docs, lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run setup test score learn bench verify lock docs

run: $(VENV)/.runs
	@$(BIN)/python bot.py

setup: $(STAMP)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=...)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: $(VENV)/bin/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	@touch $@

$(STAMP): $(VENV)/bin/python requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@ $(VENV)/.runs

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/pytest

score: $(STAMP)
	$(BIN)/python -m tests.score $(SCORE)

learn: $(STAMP)
	$(BIN)/python -m tests.practice.learn
	$(BIN)/python -m tests.practice.learn_words
	$(BIN)/python -m tests.practice.learn_pages

bench: $(STAMP)
	$(BIN)/python -m benchmarks

verify: $(VENV)/.runs
	@$(BIN)/python bot.py verify $(CASE)

docs: $(STAMP)
	$(BIN)/python -m docs.generate

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt
