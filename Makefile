# Two commands: `make run` starts the dashboard, `make test` runs every test. Both do all the set-up on a fresh Debian or Ubuntu.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= 127.0.0.1
BIN = .venv/bin
# apt works for root and for a user who may sudo without a password; elsewhere the step is left out and says so
APT = sh -c 'if [ "$$(id -u)" = 0 ]; then DEBIAN_FRONTEND=noninteractive apt-get "$$@"; else sudo -n env DEBIAN_FRONTEND=noninteractive apt-get "$$@"; fi' apt

.PHONY: run test ocr samples messages benchmarks clean

run: .venv/installed
	$(BIN)/python -m loaders samples --if-empty
	@echo "公开看板: http://$(ADDRESS):$(PORT)  (Ctrl+C stops it)"
	$(BIN)/streamlit run dashboard.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true --server.fileWatcherType none

# a hundred processes start here: what they import is compiled once, also where the environment keeps no compiled files
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/installed-dev browser
	$(BIN)/python -m pytest -n 2

# recognition of scans and pictures for the dashboard: 270 MB; `make test` installs it too
ocr: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-ocr.txt

samples: .venv/installed-dev
	$(BIN)/python -m tests.samples

# not `pybabel compile`, which takes a percent sign in a sentence for a placeholder
COMPILE = import sys; from babel.messages import mofile, pofile; [mofile.write_mo(open(po[:-2] + "mo", "wb"), pofile.read_po(open(po, "rb"))) for po in sys.argv[1:]]
messages: .venv/installed-dev
	$(BIN)/python -c '$(COMPILE)' locale/*/LC_MESSAGES/*.po

benchmarks: .venv/installed-dev
	for figure in benchmarks/*.py; do $(BIN)/python -m benchmarks.$$(basename $$figure .py); done

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(APT) update -qq; $(APT) install -y -qq python3-venv; } || { echo "Install python3-venv, then run make again."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/installed-dev: requirements-dev.txt requirements-ocr.txt requirements-dask.txt requirements-login.txt requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ .venv/installed

.PHONY: browser
browser:
	@command -v chromium >/dev/null 2>&1 && fc-list :lang=zh 2>/dev/null | grep -q . || { $(APT) update -qq && $(APT) install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null; } || echo "Chromium could not be installed: the browser tests will be skipped."
