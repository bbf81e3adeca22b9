# Everything one types here starts with `make demo` or `make test`; `make help` lists the rest.
# Works with GNU make 3.81 (macOS) and needs only Python 3.11 or newer with venv: Node comes as a Python package.

.PHONY: help demo test set-up format lint types imports python-tests schema frontend frontend-tests browser lock clean
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PACKAGES := .venv/.installed
NODE_PACKAGES := frontend/node_modules/.installed
PAGE := server/static/index.html
PAGE_SOURCES := $(shell find frontend -type f -not -path 'frontend/node_modules/*' 2>/dev/null)

TOOL := .venv/bin
NPM := cd frontend && PATH="$(CURDIR)/$(TOOL):$$PATH" npm
PIP := $(TOOL)/python -m pip --quiet --disable-pip-version-check --no-input
CHROMIUMS := /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome /usr/bin/google-chrome-stable \
	"/Applications/Chromium.app/Contents/MacOS/Chromium" \
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# $(call failed,doing something) says which step failed, below the reason that the step itself gave.
failed = { echo "Failed: $(1). The reason is above; what is done is kept, so type the same again to go on." >&2; exit 1; }

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

demo: $(PACKAGES) $(PAGE) ## a sample company on http://127.0.0.1:8000; again keeps its data
	@exec $(TOOL)/hearback demo

test: lint types imports python-tests schema frontend-tests browser ## everything that CI checks
	@echo "Everything passed."

set-up: $(PACKAGES) $(PAGE) ## the environment and the built page, without starting anything

format: $(PACKAGES) $(NODE_PACKAGES) ## rewrite the sources in the house's layout
	$(TOOL)/ruff check --fix-only --quiet .
	$(TOOL)/ruff format --quiet .
	$(NPM) run --silent format

lint: $(PACKAGES) ## Python layout and common mistakes
	$(TOOL)/ruff format --check --quiet .
	$(TOOL)/ruff check .

types: $(PACKAGES) ## Python types
	$(TOOL)/mypy

imports: $(PACKAGES) ## which package may import which
	$(TOOL)/lint-imports

python-tests: $(PACKAGES) $(PAGE) ## Python tests, on a PostgreSQL of their own
	$(TOOL)/pytest -n 2 --dist loadfile --no-loadscope-reorder

schema: $(PACKAGES) ## that schema.graphql and the migrations are up to date
	$(TOOL)/hearback schema --check
	$(TOOL)/hearback migrate --check

frontend: $(PAGE) ## build the page

frontend-tests: $(NODE_PACKAGES) $(PAGE) ## types, lint, layout and tests of the page
	$(NPM) run --silent check
	$(NPM) test --silent

browser: $(PACKAGES) $(NODE_PACKAGES) $(PAGE) ## journeys in Chromium (HEARBACK_CHROMIUM names another)
	@if [ -n "$$HEARBACK_CHROMIUM" ] && [ ! -x "$$HEARBACK_CHROMIUM" ]; then \
		echo "HEARBACK_CHROMIUM is $$HEARBACK_CHROMIUM, which is no program." >&2; exit 1; fi; \
	for found in "$$HEARBACK_CHROMIUM" $(CHROMIUMS); do \
		[ ! -x "$$found" ] || break; found=""; \
	done; \
	if [ -z "$$found" ]; then \
		echo "SKIPPED: browser journeys, because no Chromium was found (HEARBACK_CHROMIUM can name one)."; \
	else \
		echo "Browser journeys in $$found"; \
		export HEARBACK_CHROMIUM="$$found"; $(NPM) run --silent journeys; \
	fi

lock: .venv/pyvenv.cfg ## the Python locks, after pyproject.toml changed (LOCK=--upgrade for newer versions)
	@uv=$$(command -v uv) || { \
		throwaway=$$(mktemp -d) && trap 'rm -rf "$$throwaway"' EXIT && \
		$(TOOL)/python -m venv "$$throwaway" && uv="$$throwaway/bin/uv" && \
		"$$throwaway/bin/python" -m pip --quiet --disable-pip-version-check install uv || $(call failed,installing uv); \
	}; \
	for extra in "" "--extra dev"; do \
		"$$uv" pip compile pyproject.toml $$extra $(LOCK) --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header --no-annotate --quiet \
			--output-file requirements$${extra:+-dev}.lock >/dev/null || $(call failed,choosing versions); \
	done

clean: ## remove what was installed and built; the data in .hearback stays
	rm -rf .venv frontend/node_modules server/static .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/pyvenv.cfg:
	@tried=""; \
	for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
		if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
			tried="$$tried $$python is $$version, too old;"; \
		elif ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
			tried="$$tried $$python ($$version) has no venv;"; \
		else \
			echo "Making .venv with $$python ($$version)"; \
			"$$python" -m venv --clear .venv && exit 0; \
			rm -rf .venv; exit 1; \
		fi; \
	done; \
	{ \
		echo "Hearback needs Python 3.11 or newer with venv. Found:$${tried:- none.}"; \
		echo "Install one (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python),"; \
		echo "or name it: make $(or $(MAKECMDGOALS),set-up) PYTHON=/path/to/python3"; \
	} >&2; \
	exit 1

$(PACKAGES): .venv/pyvenv.cfg requirements-dev.lock pyproject.toml
	@echo "Installing the Python packages (about a minute)..."
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock || $(call failed,downloading the Python packages (is there a way to the internet?))
	@$(PIP) install --no-deps --no-build-isolation --editable . || $(call failed,installing Hearback into .venv)
	@touch $@

$(NODE_PACKAGES): frontend/package-lock.json | $(PACKAGES)
	@echo "Installing the packages of the page (about a minute)..."
	@$(NPM) ci --no-audit --no-fund --loglevel=error >/dev/null || $(call failed,downloading the packages of the page (is there a way to the internet?))
	@touch $@

$(PAGE): $(NODE_PACKAGES) $(PAGE_SOURCES)
	@echo "Building the page..."
	@$(NPM) run --silent build >/dev/null || $(call failed,building the page)
