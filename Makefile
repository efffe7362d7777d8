# make recommend   the plan of an applicant: make recommend ARGS="--specialty pediatrics --visa j1 --budget 12000"
# make budget      what rotations cost and when to pay; takes ARGS as well
# make test        the linters, the types and the tests
# make test-all    the tests on every Python from 3.11 on that is found, each with a wheel of its own: minutes for each
# make package     the wheel and the source distribution in dist/, checked as an index would check them
# make bench       how fast the optimizer is, alone and beside CP-SAT: a few minutes; benchmarks/README.md has more
# make schemas     the JSON Schemas of the data files anew, after a change of their models
# make docs        the references, the man page and the pictures in docs anew, after a change of commands or screens
# make licences    the table of docs/licences.md anew, after a change of the libraries
# make site        the documentation as a web site, in the folder site
# make clean       remove all that these made
#
# All but the last make an environment in .venv where there is none; that takes a minute, once. They use uv where it is
# installed, else Python 3.11 or newer (PYTHON=/path/to/python3 names one), and install nothing outside this folder.
# Only results go to standard output: make -s recommend ARGS="--profile me.yaml --json" | jq .plan

# Planned for where there are no ARGS, and no terminal on which the program could ask.
EXAMPLE = --specialty internal-medicine --grad-year 2023 --visa b1-b2 --budget 9000 --match-year 2028
ARGS ?=
# The applicants of the demo are profiles, which are no part of the catalogue.
FORMS = $(filter-out demo_applicants.yaml,$(notdir $(wildcard data/*.yaml))) programs.d residency_requirements.d
PYTHON =

VENV := .venv
BIN := $(VENV)/bin
# Stamps: PLACE holds the path of the checkout, the others are as old as what was installed last.
PLACE := $(VENV)/.usceplan-place
APP := $(VENV)/.usceplan-app
DEV := $(VENV)/.usceplan-dev
SITE := $(VENV)/.usceplan-site

# Downloads stay in this folder too, unless the user has said where to keep them.
PIP_CACHE_DIR ?= $(CURDIR)/.cache/pip
UV_CACHE_DIR ?= $(CURDIR)/.cache/uv
export PIP_CACHE_DIR UV_CACHE_DIR
# The libraries of another Python must not stand before those of .venv.
unexport PYTHONPATH PYTHONHOME

.NOTPARALLEL:
.PHONY: help recommend budget test test-all package bench schemas docs licences site clean FORCE

help:
	@sed -n -e '/^$$/q' -e 's/^# \{0,1\}//p' Makefile

recommend budget: $(APP)
	@if [ -n "$(if $(strip $(ARGS)),given)" ] || [ -t 0 ]; then exec $(BIN)/usceplan $@ $(ARGS); fi; \
	echo 'No ARGS, and no terminal to ask on: this is for an example applicant.' >&2; \
	echo 'usceplan $@ $(EXAMPLE)' >&2; \
	exec $(BIN)/usceplan $@ $(EXAMPLE)

# The tests come last, so that their closing line is the last one of the output. They run on all processors, those of a
# file on one, so that what a file makes once is not made twice.
test: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest --numprocesses auto --dist loadfile

# Of pyenv, whose commands lead to none but the one that is switched on.
PYENV_PYTHONS = $(wildcard $(or $(PYENV_ROOT),$(HOME)/.pyenv)/versions/3.*/bin/python)

test-all: $(DEV)
	@$(BIN)/tox run $(if $(PYENV_PYTHONS),--discover $(PYENV_PYTHONS))

# Without a network: the tools of .venv build, as tests/test_packaging.py does, which also compares the bytes.
package: $(DEV)
	@rm -rf dist
	@said=$$($(BIN)/python -m build --no-isolation --sdist --wheel 2>&1) || { echo "$$said" >&2; exit 1; }
	@$(BIN)/twine --no-color check --strict dist/*
	@$(BIN)/check-wheel-contents dist/*.whl
	@wc -c dist/*

bench: $(DEV)
	@$(BIN)/python benchmarks/solve_times.py --applicants 60 --sizes 100 300 1000 --applicants-per-size 10
	@$(BIN)/python benchmarks/against_cpsat.py --applicants 10 --seconds 20

schemas: $(APP)
	@for form in $(FORMS); do \
	  $(BIN)/usceplan catalog schema $$form >data/schemas/$${form%.yaml}.schema.json || exit 1; \
	done

licences: $(DEV)
	@$(BIN)/python tests/licence_table.py

docs: $(APP)
	@$(BIN)/python reference/write_reference.py

# The variable is for a notice of Material that is no warning of this site: when it ends, and what follows it.
site: $(SITE)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo 'The site is in the folder site: open site/index.html' >&2

clean:
	rm -rf $(VENV) .cache build dist site .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- The environment

# A command that is found may still not run (pyenv has such), so each is tried.
HAS_UV = uv --version >/dev/null 2>&1
IS_NEW = import sys; sys.exit(sys.version_info < (3, 11))
# The real name, such as /usr/bin/python3.12, so that .venv keeps its Python when `python3` comes to mean another.
REAL_NAME = import ensurepip, os, sys, venv; print(os.path.realpath(sys.executable))
PYTHONS = $(if $(PYTHON),'$(PYTHON)',python3 python3.14 python3.13 python3.12 python3.11)

FIND_PYTHON = \
	python= bare=; \
	for each in $(PYTHONS); do \
	  "$$each" -c '$(IS_NEW)' 2>/dev/null || continue; \
	  python=$$("$$each" -c '$(REAL_NAME)' 2>/dev/null) && break; \
	  bare=$$each; \
	done; \
	if [ -z "$$python" ] && [ -n "$$bare" ]; then \
	  echo "error: $$bare cannot make an environment: its modules venv and ensurepip are not installed."; \
	  echo; \
	  echo 'hint: on Debian or Ubuntu: sudo apt install python3-venv; then run make again'; \
	  exit 1; \
	elif [ -z "$$python" ]; then \
	  echo "error: usceplan needs Python 3.11 or newer; none was found (tried:" $(PYTHONS)")."; \
	  echo; \
	  echo 'hint: on Debian or Ubuntu: sudo apt install python3 python3-venv; on macOS: brew install python;'; \
	  echo '      or from https://www.python.org/downloads/; or name one: make PYTHON=/path/to/python3'; \
	  exit 1; \
	fi

# A Python that uv fetches, for want of one on the machine, stays in this folder as well.
UV_VENV = uv venv --quiet --no-project --python '$(if $(PYTHON),$(PYTHON),>=3.11)' $(VENV)
UV_MAKES = \
	UV_PYTHON_DOWNLOADS=never $(UV_VENV) 2>/dev/null \
	|| UV_PYTHON_INSTALL_DIR='$(CURDIR)/.cache/python' UV_PYTHON_INSTALL_BIN=0 $(UV_VENV)

# The scripts of an environment name its folder and its Python: when either has gone, it is made anew.
ifneq ($(shell [ -x $(BIN)/python ] && cat $(PLACE) 2>/dev/null),$(CURDIR))
$(PLACE): FORCE
endif

# An environment that make did not make (it has no stamp) is kept if its Python will do.
$(PLACE):
	@exec >&2; \
	if [ -e $@ ] || ! $(BIN)/python -c '$(IS_NEW)' 2>/dev/null; then \
	  rm -rf $(VENV); \
	  echo 'Making the environment $(VENV) ...'; \
	  if $(HAS_UV); then $(UV_MAKES); else $(FIND_PYTHON); "$$python" -m venv $(VENV); fi || exit 1; \
	fi; \
	pwd -P >$@

# The script `usceplan` is written by pip; before 25.2 it imports `re`, which takes half as long as Python's own start.
# Where a newer pip cannot be had, the old one does as well.
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check
NEW_PIP = $(PIP) 'pip>=25.2' >/dev/null 2>&1 || :

# $(call INSTALL,WHAT): put it into the environment, which need not have pip if uv made it. What is installed from a
# checkout nobody else compiles, and where Python may write no bytecode (PYTHONDONTWRITEBYTECODE) every run would anew.
INSTALL = \
	exec >&2; \
	if $(HAS_UV); then uv pip install --quiet --python $(BIN)/python --editable $(1); else \
	  { $(BIN)/python -m pip --version || $(BIN)/python -m ensurepip; } >/dev/null 2>&1; \
	  $(NEW_PIP); \
	  $(PIP) --editable $(1); \
	fi && $(BIN)/python -m compileall -q src

$(APP): $(PLACE) pyproject.toml
	@echo 'Installing usceplan in $(VENV) ...' >&2
	@$(call INSTALL,.)
	@touch $@

$(DEV): $(PLACE) pyproject.toml
	@echo 'Installing usceplan and its development tools in $(VENV) ...' >&2
	@$(call INSTALL,'.[dev]')
	@touch $(APP) $@

$(SITE): $(PLACE) pyproject.toml
	@echo 'Installing usceplan and what makes the site in $(VENV) ...' >&2
	@$(call INSTALL,'.[docs]')
	@touch $(APP) $@
