# On a machine with Python 3.11 or later and make, nothing else:
#   make site    sets up, and publishes content/ as public/
#   make test    sets up, the browser included, and checks everything; stops at the first stage that fails
#   make audit   sets up, and has every page type judged by others' checkers, which it installs into .audit/
#   make benchmark   sets up, and measures this program beside other generators, which it installs into .benchmark/
#   make clean   removes what these two have made
# Another interpreter than python3: make site PYTHON=python3.12 (after make clean, where another was used before).

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: site test audit benchmark clean

site: $(VENV)/installed
	$(RUN) build.py

test: $(VENV)/installed
	$(RUN) tests/browser_setup.py
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) -m pytest

audit: $(VENV)/installed
	$(RUN) tests/browser_setup.py
	PYTHONPATH=tests $(RUN) audits/audit.py

benchmark: $(VENV)/installed
	$(RUN) tests/browser_setup.py
	$(RUN) benchmarks/side_by_side.py
	PYTHONPATH=tests:audits $(RUN) benchmarks/search.py
	PYTHONPATH=tests:audits $(RUN) benchmarks/page_speed.py

clean:
	rm -rf $(VENV) .audit .benchmark tests/scripts/node_modules public .cache dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Made once, and again when what it is made from changes. The lock holds the build backend too, so that the package
# itself needs no download: `--no-build-isolation`. Debian ships Python without what makes virtual environments.
$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "$(PYTHON) is not Python 3.11 or later. Name one that is: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { [ "$$(id -u)" = 0 ] && apt-get update && apt-get install --yes python3-venv; } \
	    || { echo "$(PYTHON) cannot make virtual environments. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --require-hashes --requirement requirements.lock
	$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
