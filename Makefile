# The commands of Atelier. Each installs what it needs; a second call is fast.
.DEFAULT_GOAL := build
.PHONY: build run dev test bench asan tsan fuzz format lint shots clean

RELEASE := build/release

build: ## the release server and the web app
	@tools/install.sh build
	@tools/build.sh release
	@tools/web.sh

run: build ## server + seeded demo workspace; prints one link to open
	@tools/run.sh

dev: ## server with reload of the web app (Vite)
	@tools/install.sh build
	@tools/build.sh dev atelier
	@tools/dev.sh

test: ## everything; the last line counts what ran
	@tools/install.sh build test browsers
	@python3 tools/test.py

bench: ## side-by-side figures -> bench/results/latest.{md,json}
	@tools/install.sh build test
	@tools/build.sh release
	@tools/npm.sh
	@node bench/run.mjs

asan tsan: ## the C++ tests under a sanitizer
	@tools/install.sh build test
	@tools/build.sh $@
	@python3 tools/test.py --only $@

fuzz: ## every fuzz target for SECONDS (default 600)
	@tools/install.sh build test
	@tools/build.sh fuzz
	@python3 tools/fuzz.py --seconds $(or $(SECONDS),600)

format: ## clang-format and prettier, in place
	@tools/install.sh build test
	@tools/npm.sh
	@git ls-files '*.cc' '*.h' | xargs clang-format-14 -i
	@npx prettier --log-level warn --write .

lint: ## layers, lengths, rules with tests, format, clang-tidy, eslint
	@tools/install.sh build test
	@tools/npm.sh
	@python3 tools/test.py --only lint tidy

shots: ## screenshots of every page and state -> web/e2e/shots
	@tools/install.sh build browsers
	@$(MAKE) --no-print-directory build
	@node web/e2e/shots.mjs

clean:
	rm -rf build web/dist
