#!/usr/bin/env python3
"""Runs the smh command as a user and as a program would.

usage: command_test.py COMMAND BOARDS_FOLDER QEMU_AARCH64 QEMU_ARM
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

from smh_command import COMMAND, CommandTest, on_terminal, smh
from smh_help import help_text, subcommands

BOARDS, QEMU_AARCH64, QEMU_ARM = sys.argv[2:5]
MICROCONTROLLER = f"{BOARDS}/microcontroller.dts"
MIB = 1 << 20


class BoardTest(CommandTest):
    def blob(self):
        path = str(self.work / "board.dtb")
        subprocess.run(["dtc", "-q", "-O", "dtb", "-o", path, MICROCONTROLLER], check=True)
        return path


class Arguments(CommandTest):
    def test_help_and_version(self):
        for subcommand in ([], *([name] for name in subcommands())):
            shown = help_text(*subcommand)
            self.assertIn(f"\nUsage: {' '.join(['smh', *subcommand])} [OPTIONS]", shown)
            self.assertIn("\nExit codes:\n  ", shown)
        self.assertRegex(smh("--version").stdout, r"^smh \d+\.\d+\.\d+\n$")

    def test_wrong_ones(self):
        for arguments in ([], ["unknown"], ["regions"], ["regions", "--jsn", "x"],
                          ["regions", "a", "b"], ["demo", "a", "b"],
                          ["generate"], ["generate", "a", "b"], ["generate", "a", "--linkr", "b"],
                          ["record"], ["record", "--", "ls"], ["record", "-o", "x", "ls"],
                          ["replay"], ["replay", "a", "b"], ["replay", "a", "--size", "0"],
                          ["replay", "a", "--size", "12XB"], ["replay", "a", "--regions", "0"],
                          ["replay", "a", "--regions", "2", "--board", "b"]):
            known = arguments[:1] if arguments[:1] != ["unknown"] else []
            self.assert_refused(smh(*arguments), f"see {' '.join(['smh', *known])} --help")
        for arguments in (["record", "-o", "x"], ["record", "-o", "x", "--"]):
            self.assert_refused(smh(*arguments), "no program behind --", "smh record --help")


class Regions(BoardTest):
    def regions(self, file):
        result = smh("regions", "--json", file)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr, "")
        return json.loads(result.stdout)

    def test_source_and_blob_are_the_same(self):
        from_source = self.regions(MICROCONTROLLER)
        from_blob = self.regions(self.blob())
        self.assertEqual(from_source["regions"], from_blob["regions"])
        self.assertEqual(from_source["model"], "Example microcontroller")
        self.assertEqual(from_source["conflicts"], [])
        self.assertEqual(from_source["regions"][0],
                         {"name": "ITCM", "address": 0, "size": 65536, "priority": 0,
                          "attribute_bits": 0xe2, "attributes": ["non-cacheable", "readable", "writable", "executable"]})

    def test_qemu_machines(self):
        for qemu, machine, size in ((QEMU_AARCH64, "virt", 512), (QEMU_ARM, "virt", 256)):
            path = self.work / "dump.dtb"
            subprocess.run([qemu, "-nodefaults", "-display", "none", "-m", str(size), "-M",
                            f"{machine},dumpdtb={path}"], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            (memory,) = self.regions(str(path))["regions"]
            self.assertEqual(memory["name"], "memory@40000000")
            self.assertEqual(memory["address"], 0x40000000)
            self.assertEqual(memory["size"], size * MIB)
            self.assertEqual(memory["attributes"], ["cacheable"])

    def test_table_in_a_pipe(self):
        result = smh("regions", MICROCONTROLLER)
        self.assertEqual(result.returncode, 0)
        self.assertNotIn("\x1b", result.stdout)
        lines = result.stdout.splitlines()
        self.assertEqual(lines[0], "Example microcontroller")
        self.assertEqual(lines[2].split(), ["REGION", "ADDRESS", "LAST", "SIZE", "PRIORITY", "ALIAS",
                                            "ATTRIBUTES"])
        self.assertEqual(lines[3].split()[:5], ["ITCM", "0x00000000", "0x0000ffff", "64", "KiB"])
        self.assertEqual(len(lines), 13)

    TWICE = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
        a@1000 { compatible = "mmio-sram"; reg = <0x1000 0x800>; %s };
        b@4000 { compatible = "mmio-sram"; reg = <0x4000 0x800>; %s }; };"""

    def test_priorities_and_aliases_where_there_are_some(self):
        for first, second, titles, a, b in (
                ("", "smh,priority = <0>;", "", "", ""),
                ("", "smh,priority = <12>;", "  PRIORITY", "         0", "        12"),
                ("smh,priority = <(-1)>;", "", "  PRIORITY", "        -1", "         0"),
                ("smh,alias = <0x2000>;", "", "       ALIAS", "  0x00002000", "           -"),
                ("smh,alias = <0x2000>; smh,priority = <3>;", "", "  PRIORITY       ALIAS",
                 "         3  0x00002000", "         0           -")):
            with self.subTest((first, second)):
                file = self.write("board.dts", self.TWICE % (first, second))
                self.assertEqual(smh("regions", file).stdout.splitlines(), [
                    f"REGION     ADDRESS        LAST   SIZE{titles}  ATTRIBUTES",
                    f"a@1000  0x00001000  0x000017ff  2 KiB{a}  cacheable",
                    f"b@4000  0x00004000  0x000047ff  2 KiB{b}  cacheable"])

    def test_priorities_and_aliases_for_programs(self):
        file = self.write("board.dts", self.TWICE % ("smh,alias = <0x2000>;",
                                                     "smh,priority = <(-7)>;"))
        a, b = self.regions(file)["regions"]
        self.assertEqual((a["priority"], a["alias"]), (0, 0x2000))
        self.assertEqual((b["priority"], "alias" in b), (-7, False))

    def test_conflicts_of_aliases(self):
        for first, second, words, regions, aliases, address in (
                ("smh,alias = <0x4400>;", "", "b@4000 and the alias of a@1000 share 1 KiB",
                 ["b@4000", "a@1000"], [False, True], 0x4400),
                ("smh,alias = <0xc00>;", "", "a@1000 and the alias of a@1000 share 1 KiB",
                 ["a@1000", "a@1000"], [False, True], 0x1000),
                ("smh,alias = <0x8000>;", "smh,alias = <0x8400>;",
                 "the alias of a@1000 and the alias of b@4000 share 1 KiB",
                 ["a@1000", "b@4000"], [True, True], 0x8400)):
            with self.subTest(words):
                file = self.write("conflict.dts", self.TWICE % (first, second))
                result = smh("regions", file)
                self.assertEqual(result.returncode, 2)
                self.assertIn(f"conflict: {words} at", result.stdout)
                self.assertIn(words, result.stderr)
                self.assertIn("correct the smh,alias or the reg", result.stderr)
                shown = json.loads(smh("regions", "--json", file).stdout)
                self.assertEqual(shown["conflicts"], [{"regions": regions, "aliases": aliases,
                                                       "address": address, "size": 0x400}])
                for subcommand in (["demo"], ["generate", "-o", "-"]):
                    self.assert_refused(smh(*subcommand, file), words)

    def test_colour_on_a_terminal(self):
        code, output = on_terminal("regions", MICROCONTROLLER, NO_COLOR=None)
        self.assertEqual(code, 0)
        self.assertIn("\x1b[1mREGION", output)
        for variables in ({"NO_COLOR": "1"}, {"NO_COLOR": None, "TERM": "dumb"}):
            self.assertNotIn("\x1b", on_terminal("regions", MICROCONTROLLER, **variables)[1])

    def test_conflicts_are_shown_and_refused(self):
        tree = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            a@1000 { compatible = "mmio-sram"; reg = <0x1000 0x800>; };
            b@1400 { compatible = "mmio-sram"; reg = <0x1400 0x800>; }; };"""
        file = self.write("conflict.dts", tree)
        result = smh("regions", file)
        self.assertEqual(result.returncode, 2)
        self.assertIn("conflict: a@1000 and b@1400 share 1 KiB at 0x00001400", result.stdout)
        self.assertEqual(result.stderr.count("\n"), 1)
        self.assertIn("a@1000 and b@1400", result.stderr)
        shown = smh("regions", "--json", file)
        self.assertEqual(shown.returncode, 2)
        self.assertEqual(json.loads(shown.stdout)["conflicts"],
                         [{"regions": ["a@1000", "b@1400"], "address": 0x1400, "size": 0x400}])
        self.assert_refused(smh("demo", file), "a@1000 and b@1400")


class BadFiles(BoardTest):
    def refused_by_both(self, file, *words):
        for subcommand in ("regions", "demo"):
            self.assert_refused(smh(subcommand, file), *words)

    def test_no_file(self):
        self.refused_by_both(str(self.work / "none.dtb"), "none.dtb", "check the path")
        self.refused_by_both(str(self.work), "name a devicetree file")

    def test_name_with_control_characters(self):
        self.refused_by_both(str(self.work / "line\nbreak\x1b"), r"line\x0abreak\x1b")

    def test_empty(self):
        for name in ("empty.dtb", "empty.dts"):
            self.refused_by_both(self.write(name, ""), name, "empty")

    def test_huge(self):
        path = self.work / "huge.dtb"
        with path.open("wb") as file:
            file.truncate(17 * MIB)
        self.refused_by_both(str(path), "larger than 16 MiB")
        self.refused_by_both("/dev/zero", "larger than 16 MiB")

    def test_no_devicetree(self):
        self.refused_by_both(self.write("text.dtb", "hello, world"), "not a devicetree blob")

    def test_every_truncation(self):
        whole = pathlib.Path(self.blob()).read_bytes()
        for size in range(1, len(whole), 97):
            self.assert_refused(smh("regions", self.write("cut.dtb", whole[:size])), "cut.dtb")

    def test_source_that_dtc_refuses(self):
        self.refused_by_both(self.write("bad.dts", "/dts-v1/; / { x = <; };"), "dtc", "bad.dts")

    def test_source_without_dtc(self):
        result = smh("regions", MICROCONTROLLER, env={"PATH": str(self.work)})
        self.assert_refused(result, "install device-tree-compiler")

    def test_without_memory(self):
        self.refused_by_both(self.write("none.dts", "/dts-v1/; / { };"), "no node describes memory")

    def test_node_and_property_are_named(self):
        tree = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            m@1000 { compatible = "mmio-sram"; reg = <0x1000>; }; };"""
        self.refused_by_both(self.write("cells.dts", tree), "node m@1000, reg")
        for bad in ("smh,priority = <1 2>", "smh,alias = <1 2>"):
            tree = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
                m@1000 { compatible = "mmio-sram"; reg = <0x1000 0x1000>; %s; }; };""" % bad
            self.refused_by_both(self.write("bad.dts", tree), f"node m@1000, {bad.split()[0]}: ")

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            result = subprocess.run([COMMAND, "regions", MICROCONTROLLER], stdout=full,
                                    stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(result.returncode, 2)
        self.assertIn("cannot all be written", result.stderr)


class Demo(CommandTest):
    def assert_good(self, result):
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(result.stderr, "")
        self.assertNotIn("\x1b", result.stdout)
        self.assertIn("all memory came back", result.stdout)

    def test_each_board(self):
        for board in pathlib.Path(BOARDS).glob("*.dts"):
            result = smh("demo", str(board))
            self.assert_good(result)
            lines = result.stdout.splitlines()
            (titles,) = [n for n, line in enumerate(lines) if line.startswith("REGION")]
            regions = json.loads(smh("regions", "--json", str(board)).stdout)["regions"]
            for number, region in enumerate(regions):
                figures = lines[titles + 1 + 2 * number]
                picture = lines[titles + 2 + 2 * number]
                self.assertTrue(figures.startswith(region["name"] + " "), figures)
                self.assertRegex(picture, r"^  \|.{40}\| 0x[0-9a-f]{8,} ")
                self.assertTrue(picture.endswith(", ".join(region["attributes"])), picture)

    def test_for_programs(self):
        result = smh("demo", "--json", MICROCONTROLLER)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        shown = json.loads(result.stdout)
        self.assertEqual((shown["board"], shown["wrong"]), ("Example microcontroller", []))
        (kept,) = [one for one in shown["samples"] if one["attribute"] == "non-volatile"]
        self.assertEqual(kept["region"], "BACKUP") # all of it: the tags lie elsewhere
        (tags,) = [region["tags"] for region in shown["regions"] if "tags" in region]
        self.assertEqual(tags["region"], "AXI_SRAM")
        regions = json.loads(smh("regions", "--json", MICROCONTROLLER).stdout)["regions"]
        for region, described in zip(shown["regions"], regions, strict=True):
            self.assertEqual(described, {key: region[key] for key in described})
            self.assertEqual(region["used"] + region["free"], region["capacity"])
            self.assertEqual(region["peak"] + region["minimum_free"], region["capacity"])
        for key in ("capacity", "used", "free", "peak", "blocks", "allocations", "failures"):
            self.assertEqual(shown["all"][key], sum(region[key] for region in shown["regions"]))
        clients = {client["name"]: client for client in shown["clients"]}
        self.assertEqual(sum(client["used"] for client in shown["clients"]) + tags["bytes"],
                         shown["all"]["used"])
        self.assertEqual(sum(client["failures"] for client in shown["clients"]),
                         shown["load"]["refused"])
        self.assertLessEqual(clients["video"]["peak"], clients["video"]["quota"])
        self.assertIsNone(clients["network"]["quota"])
        (elsewhere,) = clients["network"]["elsewhere"]
        self.assertEqual(elsewhere["region"], "DTCM")
        self.assertGreater(elsewhere["allocations"], 0)

    def test_clients(self):
        result = smh("demo", MICROCONTROLLER)
        self.assert_good(result)
        table = result.stdout[result.stdout.index("CLIENT "):].splitlines()
        clients = {line.split()[0]: re.split(r"  +", line) for line in table[1:table.index("")]}
        self.assertEqual(len(clients), 7)
        names = re.split(r"  +", table[0])
        network = dict(zip(names, clients["network"]))
        self.assertEqual(network["WANTS"], "dma, else non-cacheable")
        times = int(re.search(r"^network, where dma could not serve: DTCM ([\d,]+) times",
                              result.stdout, re.M)[1].replace(",", ""))
        self.assertGreater(times, 0)
        self.assertGreaterEqual(int(network["ELSEWHERE"].replace(",", "")), times)
        video = dict(zip(names, clients["video"]))
        self.assertNotEqual(video["QUOTA"], "-")
        self.assertGreater(int(video["REFUSED"].replace(",", "")), 0)

    def test_built_in_board(self):
        result = smh("demo", env={"PATH": str(self.work)})
        self.assert_good(result)
        self.assertIn("built-in board", result.stdout)

    def test_terminal_gets_colour_and_a_progress_bar(self):
        code, output = on_terminal("demo", NO_COLOR=None)
        self.assertEqual(code, 0)
        self.assertIn("load [", output)
        self.assertIn("\x1b[1mREGION", output)
        self.assertIn("\u2588", output)

    def test_fits_into_the_terminal(self):
        wide = on_terminal("demo", MICROCONTROLLER)[1]
        self.assertIn("FREE", wide)
        self.assertIn("WANTS", wide)
        for columns in (100, 80):
            code, output = on_terminal("demo", MICROCONTROLLER, columns=columns, NO_COLOR="1")
            self.assertEqual(code, 0)
            self.assertNotIn("FREE", output)
            for line in output[output.index("REGION"):output.index("All regions")].splitlines():
                self.assertLessEqual(len(line), columns, line)

    def test_region_too_small_is_left_out(self):
        tree = """/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            a@1000 { compatible = "mmio-sram"; reg = <0x1000 0x40>; };
            %s };"""
        large = 'b@2000 { compatible = "mmio-sram"; reg = <0x2000 0x10000>; };'
        result = smh("demo", self.write("small.dts", tree % large))
        self.assert_good(result)
        self.assertIn("left out: a@1000, 64 B", result.stdout)
        self.assert_refused(smh("demo", self.write("alone.dts", tree % "")), "larger memory")

    def test_first_is_the_region_of_the_highest_priority(self):
        # Linux maps the memory of each next region in front of the one before. So an alias behind
        # the region, if the pool were told of it, would lie in other memory and be refused.
        tree = """/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
            slow@10000 { compatible = "mmio-sram"; reg = <0 0x10000 0 0x10000>;
                         smh,priority = <(-1)>; };
            plain@20000 { compatible = "mmio-sram"; reg = <0 0x20000 0 0x10000>; };
            fast@30000 { compatible = "mmio-sram"; reg = <0 0x30000 0 0x10000>;
                         smh,priority = <1>; smh,alias = <0 0x40000>; }; };"""
        result = smh("demo", self.write("board.dts", tree))
        self.assert_good(result)
        self.assertRegex(result.stdout, r"cacheable +0x000[0-9a-f]+ in fast@30000\n")
        self.assertNotIn("left out", result.stdout)

    def test_more_regions_than_a_pool_holds(self):
        nodes = "".join(f'm@{n:x} {{ compatible = "mmio-sram"; reg = <{n << 16} 0x1000>; }};'
                        for n in range(1, 258))
        tree = "/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; " + nodes + " };"
        self.assert_refused(smh("demo", self.write("many.dts", tree)), "SMH_MAX_REGIONS")

    def test_more_memory_than_the_host_has(self):
        tree = """/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
            m@0 { device_type = "memory"; reg = <0x0 0x0 0x%x 0x0>; }; };"""
        self.assert_good(smh("demo", self.write("large.dts", tree % 15)))
        self.assert_refused(smh("demo", self.write("huge.dts", tree % (1 << 16))),
                            "no host memory")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
