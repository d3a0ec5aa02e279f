# make site : set up and build content/ into output/      make test : set up and run every test
# make check: lint, types, import contracts               make lock : write the lock files anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE_STAMP := $(VENV)/.installed-site
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: site serve test check format lock assets bench clean

site: $(SITE_STAMP) assets
	$(BIN)/site-builder build content --output output
	@echo "网站在 output/ 里：用浏览器打开 output/index.html，或运行 make serve 实时预览。"

serve: $(SITE_STAMP) assets
	$(BIN)/site-builder serve content

test: $(DEV_STAMP) browser
	$(BIN)/python scripts/build_assets.py --dev
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_STAMP)
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(DEV_STAMP) assets
	$(BIN)/python -m benchmarks.build --workers --write $(BENCH)

lock:
	sh scripts/lock.sh

assets: | $(VENV)/bin/python
	$(BIN)/python scripts/build_assets.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(SITE_STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	test -e $(DEV_STAMP) || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python scripts/build_assets.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(DEV_STAMP): requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python scripts/build_assets.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@ $(SITE_STAMP)

.PHONY: browser
browser:
	sh scripts/install_browser.sh

clean:
	rm -rf output .site-builder
