# The front door. `make demo` and `make check` work in a fresh clone on a bare Debian 12.

.PHONY: help deps demo check build test-% format lint clean

help:
	@echo 'make demo     a board of several memories, a driver-like load, and where everything went'
	@echo 'make check    all tests: under ThreadSanitizer, under ASan and UBSan, and plain'
	@echo 'make deps     install the Debian packages that are missing'
	@echo 'make format   lay out the sources with clang-format'
	@echo 'make lint     layout and clang-tidy, without changing anything'

deps:
	@scripts/install-packages

build: deps
	@cmake --preset release >build.log 2>&1 || { cat build.log; rm -f build.log; exit 1; }; rm -f build.log
	@cmake --build --preset release

demo: build
	@build/release/tools/smh/smh demo boards/microcontroller.dts

# The plain run comes last, so that its summary ends the output.
check: deps
	@$(MAKE) --no-print-directory test-tsan test-asan test-release

test-%:
	cmake --preset $*
	cmake --build --preset $*
	ctest --preset $*

sources = git ls-files --cached --others --exclude-standard '*.cpp' '*.hpp'

format: deps
	$(sources) | xargs clang-format -i

lint: deps
	$(sources) | xargs clang-format --dry-run --Werror
	cmake --preset debug
	git ls-files 'src/*.cpp' 'ports/*.cpp' 'tools/*.cpp' | xargs clang-tidy -p build/debug --quiet

clean:
	rm -rf build
