# Every target does its own set-up. `make` alone shows what there is.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long check format docs openapi requirements eval bench soak advisories sbom clean
SHELL := /bin/sh
BIN := .venv/bin

help: ## Show this help
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make the virtual environment and install everything, tests' needs included
	@scripts/setup.sh dev
	@scripts/setup_browser.sh

demo: ## Install, read the sample articles, build and publish a quiz, and serve it (PORT, DATA)
	@scripts/setup.sh run
	@exec $(BIN)/quizapi demo

test: setup check ## Install, check and run the whole test suite
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "not long and not serial"
	@$(BIN)/python -m pytest -q -m "serial and not long"

test-long: setup ## The full counts of the long suites (kills, fuzz cases, pages in every mode)
	@$(BIN)/python -m pytest -q -m "long"

check: ## Lint, types, import contracts, and a stale openapi.yaml
	@scripts/setup.sh dev
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/bandit -q -r -c pyproject.toml quizapi plugins scripts
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/quizapi openapi --check

docs: ## Build the documentation as a site (build/docs/html)
	@scripts/setup.sh dev
	@scripts/docs.sh

format: ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

openapi: ## Write openapi.yaml anew
	@scripts/setup.sh dev
	@$(BIN)/quizapi openapi

requirements: ## Compile the pinned requirements anew
	@scripts/compile_requirements.sh

eval: ## Measure the reader and the generators (EVAL: folder of the public corpora)
	@scripts/setup.sh dev
	@$(BIN)/python -m tests.eval.run

bench: ## Measure speed, in ratios of one run
	@scripts/setup.sh dev
	@$(BIN)/python -m tests.bench.run

soak: ## Ten minutes of mixed load on a real server: memory, handles and threads must stay flat
	@scripts/setup.sh dev
	@$(BIN)/python -m tests.system.soak

advisories: ## Ask whether what is shipped has known holes, where a source can be reached
	@scripts/setup.sh dev
	@$(BIN)/python scripts/advisories.py

sbom: ## Write what the service is made of (build/sbom.cdx.json, CycloneDX) and the licences
	@scripts/setup.sh dev
	@mkdir -p build && $(BIN)/python scripts/sbom.py build/sbom.cdx.json --licences docs/reference/licences.md

clean: ## Remove what was installed and built here
	@rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
