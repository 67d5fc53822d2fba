# make demo: a real model rewrites a real draft, offline. make test: everything that is checked. CONTRIBUTING.md tells the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Tests start hundreds of processes: none of them compiles what another has compiled, whatever the machine's settings say.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/.pycache

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
UV_VERSION := 0.13.9
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
DONE := .venv/.done
CACHE := $(or $(REWRITER_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/rewriter)

# llama.cpp tuned to the machine that builds it (GGML_NATIVE) crashes on processors with AMX: the instructions are named instead.
AVX512 := $(shell for f in avx512f avx512vbmi avx512_vnni avx512_bf16; do grep -qw "$$f" /proc/cpuinfo 2>/dev/null || exit 0; done; echo avx512)
CPU := $(or $(AVX512),generic)
CMAKE_avx512 := -DGGML_AVX512=ON -DGGML_AVX512_VBMI=ON -DGGML_AVX512_VNNI=ON -DGGML_AVX512_BF16=ON
LLAMA_CMAKE := -DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF $(CMAKE_$(CPU)) "-DCMAKE_PROJECT_llama_cpp_INCLUDE=$(CURDIR)/requirements/llama-slim.cmake"
RUN ?= evals/recordings/embedded
CORES := $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)

.PHONY: help demo test unit lint fix bench eval docs model browser extension postgres lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do printf 'make %-9s %s\n' "$$name" "$$text"; done

demo: $(DONE)/demo model ## install, fetch the model, rewrite a sample draft
	@printf '\n── The client wrote ──\n'; cat docs/sample/client.txt; printf '\n── The draft (docs/sample/draft.txt) ──\n'; cat docs/sample/draft.txt
	@printf '\n── rewriter rewrite docs/sample/draft.txt --pack post -v ──\n'; start=$$SECONDS; code=0; \
	$(BIN)/rewriter rewrite docs/sample/draft.txt --pack post --client-file docs/sample/client.txt --context docs/sample/context.json -v || code=$$?; \
	printf '\n%s s. Your own draft: %s rewrite\n' "$$((SECONDS - start))" "$(BIN)/rewriter"; \
	[ "$$code" -le 1 ] || { echo "The rewrite failed (exit code $$code). What is missing: $(BIN)/rewriter doctor" >&2; exit "$$code"; }

# All steps run, so that one look shows all that is wrong; pytest comes last, and its summaries close the output. What runs the model
# runs by itself: two on two cores take ten times as long, not twice. Exit code 5: ARGS choose nothing in that half.
PYTEST = $(BIN)/python -m pytest $(if $(CI),--durations=10)
test: $(DONE)/dev model browser postgres ## lint, types, all tests, those with the model too; make test ARGS='-k law'
	@code=0; ran=0; $(MAKE) --no-print-directory lint || code=1; \
	half() { got=0; $(PYTEST) "$$@" $(ARGS) || got=$$?; [ "$$got" -eq 5 ] || { ran=1; [ "$$got" -eq 0 ] || code=$$got; }; }; \
	half -m 'model or alone'; half -m 'not model and not alone' -n $(CORES) --maxprocesses 8 --dist loadfile; \
	[ "$$ran" -eq 1 ] || { echo 'make test: no test was chosen' >&2; code=5; }; \
	[ "$$code" -eq 0 ] || printf 'make test: failed, the summaries above say what. Lint and types: make lint (make fix mends some). One test again: %s -m pytest TEST\n' "$(BIN)/python" >&2; \
	exit "$$code"

unit: $(DONE)/dev ## the tests that need no model
	@$(BIN)/python -m pytest -m 'not model and not alone' $(ARGS)

lint: $(DONE)/dev ## ruff, mypy, the packs
	@code=0; \
	$(BIN)/ruff check . || { echo 'ruff check: see above; `make fix` mends what can be mended by itself.' >&2; code=1; }; \
	$(BIN)/ruff format --check --output-format concise . || { echo 'ruff format: see above; `make fix` formats.' >&2; code=1; }; \
	$(BIN)/mypy || { echo 'mypy: see above.' >&2; code=1; }; \
	$(BIN)/rewriter packs validate || { echo 'packs: see above, file:line:col.' >&2; code=1; }; \
	exit "$$code"

fix: $(DONE)/dev ## mend what ruff can mend by itself, and format
	@$(BIN)/ruff check --fix --quiet . || true; $(BIN)/ruff format .

bench: $(DONE)/dev model ## the benchmarks; each prints ratios
	@for file in benchmarks/[a-z]*.py; do printf '── %s\n' "$$file"; $(BIN)/python "$$file"; done

# No model and no network: what the embedded model answered is in the repository.
eval: $(DONE)/dev ## score the recorded answers of the embedded model by today's rules, and write a report; make eval RUN=folder for another run
	@[ -f '$(RUN)/run.json' ] || { echo '$(RUN): no run here. Record one: $(BIN)/rewriter eval run SUITE -o $(RUN)' >&2; exit 2; }
	@rm -rf build/eval; mkdir -p build/eval; cp -r '$(RUN)/.' build/eval/
	@$(BIN)/rewriter eval score build/eval
	@$(BIN)/rewriter eval report build/eval
	@echo 'The report: $(CURDIR)/build/eval/report/report.html'

docs: $(DONE)/dev ## docs/rules.md and docs/traceability.md anew from rules, packs and cases
	@$(BIN)/python docs/make.py

# The tests of the kept history run on a real PostgreSQL, too; without one they are skipped, and under CI they fail.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then echo 'PostgreSQL: apt-get install postgresql'; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	else echo 'PostgreSQL is missing: its tests are skipped. Debian, Ubuntu: sudo apt-get install postgresql; macOS: brew install postgresql' >&2; fi; }

model: $(DONE)/demo
	@$(BIN)/rewriter models pull

# The operator's page is tested in a real one. Without it those tests are skipped; in CI they fail.
browser: ## Chromium for the page's tests, where it is missing and can be installed
	@command -v chromium chromium-browser google-chrome >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Chromium: apt-get install chromium'; export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null || echo 'Chromium was not installed: see above.' >&2; \
	else \
		echo 'Chromium is missing: the tests of the page are skipped. Debian, Ubuntu: sudo apt-get install chromium; elsewhere: any Chromium or Chrome in PATH' >&2; \
	fi

# Nothing but Python's standard library: the plugin can be built where nothing is installed.
extension: ## the browser plugin: build/extension to load unpacked, dist/*.zip to hand out
	@PYTHONPATH=. $(if $(wildcard $(BIN)/python),$(BIN)/python,$(PYTHON)) extension/build.py

# ── Set-up ── Only what a lock's hash vouches for is installed, the tools that build included.

$(BIN)/python:
	@[ -n '$(PYTHON)' ] || { echo 'Python 3.11 or newer is needed; none was found. Debian, Ubuntu: apt-get install python3 python3-venv; or name one: make PYTHON=/path/to/python3.12' >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo 'Python cannot make virtual environments here. Debian, Ubuntu: apt-get install python3-venv' >&2; exit 1; }

$(DONE)/build: requirements/build.txt | $(BIN)/python
	@echo 'Build tools: requirements/build.txt'
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r $<
	@mkdir -p $(@D); touch $@

# Its wheel is built once a machine and kept apart for each kind of processor: pip's own cache does not tell builds apart.
$(DONE)/llama: requirements/demo.txt requirements/llama-slim.cmake $(DONE)/build
	@command -v c++ g++ clang++ >/dev/null || { echo 'A C++ compiler is needed to build llama.cpp. Debian, Ubuntu: apt-get install g++; macOS: xcode-select --install' >&2; exit 1; }
	@awk '/^llama-cpp-python==/ {on = 1} on {print} !/\\$$/ {on = 0}' $< > .venv/llama.txt
	@echo 'llama.cpp ($(CPU)): where it has not been built before, this compiles for some minutes on $(CORES) cores.'
	@start=$$SECONDS; \
	PATH="$(CURDIR)/$(BIN):$$PATH" CMAKE_ARGS='$(LLAMA_CMAKE)' CMAKE_GENERATOR=Ninja CMAKE_BUILD_PARALLEL_LEVEL=$(CORES) $(PIP) --cache-dir '$(CACHE)/build-$(CPU)' \
		install --progress-bar off --no-deps --no-build-isolation --require-hashes -r .venv/llama.txt > .venv/llama.log 2>&1 \
		|| { tail -40 .venv/llama.log; echo 'llama.cpp was not built; the whole log: .venv/llama.log' >&2; exit 1; }; \
	echo "llama.cpp is there ($$((SECONDS - start)) s)."
	@touch $@

$(DONE)/demo $(DONE)/dev: $(DONE)/%: requirements/%.txt pyproject.toml $(DONE)/llama
	@echo 'Packages: $<'
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r $<
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lock: $(DONE)/build ## requirements/*.txt anew from pyproject.toml; UPGRADE=1 takes newer versions
	@$(PIP) install --quiet uv==$(UV_VERSION)
	@$(UV_COMPILE) pyproject.toml --extra dev -o requirements/dev.txt
	@$(UV_COMPILE) pyproject.toml --extra local -c requirements/dev.txt -o requirements/demo.txt
	@$(UV_COMPILE) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	@! grep -nE ':/{2}|^-' requirements/*.txt || { echo 'A lock must not carry an address or an option: see above.' >&2; exit 1; }

clean: ## remove .venv and what tools left; the model and llama.cpp's wheel stay in the user's cache
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
