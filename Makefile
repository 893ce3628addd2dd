# What can be done here: make run, make test, and the rest below. PORT and HOST change where it listens.

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PO := $(BIN)/python -m tadafor.ui.messages

.PHONY: help run test check format docs bench messages lock install install-dev clean

help: ## Say what can be done here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: install ## Install what is needed, then show Tadafor with its demonstration
	@$(BIN)/tadafor run

test: install-dev ## Run every test, in parallel, a browser among them
	@CHROMIUM="$$($(BIN)/python requirements/browser.py)" && export CHROMIUM && \
	$(PO) compile && $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: install-dev ## Look at the code without running it: form, types, floors, messages, migrations
	@failed=; try() { "$$@" || failed="$$failed\n  $$*"; }; export PYTHONPATH=src; \
	try $(BIN)/ruff format --check --quiet .; \
	try $(BIN)/ruff check --quiet .; \
	try $(BIN)/mypy; \
	try $(BIN)/lint-imports; \
	try $(BIN)/djlint src --lint --quiet; \
	try $(PO) check; \
	try $(BIN)/tadafor manage makemigrations --check --dry-run; \
	if [ -n "$$failed" ]; then printf "Not as it should be:$$failed\n"; exit 1; fi

format: install-dev ## Put the code into its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@-$(BIN)/djlint src --reformat --quiet

messages: install-dev ## Gather the sentences to translate and compile the translations
	@$(PO) extract
	@$(PO) compile

docs: install-dev ## Build the documents in site/, with every link checked
	@$(BIN)/mkdocs build --strict

bench: install ## Fill a database and measure the pages
	@$(BIN)/tadafor bench $(ARGS)

lock: install-dev ## Choose the newest versions of the parts, with their hashes and no address
	@echo uv | $(LOCK) - -o requirements/uv.txt
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml --group dev -o requirements/dev.txt

LOCK = $(or $(shell command -v uv),var/tools/bin/uv) pip compile --quiet --universal --upgrade --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --python-version 3.11

install: python
	@$(PYTHON) requirements/install.py run

install-dev: python
	@$(PYTHON) requirements/install.py dev

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: install it, then run make again."; exit 1; }

clean: ## Remove what was installed and built; the data under var/ stays
	@rm -rf .venv site build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
