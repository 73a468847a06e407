# The two commands: `make demo` and `make test`. Each sets up what it needs, from a fresh checkout.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PAYROLL_FAULT_ROUNDS ?= 200
PAYROLL_FUZZ_ROUNDS ?= 300
PAYROLL_MANIPULATIONS ?= 2000

.PHONY: demo test check bench bench-page bench-engine test-office test-browser test-postgres test-faults test-fuzz wheel docs site messages format lock clean

demo: $(READY)
	$(BIN)/payroll demo

test: $(READY)
	$(BIN)/pytest -q -m "not office and not browser and not postgres and not faults and not fuzz"

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/test_imports.py

bench: $(READY)
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.ledger_bench
	$(BIN)/python -m benchmarks.posting_bench
	$(BIN)/python -m benchmarks.clock_bench
	$(BIN)/python -m benchmarks.statement_bench

# What the page of a large month takes in Chromium, which must be installed.
bench-page: $(READY)
	$(BIN)/python -m benchmarks.page_bench

# A month in parts beside one process, and 100,000 to 2,000,000 employees into docs/scaling.json; Linux only, takes
# long and some 20 GB of disk. `make docs` then draws the picture.
bench-engine: $(READY)
	$(BIN)/python -m benchmarks.engine_bench

# Opens the workbook with LibreOffice, which must be installed.
test-office: $(READY)
	$(BIN)/pytest -q -m office

# Opens the pages with Chromium, which must be installed.
test-browser: $(READY)
	$(BIN)/pytest -q -m browser

# The book of record on PostgreSQL: on a server that the tests start (its programs must be installed), or the one
# that PAYROLL_TEST_POSTGRES names.
test-postgres: $(READY)
	$(BIN)/pytest -q -m "postgres and not faults"

# Kills commands, fills disks, cuts connections, damages files and manipulates posted lines; PostgreSQL's server must be
# installed.
test-faults: $(READY)
	PAYROLL_FAULT_ROUNDS=$(PAYROLL_FAULT_ROUNDS) $(BIN)/pytest -q -m faults
	PAYROLL_MANIPULATIONS=$(PAYROLL_MANIPULATIONS) $(BIN)/pytest -q tests/ledger/test_manipulations.py

# Damages the samples of clocks' files at random, so many times each.
test-fuzz: $(READY)
	PAYROLL_FUZZ_ROUNDS=$(PAYROLL_FUZZ_ROUNDS) $(BIN)/pytest -q -m fuzz

# Builds the wheel and runs its demo from another folder, in an environment of its own.
wheel: $(READY)
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/pip install -q --disable-pip-version-check -r requirements.lock
	build/wheel/bin/pip install -q --disable-pip-version-check --no-deps dist/*.whl
	cd build && wheel/bin/payroll demo --out wheel-demo

# Rewrites the generated pages, tables and pictures: commands, problems, limits of the laws, keys of a policy, what
# months of growing size take.
docs: $(READY)
	$(BIN)/python -m docs.make_commands
	$(BIN)/python -m docs.make_law
	$(BIN)/python -m docs.make_policy
	$(BIN)/python -m docs.make_scaling
	$(BIN)/python -m docs.make_scale

# Builds the documents as a site that is read from a folder: build/site/index.html, and its Chinese half in zh.
site: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet -f mkdocs.zh.yml

# Brings the catalogues of both languages up to what the code says, and compiles them; names what lacks its Chinese.
messages: $(READY)
	$(BIN)/python -m tools.messages

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pins the newest versions that pyproject.toml allows, for every supported Python and system.
lock:
	uv pip compile -q --universal --python-version 3.11 --extra dev --extra dask \
		--no-header --generate-hashes --no-annotate --upgrade pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "payroll needs Python 3.11 or later; name one with: make PYTHON=python3.12 …"; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
