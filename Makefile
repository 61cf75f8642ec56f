# Every target sets up what it needs: Python 3.11 or newer, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PYTHONPYCACHEPREFIX = $(CURDIR)/$(VENV)/bytecode
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help chat run sandbox test collect lint types soak guilds corpus fuzz kills sequences screens linear bench compare lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

chat: $(VENV)/installed  ## ask the shipped article in this terminal, no account needed
	@$(BIN)/quoth chat

run: $(VENV)/installed  ## connect to Discord with DISCORD_TOKEN from the environment or .env
	@$(BIN)/quoth run || test $$? -eq 2  # 2: it has said what is wrong, make need not add to it

sandbox: $(VENV)/installed  ## a Discord of this machine alone, with the bot in it
	@$(BIN)/quoth sandbox

test: $(VENV)/developed  ## every test
	@$(BIN)/python -m pytest --numprocesses=4 --dist=worksteal  # many tests wait

collect: $(VENV)/developed  ## find every test; from then on the processes of `make test` need not translate them each
	@$(BIN)/python -m pytest --collect-only --quiet --quiet

lint: $(VENV)/developed  ## style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/developed  ## types
	@$(BIN)/mypy

soak: $(VENV)/developed  ## 50 questions a second for a minute, through the sandbox
	@$(BIN)/python -m tests.bot.features.soak

guilds: $(VENV)/developed  ## in 2,500 servers: seconds to the gateway, and memory
	@$(BIN)/python -m tests.bot.features.guilds

screens: $(VENV)/developed  ## what people see, as a page to leaf through
	@$(BIN)/python -m tests.bot.features.screens

corpus: $(VENV)/developed  ## how well each format is read, also of the folders that QUOTH_CORPUS names
	@$(BIN)/python -m tests.knowledge.reading.measuring

fuzz: $(VENV)/developed  ## 10,000 damaged files of every format
	@QUOTH_FUZZ=10000 $(BIN)/python -m pytest tests/knowledge/reading/test_reading_fuzz.py

linear: $(VENV)/developed  ## texts of 4 MB, hostile and natural: twice the length takes twice the time
	@QUOTH_LINEAR=4000000 $(BIN)/python -m pytest --timeout=3600 tests/linear

kills: $(VENV)/developed  ## the process is killed at 100 random moments, and nothing is lost
	@QUOTH_KILLS=100 $(BIN)/python -m pytest tests/knowledge/sources/test_durability.py

sequences: $(VENV)/developed  ## 1,000 random sequences of commands, clicks and restarts
	@QUOTH_SEQUENCES=1000 $(BIN)/python -m pytest tests/bot/features/test_sequences.py tests/bot/features/test_any_order.py

bench: $(VENV)/benched  ## speed beside other engines
	@$(BIN)/quoth bench

compare: $(VENV)/compared  ## summaries beside other methods: make compare SETS="one.summaries.jsonl …"
	@$(BIN)/python -m knowledge.training.compare_summaries $(SETS)

lock:  ## renew constraints/ from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade --output-file constraints/run.txt
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --constraint constraints/run.txt --output-file constraints/dev.txt

clean:  ## remove the environment and everything generated
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints/run.txt
	$(PIP) install --require-hashes --requirement constraints/run.txt
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/developed: $(VENV)/bin/python pyproject.toml constraints/dev.txt
	$(PIP) install --require-hashes --requirement constraints/dev.txt
	$(PIP) install --no-deps --editable .
	@touch $(VENV)/installed $@

$(VENV)/compared: $(VENV)/installed
	$(PIP) install --editable '.[compare]'
	@touch $@

$(VENV)/benched: $(VENV)/installed
	$(PIP) install --editable '.[bench]'
	@touch $@
