# Two commands: `make run` brings everything up, `make test` runs every test. Both begin with `make setup`.
PORT ?= 8000
ARGS ?=
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$p"; break; fi; done)
RUN := .venv/bin/python -m

.PHONY: run test setup services check lint format types imports lock

run: setup
	@PORT=$(PORT) exec $(RUN) services run

test: setup
	@$(RUN) services browser
	@$(RUN) pytest -n 2 $(ARGS)

setup:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer was not found; install it with: apt-get install python3" >&2; exit 1; fi
	@"$(PYTHON)" -m services install

# the database and the broker alone, for manage.py by hand
services: setup
	@exec $(RUN) services start

# what .ci/run asks besides the tests; `make -k check` goes on after a failure
check: lint format types imports

lint: setup
	@$(RUN) ruff check .

format: setup
	@$(RUN) ruff format --check .

types: setup
	@$(RUN) mypy

imports: setup
	@.venv/bin/python -c "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"

# renew both locks from pyproject.toml; the hashes are the package index's own
LOCK := $(RUN) uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'
lock: setup
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --group dev --group benchmarks --output-file requirements-dev.txt
