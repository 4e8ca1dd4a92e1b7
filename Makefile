# Parvis from the shell. `make help` lists what there is.
# Needs Python 3.11 or newer and make; everything else goes into .venv.

PY  := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --require-hashes
MO  := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
POT ?= translations/messages.pot
QUICK := tests/models tests/formats tests/mails tests/blueprints tests/house
UV  := 0.13.9

# What deno keeps for itself; it asks nobody whether there is a newer one.
export DENO_DIR := build/deno
export DENO_NO_UPDATE_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: wordpress help serve setup setup-dev test test-quick check format bench profile demo messages pictures screens engines lighthouse extract lock clean

help:  ## what this list says
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

serve: setup  ## set up what is missing, then run the production server on http://127.0.0.1:8000
	@.venv/bin/flask --app app serve

demo: setup  ## load the example events, registrations and comments
	@.venv/bin/flask --app app demo

test: setup-dev  ## the whole test suite (one part: make test T=tests/models)
	@sh tests/provision.sh
	@$(PY) -m pytest $(T)

test-quick: setup-dev  ## what needs no browser, no PostgreSQL and no server
	@$(PY) -m pytest -m "not browser and not postgres and not wordpress" $(QUICK)

check: setup-dev  ## format, lint, types, templates, migrations, translations, lock files
	.venv/bin/ruff format --check --quiet .
	.venv/bin/ruff check --quiet .
	.venv/bin/mypy --no-error-summary
	.venv/bin/deno fmt --check --quiet
	.venv/bin/deno lint --quiet
	.venv/bin/djlint --quiet --lint templates
	$(PY) -m tests.house.migrations
	$(PY) -m tests.house.translations
	$(PY) -m tests.house.locks

format: setup-dev  ## lay out Python, JavaScript and CSS as make check wants them
	@.venv/bin/ruff format --quiet .
	@.venv/bin/deno fmt --quiet

bench: setup-dev  ## the benchmark of docs/performance.md, printed as ratios
	@$(PY) -m bench

profile: setup-dev  ## what each verb costs: statements and processor time (into one: python -m bench.profile register)
	@$(PY) -m bench.profile

pictures: setup-dev  ## take the pictures of the guide anew (needs Chromium)
	@$(PY) -m tests.pictures

wordpress: setup-dev  ## try the plug-in with a real WordPress (Debian's wordpress, php-cli, mariadb-server)
	@.venv/bin/pytest -n 0 -m wordpress tests/wordpress

screens: setup-dev  ## take the pictures that the visual comparison uses anew, to be looked at (some: make screens S=home)
	@$(PY) -m tests.screens $(S)

lighthouse: setup-dev  ## Google's Lighthouse on every public page of the example (needs Node 18 and Chromium)
	@$(PY) -m tests.lighthouse

engines: setup-dev .venv/requirements-engines.txt  ## the journeys in Firefox and in WebKit, Safari's engine, where they are installed
	@$(PY) -m tests.engines

messages: extract  ## collect the texts to translate into translations/*/LC_MESSAGES/messages.po
	@test -f translations/fr/LC_MESSAGES/messages.po || \
	  .venv/bin/pybabel --quiet init --input-file $(POT) --output-dir translations --locale fr --width 110
	@.venv/bin/pybabel --quiet update --input-file $(POT) --output-dir translations \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 110

# Sorted by text and without line numbers, so that two people's catalogues merge.
extract: setup
	@mkdir -p translations
	@.venv/bin/pybabel --quiet extract --mapping-file pyproject.toml --add-location file --width 110 --sort-output \
	  --keyword _l --keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 \
	  --keyword lazy_npgettext:1c,2,3 --project Parvis --copyright-holder "the Parvis contributors" --output $(POT) .

lock: setup  ## resolve requirements*.in anew into requirements*.txt (one package: make lock UPGRADE=flask)
	@test -x .venv/bin/uv || $(PY) -m pip install -qq --disable-pip-version-check uv==$(UV)
	@for set in requirements requirements-dev requirements-engines; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command 'make lock' $(addprefix --upgrade-package ,$(UPGRADE)) \
	    $$set.in --output-file $$set.txt || exit 1; \
	done

clean:  ## remove what can be made again; instance/ stays
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis build translations/messages.pot $(MO)
	@find . -path ./.venv -prune -o -path ./instance -prune -o -name __pycache__ -print | xargs -r rm -rf
	@test -L .venv || rm -rf .venv

# --- set-up -----------------------------------------------------------------------------------------------

setup: .venv/requirements.txt $(MO)
setup-dev: setup .venv/requirements-dev.txt

# The stamp is a copy of what was installed: the same lock, checked out again, costs a comparison.
.venv/%.txt: %.txt | $(PY)
	@cmp -s $< $@ || { echo "Installing $< into .venv…"; $(PIP) --requirement $<; }
	@cp $< $@

$(PY):
	@sh -eu -c ' \
	  for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	    "$$name" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || continue; \
	    "$$name" -c "import ensurepip, venv" 2>/dev/null || { missing=$${missing:-$$name}; continue; }; \
	    rm -f .venv/requirements.txt .venv/requirements-dev.txt; \
	    "$$name" -m venv .venv && exit 0; \
	    test -L .venv || rm -rf .venv; exit 1; \
	  done; \
	  if test -n "$${missing:-}"; then \
	    version=$$("$$missing" -c "import sys; print(\"%d.%d\" % sys.version_info[:2])"); \
	    echo "Parvis found Python $$version but not its venv module. On Debian: apt-get install python$$version-venv" >&2; \
	  else \
	    echo "Parvis needs Python 3.11 or newer. On Debian or Ubuntu: apt-get install python3.11 python3.11-venv" >&2; \
	  fi; \
	  exit 1'

%.mo: %.po | .venv/requirements.txt
	@.venv/bin/pybabel --quiet compile --input-file $< --output-file $@
