# Pluto Desktop. “make” alone lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test faults fuzz check bench screenshots goldens forms lock

PY := .venv/bin/python

help: ## list what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## set everything up and open Pluto (ARGS="--library DIR FILE…" are passed on)
	@packaging/run.sh $(ARGS)

test: ## set everything up and run the tests (ARGS are pytest's)
	@packaging/setup.sh test
	@$(PY) -m pytest $(ARGS)

faults: ## let everything fail at every step of writing, one kind of fault after the other: more than an hour
	@packaging/setup.sh test
	@PLUTO_TEST_EVERY_STEP=1 $(PY) -m pytest --timeout=7200 -v tests/integration/test_library_killed.py \
		tests/integration/test_shared_steps.py tests/integration/test_shared_bytes.py $(ARGS)

fuzz: ## feed the readers of lyrics with 1,000,000 texts that are nearly right (ARGS="INPUTS SEED")
	@packaging/setup.sh test
	@$(PY) -m tests.fuzz $(ARGS)

check: ## style, types, import rules, generated forms, lock files
	@packaging/setup.sh test
	@packaging/check.sh

bench: ## measure, one JSON line a figure (ONLY=search for one of them)
	@packaging/setup.sh bench
	@$(PY) -m tests.bench $(ONLY)

screenshots: ## take the pictures of docs/images anew
	@packaging/setup.sh screen
	@$(PY) packaging/screenshots.py docs/images

goldens: ## render the golden pictures of the words anew, for the tests
	@packaging/setup.sh test
	@$(PY) -m tests.gui.lyrics.goldens --renew

forms: ## compile ui/*.ui into pluto_desktop/desktop/forms
	@packaging/setup.sh test
	@$(PY) packaging/forms.py

lock: ## write the lock files anew from pyproject.toml
	@packaging/setup.sh test
	@packaging/lock.sh
