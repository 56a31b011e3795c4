#!/usr/bin/env python3
"""Runs gdb with scripts/gdb/smh.py on the scene (scene.cpp) and compares what it shows with what the
program knows of itself.

usage: gdb_test.py SCRIPT GDB PROGRAM [QEMU ARGUMENT...]

With a QEMU the program is an image for a board, and gdb looks at it through QEMU's stub.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SCRIPT, GDB, PROGRAM, *QEMU = sys.argv[1:]
SECONDS = 120
MARK = "== part"
EXPECTED = """python
names = ("kept", "freed", "aligned", "of_client", "alias_of_kept", "far", "far_freed")
expected = gdb.parse_and_eval("scene::expected")
walked = [expected["walked"][number] for number in range(int(expected["count"]))]
print(json.dumps({**{name: int(expected[name]) for name in names},
    "remote": int(expected["remote"]["value_"]), "walked": [
    {"address": int(block["address"]), "bytes": int(block["footprint"]), "free": bool(block["free"]),
     "client": int(block["client"])} for block in walked]}))
end"""


def run_gdb(target, start, commands):
    """What each of the commands printed, on standard output and error."""
    with tempfile.NamedTemporaryFile("w", suffix=".gdb") as script:
        script.write(f"set width 0\nset confirm off\nset style enabled off\nfile {target}\n")
        script.write(f"{start}\nsource {SCRIPT}\n")
        for command in commands:
            # A command that fails ends a script of gdb, but not one of Python.
            script.write(f"echo \\n{MARK}\\n\n")
            script.write(command + "\n" if command.startswith("python\n") else f"""python
try:
    gdb.execute({command!r})
except gdb.error as error:
    print("error:", error)
end
""")
        script.write(f"echo \\n{MARK}\\n\n")  # behind it, how the program ends
        script.flush()
        result = subprocess.run([GDB, "-nx", "-batch", "-x", script.name], capture_output=True,
                                text=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL)
    parts = result.stdout.split(f"\n{MARK}\n")
    if len(parts) != len(commands) + 2:
        raise AssertionError(f"gdb stopped early:\n{result.stdout}\n{result.stderr}")
    return [part.strip("\n") for part in parts[1:-1]]


def live():
    if QEMU:
        emulator = " ".join([*QEMU, "-kernel", PROGRAM, "-S", "-gdb", "stdio"])
        # On a busy machine an emulator is not there in the two seconds that gdb waits.
        return f"set remotetimeout 60\ntarget remote | {emulator}\nbreak scene_is_set\ncontinue"
    return "break scene_is_set\nrun"


class GdbTest(unittest.TestCase):
    def ask(self, *commands):
        return run_gdb(PROGRAM, live(), commands)

    def ask_json(self, *commands):
        return [json.loads(part) for part in self.ask(*commands)]


class Scene(GdbTest):
    def test_regions(self):
        (regions,) = self.ask_json("smh regions --json")
        self.assertEqual([region["name"] for region in regions], ["FAST", "SLOW"])
        self.assertEqual([region["number"] for region in regions], [0, 1])
        self.assertEqual(regions[1]["size"], 2048)
        self.assertEqual([region["blocks"] for region in regions], [3, 3])
        for region in regions:
            self.assertEqual(region["broken"], "")
            self.assertLess(region["free"] + region["used"], region["size"])
            self.assertGreater(region["free"] + region["used"], region["size"] * 0.9)

    def test_blocks_are_those_of_the_librarys_walk(self):
        expected, shown = self.ask_json(EXPECTED, "smh blocks SLOW --json")
        self.assertEqual(shown["broken"], "")
        self.assertEqual(
            [{"address": block["address"], "bytes": block["bytes"], "free": block["state"] == "free",
              "client": 0} for block in shown["blocks"]], expected["walked"])
        self.assertEqual([block["state"] for block in shown["blocks"]],
                         ["free", "allocated", "free", "allocated", "free", "allocated"])

    def test_states_and_clients(self):
        expected, shown = self.ask_json(EXPECTED, "smh blocks 0 --json")
        blocks = {block["address"]: block for block in shown["blocks"]}
        states = {name: (blocks[expected[name]]["state"], blocks[expected[name]]["client"])
                  for name in ("kept", "aligned", "of_client")}
        self.assertEqual(states, {"kept": ("allocated", ""), "aligned": ("allocated", ""),
                                  "of_client": ("allocated", "network")})
        self.assertEqual({block["remark"] for block in shown["blocks"]}, {""})
        self.assertGreater(blocks[expected["kept"]]["bytes"], 100)

    def test_owner(self):
        commands = ("scene::expected.kept", "(char*) scene::expected.kept + 99",
                    "(char*) scene::expected.kept - 1", "scene::expected.alias_of_kept",
                    "scene::expected.of_client", "&scene::expected")
        expected, *answers = self.ask_json(
            EXPECTED, *(f"smh owner {command} --json" for command in commands))
        kept = expected["kept"]
        block = f"the block at {kept:#x}"
        self.assertEqual([answer["place"] for answer in answers], [
            f"in region 0, FAST: byte 0 of {block}", f"in region 0, FAST: byte 99 of {block}",
            f"in region 0, FAST: the tag of {block}", f"in region 0, FAST: byte 0 of {block}",
            f"in region 0, FAST: byte 0 of the block at {expected['of_client']:#x}",
            "in no region of the pool"])
        self.assertEqual([answer["region"] for answer in answers], [0, 0, 0, 0, 0, None])
        self.assertEqual([answer["address"] for answer in answers[:4]],
                         [kept, kept + 99, kept - 1, kept])
        self.assertEqual(answers[4]["block"]["client"], "network")
        self.assertIsNone(answers[5]["block"])

    def test_owner_of_what_is_no_block(self):
        (regions,) = self.ask_json("smh regions --json")
        begin, size = regions[0]["begin"], regions[0]["size"]
        self.assertEqual(
            self.ask(*(f"smh owner {address}" for address in (begin, begin + size - 1, begin + size))),
            [f"{begin:#x} is in region 0, FAST: its control block",
             f"{begin + size - 1:#x} is in region 0, FAST: its sentinel",
             f"{begin + size:#x} is in no region of the pool"])

    def test_text(self):
        regions, blocks, few, owner = self.ask(
            "smh regions", "smh blocks SLOW", "smh blocks FAST --limit 1",
            "smh owner scene::expected.of_client")
        lines = regions.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertEqual(len({len(line) for line in lines}), 1, "the columns are aligned")
        self.assertEqual(lines[0].split(), ["NUMBER", "NAME", "BEGIN", "SIZE", "FREE", "USED", "BLOCKS"])
        self.assertRegex(lines[2], r"^ +1  SLOW +0x[0-9a-f]+ +2048 +\d+ +\d+ +3$")
        self.assertEqual(blocks.splitlines()[0].split(), ["ADDRESS", "BYTES", "STATE"])
        self.assertEqual(len(blocks.splitlines()), 7)
        self.assertEqual(len(few.splitlines()), 3)
        self.assertIn("--limit COUNT shows more", few)
        self.assertRegex(owner, r"byte 0 of the block at 0x[0-9a-f]+\n"
                                r"\d+ bytes with the tag, allocated, of client network$")

    def test_another_pool(self):
        by_name, by_pointer = self.ask_json("smh regions --pool scene::apart --json",
                                            "smh regions --pool &scene::apart --json")
        self.assertEqual(by_name, by_pointer)
        self.assertEqual([(region["name"], region["blocks"]) for region in by_name], [("APART", 1)])

    def test_regions_with_their_tags_elsewhere(self):
        (regions,) = self.ask_json("smh regions --pool scene::tabled --json")
        self.assertEqual([(region["name"], region["blocks"], region["addresses"], region["broken"])
                          for region in regions], [("FAR", 1, False, ""), ("REMOTE", 3, True, "")])
        for region in regions:
            self.assertEqual(region["free"] + region["used"], region["size"])
            self.assertIsNotNone(region["metadata"])
        self.assertEqual(regions[1]["begin"], 5 << 48)
        self.assertEqual(regions[1]["size"], 65536)
        (text,) = self.ask("smh regions --pool scene::tabled")
        self.assertEqual(text.splitlines()[0].split()[-3:], ["BLOCKS", "METADATA", "ADDRESSES"])
        self.assertRegex(text.splitlines()[1], r"1  0x[0-9a-f]+$")
        self.assertRegex(text.splitlines()[2], r"3  0x[0-9a-f]+  yes$")

    def test_blocks_with_their_tags_elsewhere(self):
        expected, far, remote = self.ask_json(EXPECTED, *(
            f"smh blocks {name} --pool scene::tabled --json" for name in ("FAR", "REMOTE")))
        self.assertEqual([far["broken"], remote["broken"]], ["", ""])
        blocks = {block["address"]: block for block in far["blocks"]}
        self.assertEqual([blocks[expected["far"]][key] for key in ("bytes", "state", "client")],
                         [128, "allocated", "visitor"])
        self.assertEqual([(block["bytes"], block["state"]) for block in remote["blocks"][-6:]],
                         [(65536 - 11 * 64, "free"), (64, "allocated"), (448, "free"),
                          (64, "allocated"), (64, "free"), (64, "allocated")])
        self.assertEqual(remote["blocks"][-3]["address"], expected["remote"])
        self.assertEqual({block["remark"] for block in far["blocks"] + remote["blocks"]}, {""})

    def test_owner_with_tags_elsewhere(self):
        (regions,) = self.ask_json("smh regions --pool scene::tabled --json")
        far, remote = (region["metadata"] for region in regions)
        expected, *answers = self.ask_json(EXPECTED, *(
            f"smh owner {command} --pool scene::tabled --json" for command in (
                "(char*) scene::expected.far + 127", "scene::expected.far_freed", "scene::expected.remote",
                f"{(5 << 48) + 65536 - 1} --region REMOTE", f"{5 << 48} --region FAR", far,
                remote + regions[1]["size"] // 64 * 8)))
        places = [answer["place"] for answer in answers]
        remote_block = expected["remote"]
        self.assertEqual(places[0], f"in region 0, FAR: byte 127 of the block at {expected['far']:#x}")
        self.assertEqual(answers[0]["block"]["client"], "visitor")
        self.assertEqual(answers[1]["region"], 0)
        self.assertEqual(places[2], f"in region 1, REMOTE: byte 0 of the block at {remote_block:#x}")
        self.assertRegex(places[3], "^in region 1, REMOTE: byte 63 of the block at 0x500000000ffc0$")
        self.assertEqual(places[4], "in no region of the pool")
        self.assertEqual(places[5], "of region 0, FAR: its control block, elsewhere")
        self.assertRegex(places[6], "^of region 1, REMOTE: the entry of the granule at 0x[0-9a-f]+, elsewhere$")
        (text,) = self.ask("smh owner scene::expected.remote --pool scene::tabled")
        self.assertRegex(text, "\n64 bytes, allocated$")

    def test_what_cannot_be_asked(self):
        for command, words in (
                ("smh blocks", "required: REGION"), ("smh blocks 7", "no region 7"),
                ("smh blocks SLOW --pool scene::apart", "no region SLOW"),
                ("smh regions --jsn", "unrecognized"), ("smh owner", "required: ADDRESS"),
                ("smh regions --pool scene::network", "is no smh::Pool"),
                ("smh owner nothing_of_that_name", 'No symbol "nothing_of_that_name"')):
            with self.subTest(command):
                (answer,) = self.ask(command)
                self.assertIn(words, answer)
                self.assertTrue(answer.startswith("error: "), answer)

    def test_help(self):
        for answer, word in zip(self.ask("help smh", "help smh owner"), ("smh blocks", "ADDRESS")):
            self.assertIn(word, answer)


class Damaged(GdbTest):
    """Of each damage: where the walk broke, and that it ended."""

    NO_TAG = "its check is not that of a tag here"
    TAG = "((smh::heap::Tag*) scene::expected.of_client)[-1].word_"

    def assert_breaks(self, damage, where, why):
        changed, regions, blocks, owner = self.ask(
            damage, "smh regions", "smh blocks FAST", "smh owner scene::expected.kept")
        self.assertEqual(changed, "")
        pattern = f"the walk broke: .*{where}.*{why}"
        self.assertRegex(regions.splitlines()[-1], f"^region 0: {pattern}")
        self.assertRegex(blocks.splitlines()[-1], f"^{pattern}")
        self.assertRegex(owner, f"in region 0, FAST; {pattern}")
        self.assertRegex(regions, "SLOW", "others are shown all the same")

    def where(self):
        (expected,) = self.ask_json(EXPECTED)
        return f"{expected['of_client']:#x}"

    def is_wide(self):
        return self.ask("output sizeof(void*)") == ["8"]

    def checks_all(self):
        """Does a tag's check cover its length and flags?"""
        return self.is_wide() and self.ask("output smh::heap::Tag::covered & 1") == ["1"]

    def test_tags(self):
        wide = self.is_wide()
        where = self.where()
        too_long = "more bytes than the region has"
        for value, why in (("= 0", self.NO_TAG if wide else "no block is that short"),
                           ("+= 1 << 20", self.NO_TAG if self.checks_all() else too_long),
                           ("= ~0UL", self.NO_TAG if wide else too_long),
                           ("= 0x41414141", self.NO_TAG if wide else too_long)):
            with self.subTest(value):
                self.assert_breaks(f"set var {self.TAG} {value}", where, why)

    def test_length_of_nothing(self):
        # The same tag, but for its length.
        units = (f"{self.TAG} & 0xffffffffUL << smh::heap::Tag::units_shift" if self.is_wide() else
                 f"{self.TAG} & ~(smh::heap::Tag::flags | smh::heap::Tag::client_mask)")
        why = self.NO_TAG if self.checks_all() else "no block is that short"
        self.assert_breaks(f"set var {self.TAG} -= {units}", self.where(), why)

    def test_a_flag(self):
        if self.checks_all():
            return self.assert_breaks(f"set var {self.TAG} ^= 1", self.where(), self.NO_TAG)
        (expected,) = self.ask_json(EXPECTED)
        _, shown = self.ask(f"set var {self.TAG} ^= 1", "smh blocks FAST --json")
        remarks = {block["address"]: block["remark"] for block in json.loads(shown)["blocks"]}
        self.assertIn("wrong about the block before", remarks.pop(expected["of_client"]))
        self.assertEqual(set(remarks.values()), {""})
        return None

    def test_control_block(self):
        heap = "((smh::heap::Heap*) scene::fast)"
        for damage in ("end_ = 0", "end_ += 1", "end_ = 0xffffffff", "first_ = 0", "first_ = 0x7fffffff"):
            with self.subTest(damage):
                self.assert_breaks(f"set var {heap}->{damage}", "the control block at 0x", "damaged")

    def assert_table_breaks(self, damage, pattern):
        changed, regions, blocks = self.ask(
            damage, "smh regions --pool scene::tabled", "smh blocks FAR --pool scene::tabled")
        self.assertEqual(changed, "")
        self.assertRegex(regions.splitlines()[-1], f"^region 0: the walk broke: {pattern}")
        self.assertRegex(regions, "REMOTE", "others are shown all the same")
        self.assertRegex(blocks.splitlines()[-1], f"^the walk broke: {pattern}")

    def test_control_block_elsewhere(self):
        heap = "((smh::heap::TableHeap*) scene::far_metadata)"
        for damage in ("end_ = 0", "end_ += 1", "first_ = 7", "table_ = 0", "table_ += 4096", "power_ = 5"):
            with self.subTest(damage):
                self.assert_table_breaks(f"set var {heap}->{damage}",
                                         "the control block at 0x[0-9a-f]+ is damaged")

    def test_entries_of_a_table(self):
        heap = "((smh::heap::TableHeap*) scene::far_metadata)"
        table = f"((smh::heap::Entry*) (scene::far_metadata + {heap}->table_))"
        for place, value, pattern in (
                (f"{heap}->first_", "0", "the tag of the block at 0x[0-9a-f]+ is 0x0: its check is not"),
                (f"{heap}->first_", "0x8000000080000000", "the tag of the block .* its check is not"),
                (f"{heap}->end_", "0x1234568", "the sentinel in front of 0x[0-9a-f]+ is 0x1234568")):
            with self.subTest(value):
                self.assert_table_breaks(f"set var {table}[{place}] = {value}", pattern)

    def test_sentinel(self):
        end = "((smh::heap::Word*) (scene::fast + sizeof scene::fast))[-1]"
        changed, regions = self.ask(f"set var {end} = 0x1234568", "smh regions")
        self.assertEqual(changed, "")
        self.assertRegex(regions, "region 0: the walk broke: the sentinel in front of 0x[0-9a-f]+ is")

    @unittest.skipIf(QEMU, "boards read 0 there")
    def test_memory_that_cannot_be_read(self):
        pool = "smh::(anonymous namespace)::pool"
        changed, regions = self.ask(
            f"python slot = gdb.lookup_static_symbol('{pool}').value()['slots_'][0]; "
            "gdb.execute(f'set var *(unsigned long*) {int(slot[\"begin\"].address)} = 4096')",
            "smh regions")
        self.assertEqual(changed, "")
        self.assertIn("the control block at 0x1000 cannot be read", regions)


@unittest.skipIf(QEMU, "boards leave no core dumps")
class Core(GdbTest):
    def test_a_core_dump_shows_the_same(self):
        commands = ("smh regions", "smh blocks FAST", "smh blocks SLOW",
                    "smh owner scene::expected.of_client", "smh regions --pool scene::apart",
                    "smh blocks REMOTE --pool scene::tabled")
        with tempfile.TemporaryDirectory() as folder:
            core = pathlib.Path(folder) / "core"
            *alive, _ = self.ask(*commands, f"generate-core-file {core}")
            self.assertEqual(run_gdb(PROGRAM, f"core-file {core}", commands), alive)


class Unknown(unittest.TestCase):
    def test_program_without_debug_information(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "program"
            program.write_bytes(pathlib.Path("/bin/true").read_bytes())
            (answer,) = run_gdb(program, "", ["smh regions"])
        self.assertTrue(re.search("no debug information .*build smh with -g", answer), answer)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
