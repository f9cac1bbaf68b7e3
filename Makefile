# Kenpo Warehouse. `make help` lists the commands; nothing but python3 (3.11 or newer), git and make is assumed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Without compiled modules every start of Airflow and dbt takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
REPORTS ?= samples/reports
WAREHOUSE ?= var/warehouse
PYTEST_ARGS ?= -n 2 --dist loadfile --no-loadscope-reorder

BIN := .venv/bin
PY := $(BIN)/python
UV := $(BIN)/uv pip install --quiet --python $(PY) --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo "  variables: REPORTS=$(REPORTS)  WAREHOUSE=$(WAREHOUSE)"

# -- environment ------------------------------------------------------------------------------------------------------

.venv/.uv: requirements-uv.lock
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed: install Python 3.11 or newer, or say make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: say make PYTHON=python3.11"; exit 1; }
	@echo "Creating the environment in .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "kenpo_warehouse.pth").write_text(str(pathlib.Path.cwd()) + "\n")'
	@touch $@

.venv/.ready: .venv/.uv requirements.lock
	@echo "Installing the locked packages (once for every change of requirements.lock)"
	@$(UV) -r requirements.lock
	@touch $@

.venv/.dev: .venv/.ready requirements-dev.lock
	@$(UV) -r requirements-dev.lock
	@touch $@

.venv-superset/.ready: .venv/.uv requirements-superset.lock
	@echo "Installing Superset into .venv-superset (once for every change of requirements-superset.lock)"
	@$(BIN)/uv venv --quiet --allow-existing --python $(PY) .venv-superset
	@$(BIN)/uv pip install --quiet --python .venv-superset/bin/python --require-hashes -r requirements-superset.lock
	@touch $@

.PHONY: env dev lock superset-env
env: .venv/.ready ## create the environment from requirements.lock
dev: .venv/.dev ## the same with what tests and checks need
superset-env: .venv-superset/.ready ## create Superset's own environment from requirements-superset.lock
lock: .venv/.uv ## resolve requirements*.in again into the hashed locks
	@$(COMPILE) requirements.in -o requirements.lock
	@$(COMPILE) requirements-dev.in -o requirements-dev.lock
	@$(COMPILE) requirements-superset.in -o requirements-superset.lock

# -- use --------------------------------------------------------------------------------------------------------------

.PHONY: run airflow superset dashboards dashboards-export rollback releases status dbt-docs
run: .venv/.ready ## load REPORTS (a folder) into WAREHOUSE: extract, build, check, publish
	@$(PY) -m warehouse run --reports "$(REPORTS)" --warehouse "$(WAREHOUSE)"

airflow: .venv/.ready ## start Airflow's scheduler and web UI on loopback; ctrl-C stops them
	@$(PY) -m warehouse airflow

superset: .venv/.ready .venv-superset/.ready ## start Superset with the dashboards on loopback; ctrl-C stops it
	@$(PY) -m warehouse superset --warehouse "$(WAREHOUSE)"

dashboards: .venv/.ready .venv-superset/.ready ## import the dashboards into Superset's metadata only
	@$(PY) -m warehouse dashboards --warehouse "$(WAREHOUSE)"

dashboards-export: .venv/.ready .venv-superset/.ready ## write what Superset holds into dashboards/assets
	@$(PY) -m warehouse dashboards --export --warehouse "$(WAREHOUSE)"

rollback: .venv/.ready ## publish the previous release again (or RELEASE=id)
	@$(PY) -m warehouse rollback $(RELEASE) --warehouse "$(WAREHOUSE)"

releases: .venv/.ready ## list the releases that are kept
	@$(PY) -m warehouse releases --warehouse "$(WAREHOUSE)"

status: .venv/.ready ## what is published, and the last load's summary
	@$(PY) -m warehouse status --warehouse "$(WAREHOUSE)"

dbt-docs: .venv/.ready ## write the documentation of all tables with their lineage to var/dbt-docs
	@$(PY) -m warehouse dbt-docs --warehouse "$(WAREHOUSE)"

# -- checks -----------------------------------------------------------------------------------------------------------

.PHONY: test test-fast lint format
test: .venv/.dev ## run all tests
	@$(PY) -m pytest $(PYTEST_ARGS)

test-fast: .venv/.dev ## run the tests that need less than ten seconds each
	@$(PY) -m pytest -m "not slow" $(PYTEST_ARGS)

lint: .venv/.dev ## ruff, mypy and sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@cd dbt_project && ../$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar models tests

format: .venv/.dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format warehouse dags tests/warehouse tests/dags
