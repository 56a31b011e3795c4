#!/usr/bin/env python3
"""What the linker makes of the script: the bounds of the regions are right whatever is placed.

usage: linker_test.py COMMAND SOURCE_ROOT ARM_CXX ARM_LD
"""

import pathlib
import subprocess
import sys
import unittest

import markdown
from smh_command import CommandTest, smh

ROOT = pathlib.Path(sys.argv[2])
CXX, LD = sys.argv[3:5]
MICROCONTROLLER = str(ROOT / "boards/microcontroller.dts")
DTCM = 0x20000000

SCRIPT = """
MEMORY { FLASH : ORIGIN = 0x08000000, LENGTH = 1M }
ENTRY(start)
SECTIONS
{
    .text : { *(.text*) *(.rodata*) *(.ARM.ex*) } > FLASH
    .data : { *(.data*) } > DTCM AT> FLASH
    .bss : { *(.bss* COMMON) } > DTCM
}
"""

# The table is used whole, so that each of its symbols must be there.
PROGRAM = """
#include "regions.hpp"
extern "C" const void* start() { return smh::board::regions; }
"""
DATA = "int data[4] = {1, 2, 3, 4}; int bss[8];"


class LinkerTest(CommandTest):
    def generate(self, *arguments, board=MICROCONTROLLER):
        result = smh("generate", board, "-o", str(self.work / "regions.hpp"),
                     "--linker", str(self.work / "regions.ld"), *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)

    def try_to_link(self, source, script, *options):
        self.write("program.cpp", PROGRAM + source)
        subprocess.run([CXX, "-std=c++20", "-mcpu=cortex-m3", "-mthumb", "-Os", "-ffreestanding",
                        "-I.", f"-I{ROOT / 'include'}", f"-I{ROOT / 'ports/template/include'}",
                        "-c", "program.cpp"], cwd=self.work, check=True)
        return subprocess.run([LD, "-T", script, *options, "program.o", "-o", "program.elf"],
                              cwd=self.work, capture_output=True, text=True, check=False)

    def link(self, source, script="regions.ld", *options):
        """Symbols by name; allocated sections by name: address, size, load address."""
        result = self.try_to_link(source, script, *options)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        symbols = {}
        for line in self.tool("nm").splitlines():
            value, _, name = line.split()
            symbols[name] = int(value, 16)
        sections = {}
        lines = [line.split() for line in self.tool("objdump", "-h").splitlines()]
        for words, flags in zip(lines, lines[1:]):
            if len(words) == 7 and words[0].isdigit() and "ALLOC" in " ".join(flags):
                sections[words[1]] = tuple(int(words[n], 16) for n in (3, 2, 4))
        return symbols, sections

    def tool(self, name, *options):
        return subprocess.run([f"arm-none-eabi-{name}", *options, self.work / "program.elf"],
                              capture_output=True, text=True, check=True).stdout

    def assert_free(self, symbols, region, begin, end):
        self.assertEqual(symbols[f"__smh_{region}_begin"], begin, region)
        self.assertEqual(symbols[f"__smh_{region}_end"], end, region)


class Bounds(LinkerTest):
    def setUp(self):
        super().setUp()
        self.write("firmware.ld", SCRIPT)
        self.generate("--script", "firmware.ld")

    def test_untouched_regions_are_whole(self):
        symbols, sections = self.link(DATA)
        self.assert_free(symbols, "ITCM", 0, 0x10000)
        self.assert_free(symbols, "AXI_SRAM", 0x24000000, 0x24070000)
        self.assert_free(symbols, "AXI_SRAM_2", 0x24078000, 0x24080000)
        self.assert_free(symbols, "memory_c0000000_3", 0xc0780000, 0xc0800000)
        self.assertFalse([name for name in sections if name.startswith(".smh")])

    def test_behind_the_sections_of_the_script(self):
        symbols, sections = self.link(DATA)
        self.assertEqual(sections[".data"][:2], (DTCM, 16))
        self.assertEqual(sections[".bss"][:2], (DTCM + 16, 32))
        self.assert_free(symbols, "DTCM", DTCM + 48, DTCM + 0x20000)

    def test_behind_what_is_placed_by_name(self):
        symbols, sections = self.link(DATA + """
            [[gnu::section(".smh.DTCM")]] int placed[2] = {1, 2};
            [[gnu::section(".smh.noinit.DTCM")]] char buffer[100];
            extern "C" [[gnu::section(".smh.ITCM.text")]] int fast() { return 1; }
            [[gnu::section(".smh.BACKUP.data")]] int kept = 1;""")
        self.assertEqual(symbols["placed"], DTCM + 48)
        self.assertEqual(symbols["buffer"], DTCM + 56)
        self.assert_free(symbols, "DTCM", DTCM + 156, DTCM + 0x20000)
        self.assertEqual(symbols["fast"] & ~1, 0)
        self.assert_free(symbols, "ITCM", sections[".smh.ITCM"][1], 0x10000)
        self.assert_free(symbols, "BACKUP", 0x38800004, 0x38801000)

    def test_loaded_where_it_runs(self):
        # In the first region, so right behind sections that are loaded to flash: the linker would
        # go on there.
        self.write("firmware.ld", SCRIPT.replace("DTCM", "ITCM"))
        _, sections = self.link(DATA + '[[gnu::section(".smh.ITCM")]] int placed = 1;')
        self.assertGreaterEqual(sections[".data"][2], 0x08000000)
        self.assertEqual(sections[".smh.ITCM"], (48, 4, 48))

    def test_uninitialised_data_takes_no_room_in_the_image(self):
        self.link('[[gnu::section(".smh.noinit.AXI_SRAM")]] char buffer[0x60000];')
        self.assertLess((self.work / "program.elf").stat().st_size, 0x10000)

    def test_behind_sections_that_nobody_placed(self):
        # Each kind of section, and no .bss in the script behind which the linker would put some.
        self.write("firmware.ld", SCRIPT.replace(".bss : { *(.bss* COMMON) } > DTCM", ""))
        symbols, sections = self.link(DATA + """
            [[gnu::section(".smh.noinit.DTCM")]] char buffer[4];
            extern "C" [[gnu::section(".smh.ITCM.text")]] int fast() { return 1; }
            [[gnu::section(".noinit.late")]] int late[4];
            [[gnu::section(".constants")]] extern const int constants[4] = {1, 2, 3, 4};
            [[gnu::section(".code")]] int code() { return 2; }
            [[gnu::section(".more")]] int more[4] = {1, 2, 3, 4};""")
        ends = {"DTCM": DTCM + 0x20000, "ITCM": 0x10000}
        for region, end in ends.items():
            begin = symbols[f"__smh_{region}_begin"]
            self.assert_free(symbols, region, begin, end)
            for name, (address, size, _) in sections.items():
                if size != 0 and address < end:
                    self.assertLessEqual(address + size, begin, f"{name} in the rest of {region}")
        self.assertEqual(symbols["late"] & ~0xffff, DTCM)

    def test_full_region(self):
        symbols, _ = self.link('[[gnu::section(".smh.noinit.BACKUP")]] char all[0x1000];')
        self.assert_free(symbols, "BACKUP", 0x38801000, 0x38801000)

    def test_more_than_the_region_holds(self):
        result = self.try_to_link('[[gnu::section(".smh.noinit.BACKUP")]] char all[0x1001];',
                                  "regions.ld")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("region `BACKUP' overflowed by 1 byte", result.stderr)

    def test_script_takes_a_section_to_load_it_itself(self):
        self.write("firmware.ld", SCRIPT + "SECTIONS { .fast : { *(.smh.ITCM*) } > ITCM AT> FLASH }")
        symbols, sections = self.link('[[gnu::section(".smh.ITCM")]] int fast() { return 1; }')
        self.assertGreaterEqual(sections[".fast"][2], 0x08000000)
        self.assert_free(symbols, "ITCM", sections[".fast"][1], 0x10000)


class Included(LinkerTest):
    """Without --script, the user's script includes it."""

    def setUp(self):
        super().setUp()
        self.generate()

    def test_beside_memories_of_the_script(self):
        self.write("firmware.ld", "INCLUDE regions.ld\n" +
                   SCRIPT.replace("DTCM", "OTHER").replace("MEMORY {", """MEMORY {
                       OTHER : ORIGIN = 0x60000000, LENGTH = 64K"""))
        symbols, _ = self.link(DATA + '[[gnu::section(".smh.DTCM")]] int placed = 1;',
                               "firmware.ld")
        self.assert_free(symbols, "DTCM", DTCM + 4, DTCM + 0x20000)
        self.assert_free(symbols, "AXI_SRAM", 0x24000000, 0x24070000)

    def test_nothing_can_be_placed_behind(self):
        self.write("firmware.ld", "INCLUDE regions.ld\n" + SCRIPT)
        result = self.try_to_link(DATA, "firmware.ld")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("region `DTCM' overflowed", result.stderr)


class Documentation(LinkerTest):
    def test_examples_link(self):
        blocks = markdown.blocks((ROOT / "docs/generate.md").read_text())
        program = "".join(block.text for block in blocks if block.language == "cpp")
        (script,) = [block.text for block in blocks if block.text.startswith("MEMORY")]
        self.write("firmware.ld", script.replace("ENTRY(reset)", "ENTRY(start)"))
        self.generate("--script", "firmware.ld", board=str(ROOT / "tests/docs/board.dts"))
        symbols, _ = self.link(program + DATA + "unsigned char* use() { return ring; }",
                               "regions.ld", "--unresolved-symbols=ignore-all")
        self.assert_free(symbols, "DMA", 0x30000800, 0x30008000)
        self.assert_free(symbols, "DTCM", symbols["stack_top"], DTCM + 0x20000)


class Names(LinkerTest):
    def test_words_of_the_linker_and_twins(self):
        words = ["ORIGIN", "LENGTH", "MEMORY", "l", "o", "noinit", "rest", "a@b", "a_b", "a-b",
                 "2nd", "a_b_2"]
        nodes = "".join(f'm@{n}000 {{ zephyr,memory-region = "{word}"; '
                        f"reg = <0x{n}000 0x1000>; }};"
                        for n, word in zip("123456789abc", words))
        board = self.write("names.dts", "/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; " +
                           nodes + " };")
        self.write("firmware.ld", "SECTIONS { .text : { *(.text* .rodata*) } > noinit_2 }")
        self.generate("--script", "firmware.ld", board=board)
        symbols, _ = self.link('[[gnu::section(".smh.noinit.ORIGIN")]] char buffer[16];')
        self.assert_free(symbols, "ORIGIN", 0x1010, 0x2000)
        self.assert_free(symbols, "rest", 0x7000, 0x8000)
        self.assert_free(symbols, "a_b", 0x8000, 0x9000)
        self.assert_free(symbols, "a_b_2", 0x9000, 0xa000)
        self.assert_free(symbols, "a_b_3", 0xa000, 0xb000)
        self.assert_free(symbols, "_2nd", 0xb000, 0xc000)
        self.assert_free(symbols, "a_b_2_2", 0xc000, 0xd000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
