# The front door. `make demo` and `make check` work in a fresh clone on a bare Debian 12.

.PHONY: help deps demo demo-firmware check coverage fuzz soak bench firmware hardening package docs smh test-% format lint clean

help:
	@echo 'make demo      a board of several memories, a driver-like load, and where everything went'
	@echo 'make demo-firmware  the same on a bare Cortex-M3 in QEMU, from the devicetree of its board'
	@echo 'make check     all tests: under ThreadSanitizer, under ASan and UBSan, a minute of fuzzing each, and plain'
	@echo 'make fuzz      all fuzz targets, MINUTES=n each; ENGINE=afl: with AFL++; JSON=1: for programs'
	@echo 'make soak      all features at once for MINUTES=n; HARDENING=full: with more checks; JSON=1'
	@echo 'make coverage  which lines and branches of src/ the tests run: build/coverage/html'
	@echo 'make bench     speed, tail and packing beside other heaps: build/bench; SMOKE=1: only see it run'
	@echo 'make firmware  images for bare boards: their size, stack and instructions; JSON=1: for programs'
	@echo 'make hardening what each level of checks costs, here and on a Cortex-M3; JSON=1: for programs'
	@echo 'make docs      the documentation as a site, and every declaration in it: build/docs/index.html'
	@echo 'make package   Debian packages: build/package; what is in them, and what lintian says'
	@echo 'make deps      install the Debian packages that are missing'
	@echo 'make format    lay out the sources with clang-format'
	@echo 'make lint      layout and clang-tidy, without changing anything'

deps:
	@scripts/install-packages

smh: deps
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target smh_command

# Of use before anything else, so it installs and builds no more than it needs.
demo:
	@scripts/install-packages minimal
	@cmake --preset minimal >/dev/null
	@cmake --build --preset minimal --target smh_command
	@build/minimal/tools/smh/smh demo boards/microcontroller.dts

demo-firmware: deps
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target demo-firmware >&2
	@firmware/demo/run build/release/firmware/demo-firmware/demo/demo.elf

# The plain run comes last, so that its summary ends the output.
check: deps
	@$(MAKE) --no-print-directory test-tsan test-asan fuzz test-release

# Counts begin anew: those of other sources would not fit.
coverage: deps
	@[ ! -d build/coverage ] || find build/coverage -name '*.gcda' -delete
	@$(MAKE) --no-print-directory test-coverage
	@scripts/show-coverage build/coverage

MINUTES = 1
ENGINE = libfuzzer
fuzz_preset = fuzz$(if $(filter afl,$(ENGINE)),-afl)

fuzz: deps
	@cmake --preset $(fuzz_preset) >&2
	@cmake --build --preset $(fuzz_preset) >&2
	@tests/fuzz/run --engine $(ENGINE) --minutes $(MINUTES) $(if $(JSON),--json)

soak_program = soak$(if $(HARDENING),_$(HARDENING))

soak: MINUTES = 2
soak: deps
	@cmake --preset release >&2
	@cmake --build --preset release --target $(soak_program) >&2
	@build/release/tests/soak/$(soak_program) --minutes $(MINUTES) $(if $(JSON),--json)

# Figures of a smoke run mean nothing, so they go where no others are.
smoke = $(if $(SMOKE),--smoke)
bench_folder = build/bench$(if $(SMOKE),/smoke)

bench: smh
	@cmake --build --preset release --target benchmarks
	@bench/record-traces $(smoke) $(bench_folder)/traces
	@bench/run $(smoke) --traces $(bench_folder)/traces --report $(bench_folder)

firmware: deps
	@cmake --preset release >&2
	@cmake --build --preset release --target firmware >&2
	@bench/run-firmware $(if $(JSON),--json) --page docs/footprint.md build/release/firmware/targets.json

hardening: deps
	@cmake --preset release >&2
	@cmake --build --preset release --target hardening firmware-levels >&2
	@bench/run-hardening $(if $(JSON),--json) --page docs/hardening.md build/release

docs: deps
	@docs/site/build build/docs

package: deps
	@cmake --preset package >&2
	@cmake --build --preset package >&2
	@scripts/show-packages build/package

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
