# The commands; nothing else to remember. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
MODULE ?= relate/conflicts
CASES ?= 10000
VENV := .venv
BIN := $(VENV)/bin
# An environment that is handed over (VENV=…) is used as it is; only the project's own is made and removed here.
READY := $(if $(filter file,$(origin VENV)),.venv/.ready)
JAVASCRIPT := tests/tools/javascript
# Spelt as Renovate can read it at the head of a lock file: with “=”, and no option that it does not know.
LOCKED := --quiet --upgrade --universal --python-version=3.11 --generate-hashes
export SITE_URL ?= https://example.org/
export NO_MKDOCS_2_WARNING := 1 # the theme's own announcement
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install serve build rollback freeze release preview check test test-fast fuzz mutants cards schemas bench load readers validate lighthouse ledger links audit sbom format lock clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.venv/.ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@rm -rf .venv && $(PYTHON) -m venv .venv \
	  || { echo "No virtual environment could be made; on Debian and Ubuntu install python3-venv." >&2; exit 1; }
	@echo "Installing the pinned dependencies into .venv …"
	@.venv/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

install: $(READY) ## Make the environment in .venv; every other command does so by itself

serve: $(READY) ## Build both languages and serve them on http://127.0.0.1:8000 (PORT= for another), reloading on change
	@SITE_URL=http://127.0.0.1:$(PORT)/ $(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

build: $(READY) ## Build the site into site/; a failed build leaves the last good site in place
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.exchange site
	@echo "Built site/ for $(SITE_URL)"

rollback: $(READY) ## Put the edition before back into site/; once more, and the new one is there again
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.exchange --rollback site
	@echo "site/ is the edition before"

.PHONY: published # no command: what some of them ask for
published:
	@test "$(SITE_URL)" != https://example.org/ \
	  || { echo "No release: SITE_URL is not set: the data of the copy would name a site that is not there" >&2; exit 1; }

freeze: published check ## Keep a copy of this version, to be read for good, in docs/records/releases; commit it before make release
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.freeze

release: check ## Check that all is ready, build with SITE_URL=, and pack the site, its bill of materials and check sums into dist/
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.release --check $(SITE_URL)
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.freeze --check
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.exchange --thorough site
	@$(BIN)/python tests/tools/bill_of_materials.py sbom.cdx.json
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.release site dist sbom.cdx.json

preview: build ## Serve site/ as in production, by Caddy, on http://127.0.0.1:8000 (PORT= for another, BELOW=/path)
	@echo "Serving site/ on http://127.0.0.1:$(PORT)$(BELOW)/ (to stop: Ctrl-C)"
	@ADDRESS=http://:$(PORT) BIND=127.0.0.1 ROOT="$(abspath site)" BELOW=$(BELOW) $(BIN)/caddy run --config deploy/Caddyfile

check: $(READY) ## Check code, types, prose, records and marks
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@said=$$(PYTHONPATH=hooks $(BIN)/lint-imports --no-cache 2>&1) || { echo "$$said" >&2; exit 1; }
	@$(BIN)/rumdl check --quiet .
	@PYTHONPATH=hooks $(BIN)/python tests/tools/check_typography.py
	@PYTHONPATH=hooks $(BIN)/python -m report docs
	@$(JAVASCRIPT)/check

test: check ## Run the checks, then every test, in a real browser too
	@$(BIN)/python tests/tools/browser.py
	@$(BIN)/python -m pytest --numprocesses auto

test-fast: $(READY) ## Run the tests that need no browser
	@$(BIN)/python -m pytest --numprocesses auto tests/unit tests/golden tests/build

fuzz: $(READY) ## Read and render CASES=10000 mutations of the small site, and say how many came to what (three quarters of an hour)
	@FUZZ=$(CASES) $(BIN)/python -m pytest tests/golden/test_fuzz.py

mutants: $(READY) ## Plant small faults in a module as last committed, MODULE=relate/conflicts, and show those that no test finds (slow)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	@rm -rf .mutants && git clone --quiet . .mutants && ln -s "$(abspath $(VENV))" .mutants/.venv
	@cd .mutants && sed 's#MODULE#$(MODULE)#' tests/tools/mutants.toml > config.toml && export PYTHONDONTWRITEBYTECODE=1 \
	  && .venv/bin/cosmic-ray init config.toml session && .venv/bin/cr-filter-operators session config.toml \
	  && .venv/bin/cosmic-ray exec config.toml session && .venv/bin/cr-report --surviving-only --show-diff session

cards: $(READY) ## Draw the pictures for sharing whose title has changed, and the icon
	@$(BIN)/python tests/tools/browser.py
	@PYTHONPATH=hooks:tests $(BIN)/python tests/tools/draw_cards.py

schemas: $(READY) ## Print the JSON Schemas of the records anew, for editors
	@PYTHONPATH=hooks $(BIN)/python -m report.write.record_schemas docs/records/schemas

bench: $(READY) ## Compare search engines and their parts, builds and first visits, in one run (installs the others first)
	@$(BIN)/python tests/tools/browser.py
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	@PYTHONPATH=hooks:tests $(BIN)/python tests/tools/bench_build.py
	@PYTHONPATH=hooks:tests $(BIN)/python tests/tools/bench.py
	@PYTHONPATH=hooks:tests $(BIN)/python tests/tools/bench_parts.py

load: build ## Ask a server on this machine for all pages, also while editions are published (needs wrk)
	@PYTHONPATH=hooks:tests $(BIN)/python tests/tools/load.py

readers: check ## Run reader modes and clippers over the chapters: what do they lose? (needs Node)
	@$(BIN)/python -m pytest tests/build/test_readers.py tests/build/test_other_tools.py

validate: build ## Check every page with the W3C's Nu Html Checker (needs Java; npm fetches the checker)
	@npm install --prefix .vnu --no-save --silent vnu-jar@26.9.27
	@java -jar .vnu/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html site

lighthouse: $(READY) ## Audit every kind of page with Lighthouse, the median of five runs (needs Node)
	@$(BIN)/python tests/tools/browser.py
	@PYTHONPATH=hooks:tests $(BIN)/python tests/tools/lighthouse.py

ledger: build ## Add the addresses of a fresh build to docs/records/ledger/published.txt
	@PYTHONPATH=hooks $(BIN)/python -m report.publish.ledger site

links: build ## Report links to other sites that do not answer (installs lychee first; changes nothing)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	@$(BIN)/lychee --no-progress --scheme http --scheme https --exclude '^$(SITE_URL)' 'site/**/index.html' || true

audit: $(READY) ## Look up the locked packages among those with known faults (75: could not be asked; installs pip-audit first)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	@$(BIN)/python tests/tools/audit.py requirements.lock requirements-bench.lock

sbom: $(READY) ## Write what the site is made with into sbom.cdx.json (CycloneDX)
	@$(BIN)/python tests/tools/bill_of_materials.py sbom.cdx.json
	@echo "Wrote sbom.cdx.json"

format: $(READY) ## Format the code
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .
	@$(JAVASCRIPT)/check --write

lock: $(READY) ## Renew the lock files from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile $(LOCKED) --extra=dev --output-file=requirements.lock pyproject.toml
	@$(BIN)/uv pip compile $(LOCKED) --extra=dev --extra=bench --constraints=requirements.lock \
	  --output-file=requirements-bench.lock pyproject.toml

clean: ## Remove everything that the commands made
	@rm -rf .venv site .build dist sbom.cdx.json .mypy_cache .pytest_cache .ruff_cache .rumdl_cache .mutants $(JAVASCRIPT)/node_modules
