#!/usr/bin/env python3
"""What compilers make of the header, and what the table says at run time.

usage: header_test.py COMMAND SOURCE_ROOT CXX ARM_CXX AARCH64_CXX
"""

import pathlib
import subprocess
import sys
import unittest

from smh_command import CommandTest, smh

ROOT = pathlib.Path(sys.argv[2])
NATIVE, ARM, AARCH64 = sys.argv[3:6]
FREESTANDING = ["-std=c++20", "-ffreestanding", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra",
                "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror", f"-I{ROOT / 'include'}"]
TWICE = '#include "regions.hpp"\n#include "regions.hpp"\n'


class HeaderTest(CommandTest):
    def generate(self, board):
        result = smh("generate", board, "-o", str(self.work / "regions.hpp"))
        self.assertEqual(result.returncode, 0, result.stderr)

    def compile(self, compiler, source, *options):
        self.write("program.cpp", source)
        return subprocess.run([compiler, *FREESTANDING, *options, "-c", "program.cpp"],
                              cwd=self.work, capture_output=True, text=True, check=False)

    def assert_compiles(self, compiler, source, *options):
        result = self.compile(compiler, source, *options)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def assert_stops(self, compiler, words, *options):
        result = self.compile(compiler, TWICE, *options)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn(words, result.stderr)


class Compiles(HeaderTest):
    def test_alone_without_warnings(self):
        self.generate(str(ROOT / "boards/microcontroller.dts"))
        for compiler in (NATIVE, ARM, AARCH64):
            self.assert_compiles(compiler, TWICE)

    def test_into_read_only_data_without_code(self):
        self.generate(str(ROOT / "boards/microcontroller.dts"))
        self.assert_compiles(ARM, TWICE + "extern const void* used; const void* used = "
                                          "smh::board::regions;", "-O2")
        sections = subprocess.run(["arm-none-eabi-size", "-A", self.work / "program.o"],
                                  capture_output=True, text=True, check=True).stdout
        sizes = {line.split()[0]: int(line.split()[1]) for line in sections.splitlines()
                 if line.startswith(".")}
        self.assertEqual(sizes[".text"], 0)
        self.assertNotIn(".init_array", sizes)
        self.assertGreaterEqual(sum(size for name, size in sizes.items() if "rodata" in name),
                                10 * 4 * 4)

    def test_names_and_models_that_are_no_cpp(self):
        board = self.write("odd.dts", r"""/dts-v1/; / {
            #address-cells = <1>; #size-cells = <1>; model = "a \"b\" \\ */ // ??/";
            2nd@1000 { compatible = "mmio-sram"; reg = <0x1000 0x1000>; };
            a@3000 { zephyr,memory-region = "say \"\\\" */"; reg = <0x3000 0x1000>; };
            b@5000 { zephyr,memory-region = "noinit"; reg = <0x5000 0x1000>; }; };""")
        self.generate(board)
        for compiler in (NATIVE, ARM):
            self.assert_compiles(compiler, TWICE)


class Stops(HeaderTest):
    def test_more_regions_than_the_pool_holds(self):
        self.generate(str(ROOT / "boards/microcontroller.dts"))
        self.assert_stops(ARM, "the board has 10 regions: build smh with SMH_MAX_REGIONS=10 or more",
                          "-DSMH_MAX_REGIONS=9")
        self.assert_compiles(ARM, TWICE, "-DSMH_MAX_REGIONS=10")

    def test_range_that_a_32_bit_machine_cannot_reach(self):
        self.generate(str(ROOT / "boards/application-processor.dts"))
        self.assert_stops(ARM, "node memory@80000000: the range at 0x880000000 reaches the end")
        self.assert_compiles(AARCH64, TWICE)
        board = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            last { compatible = "mmio-sram"; reg = <0xffff0000 %s>; }; };"""
        self.generate(self.write("last.dts", board % "0x10000"))
        self.assert_stops(ARM, "node last: the range at 0xffff0000 reaches the end")
        self.generate(self.write("last.dts", board % "0xfff0"))
        self.assert_compiles(ARM, TWICE)

    def test_alias_that_a_32_bit_machine_cannot_reach(self):
        board = """/dts-v1/; / { #address-cells = <2>; #size-cells = <1>;
            m { compatible = "mmio-sram"; reg = <0 0x10000000 0x1000>; smh,alias = <%s>;
                smh,priority = <0x80000000>; }; };"""
        for alias, words in (("1 0x20000000", "0x120000000"), ("0 0xfffff000", "0xfffff000")):
            self.generate(self.write("alias.dts", board % alias))
            self.assert_stops(ARM, f"node m: the range at {words} reaches the end")
            self.assert_compiles(AARCH64, TWICE)
        for alias in ("0 0xffffefff", "0 0"):
            self.generate(self.write("alias.dts", board % alias))
            self.assert_compiles(ARM, TWICE)

    def test_attributes_that_the_pool_does_not_know(self):
        self.generate(self.write("dma.dts", """/dts-v1/; / {
            #address-cells = <1>; #size-cells = <1>;
            m { zephyr,memory-attr = <0x8>; reg = <0x1000 0x1000>; }; };"""))
        self.assert_stops(ARM, "node m: this smh does not know its attributes: build it with "
                               "SMH_MAX_ATTRIBUTES=5 or more", "-DSMH_MAX_ATTRIBUTES=4")
        self.assert_compiles(ARM, TWICE, "-DSMH_MAX_ATTRIBUTES=5")

    def test_attributes_that_it_can_do_without_are_left_out(self):
        self.generate(str(ROOT / "boards/microcontroller.dts"))
        self.assert_compiles(ARM, TWICE + """
            static_assert(smh::board::regions[4].attributes() ==
                          smh::AttributeSet{smh::non_cacheable});
            static_assert(smh::board::regions[4].attributes().valid());""",
                             "-DSMH_MAX_ATTRIBUTES=2")


class TagsElsewhere(HeaderTest):
    BOARD = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
        near@1000 { compatible = "mmio-sram"; reg = <0x1000 0x1000>; zephyr,memory-attr = <0x9>; };
        far@8000 { compatible = "mmio-sram"; reg = <0x8000 0x1000>; zephyr,memory-attr = <0x2>;
            smh,metadata-attr = <0x8>; smh,granule = <256>; smh,untouchable; };
        last@a000 { compatible = "mmio-sram"; reg = <0xa000 0x1000>;
            smh,metadata-attr = <0x1>; }; };"""

    def test_are_in_a_table_of_their_own(self):
        self.generate(self.write("far.dts", self.BOARD))
        for compiler in (NATIVE, ARM, AARCH64):
            self.assert_compiles(compiler, TWICE + """
                namespace smh::board {
                static_assert(sizeof regions == sizeof regions[0]);
                static_assert(sizeof regions_elsewhere == 2 * sizeof regions_elsewhere[0]);
                constexpr const Metadata& far = regions_elsewhere[0].metadata;
                static_assert(far.from == AttributeSet{dma});
                static_assert(far.granule == 256 && far.untouchable);
                constexpr const Metadata& last = regions_elsewhere[1].metadata;
                static_assert(last.from == AttributeSet{cacheable});
                static_assert(last.granule == Metadata{}.granule && !last.untouchable);
                }""")

    def test_need_a_pool_that_can_put_them_there(self):
        self.generate(self.write("far.dts", self.BOARD))
        for option in ("-DSMH_TABLES=0", "-DSMH_MAX_ATTRIBUTES=4"):
            self.assert_stops(ARM, "node far@8000: this smh cannot put its tags elsewhere: build it "
                                   "with SMH_TABLES=1 and SMH_MAX_ATTRIBUTES=5 or more", option)


class AtRunTime(HeaderTest):
    """Linked for this machine, with symbols where a linker script would put them."""

    PRINT = TWICE + r"""
        #include <cinttypes>
        #include <cstdio>
        void print(const smh::Region& region) {
            std::printf("%s %zx+%zx %x", region.name, region.address, region.size,
                        static_cast<unsigned>(region.attributes.bits()));
            if (region.priority != 0) {
                std::printf(" priority %d", region.priority);
            }
            if (region.alias_offset != 0) {
                std::printf(" alias %zx", region.address + region.alias_offset);
            }
            std::printf("\n");
        }
        int main() {
            for (const smh::LinkedRegion& region : smh::board::regions) {
                print(region);
            }
            constexpr auto count = sizeof smh::board::regions / sizeof smh::board::regions[0];
            print(smh::board::regions[count - 1]); // one that the compiler sees through
        }"""

    def table(self, symbols, *options):
        self.write("print.cpp", self.PRINT)
        definitions = [f"-Wl,--defsym=__smh_{name}={value:#x}" for name, value in symbols.items()]
        subprocess.run([NATIVE, "-std=c++20", f"-I{ROOT / 'include'}", "print.cpp", "-o", "print",
                        *options, *definitions], cwd=self.work, check=True)
        return subprocess.run([self.work / "print"], capture_output=True, text=True,
                              check=True).stdout.splitlines()

    def test_begin_and_end_come_from_the_linker(self):
        self.generate(self.write("two.dts", """/dts-v1/; / {
            #address-cells = <2>; #size-cells = <2>;
            a { zephyr,memory-region = "A"; zephyr,memory-attr = <0x9>; reg = <0 0 0 0x1000>; };
            b { zephyr,memory-region = "B"; reg = <0x8 0x80000000 0 0x1000>; }; };"""))
        symbols = {"A_begin": 0, "A_end": 0x1000, "B_begin": 0x880000800, "B_end": 0x880001000}
        # Without a position-independent executable the compiler would write the addresses into
        # instructions if it could; those beyond 2 GiB do not fit.
        for options in (["-O0"], ["-O2", "-no-pie"], ["-O2", "-fpie", "-pie"]):
            self.assertEqual(self.table(symbols, *options),
                             ["A 0+1000 11", *["B 880000800+800 1"] * 2])

    def test_priorities_and_aliases(self):
        board = self.write("aliases.dts", """/dts-v1/; / {
            #address-cells = <2>; #size-cells = <2>;
            a { zephyr,memory-region = "A"; reg = <0 0x1000 0 0x1000>;
                smh,priority = <0x80000000>; smh,alias = <0x8 0x80001000>; };
            b { zephyr,memory-region = "B"; reg = <0 0x4000 0 0x1000>; };
            c { zephyr,memory-region = "C"; reg = <0 0x8000 0 0x1000>; smh,priority = <7>; };
            d { zephyr,memory-region = "D"; reg = <0 0xc000 0 0x1000>; smh,alias = <0 0x5000>; };
            };""")
        self.generate(board)
        self.assert_compiles(NATIVE, TWICE)
        symbols = {"A_begin": 0x1080, "A_end": 0x2000, "B_begin": 0x4000, "B_end": 0x5000,
                   "C_begin": 0x8000, "C_end": 0x9000, "D_begin": 0xc100, "D_end": 0xd000}
        # What the linker placed in front is in front of the alias, too.
        self.assertEqual(self.table(symbols), [
            "A 1080+f80 1 priority -2147483648 alias 880001080", "B 4000+1000 1",
            "C 8000+1000 1 priority 7", *["D c100+f00 1 alias 5100"] * 2])

    def test_nothing_left(self):
        self.generate(self.write("one.dts", """/dts-v1/; / {
            #address-cells = <1>; #size-cells = <1>;
            a { zephyr,memory-region = "A"; reg = <0x1000 0x1000>; }; };"""))
        self.assertEqual(self.table({"A_begin": 0x2000, "A_end": 0x2000}), ["A 2000+0 1"] * 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
