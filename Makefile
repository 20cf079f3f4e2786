# What there is to do here. `make run` and `make test` work in a fresh clone with Python 3.11+ and make, nothing more.

VENV ?= .venv
PORT ?= 8000
PYTHON ?= python3
BIN := $(VENV)/bin
DATA := $(shell find src/onward/knowledge/data src/onward/directory/data -type f 2>/dev/null)
# uv where it is installed, else venv and pip; both take the same pinned versions.
UV := $(shell command -v uv 2>/dev/null)
SHARED ?= ../shared

.PHONY: help run test lint types imports build eval review bench train clean

help:  ## List these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/'

run: $(VENV)/.installed  ## Serve the site on http://127.0.0.1:8000 (PORT= changes it), with sample data on the first run
	@ONWARD_DATA="$${ONWARD_DATA:-$(CURDIR)/.onward}" $(BIN)/onward serve --port $(PORT)

test: $(VENV)/.developing build lint types imports  ## Every check and every suite
	$(BIN)/python -m pytest --cov --cov-report=term

lint: $(VENV)/.developing  ## Format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.developing build  ## mypy --strict
	ONWARD_DATA=$$(mktemp -d) $(BIN)/mypy

imports: $(VENV)/.developing  ## Rooms call downwards only
	$(BIN)/lint-imports

build: $(VENV)/.developing src/onward/knowledge/compiled.json  ## Compile knowledge and gazetteer

src/onward/knowledge/compiled.json: $(DATA) tools/compile_data.py $(VENV)/.developing
	$(BIN)/python tools/compile_data.py

eval: build  ## Score the navigator on the shared evaluation set
	$(BIN)/python tools/eval_input.py $(SHARED)/eval/dev.jsonl | $(BIN)/onward route --workers 2 > .eval.jsonl
	$(BIN)/python $(SHARED)/eval/score.py $(SHARED)/eval/dev.jsonl .eval.jsonl
	$(BIN)/python tools/evaluate.py $(SHARED)/eval/dev.jsonl tests/eval/pages.jsonl

review: build  ## Fail when a rule is past its review date
	$(BIN)/python tools/review.py

bench: build  ## Time the decision, the build and the search
	$(BIN)/python benchmarks/navigator.py
	$(BIN)/python benchmarks/first_figures.py
	$(BIN)/python benchmarks/bulk.py

train: build  ## Train the learned reader on the phrase bank (PyTorch, in an environment of its own; five minutes)
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	OMP_NUM_THREADS=1 .venv-train/bin/python tools/train_reader.py

clean:  ## Remove the environment and everything compiled
	rm -rf $(VENV) .venv-train .onward .eval.jsonl src/onward/knowledge/compiled.json src/onward/directory/gazetteer.json

$(VENV)/.installed: pyproject.toml constraints.txt hatch_build.py tools/compile_data.py $(DATA)
ifdef UV
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	$(UV) pip install --quiet --python $(BIN)/python -c constraints.txt -e .
else
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
endif
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
ifdef UV
	$(UV) pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
endif
	@touch $@
