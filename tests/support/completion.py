"""What every shell is to complete, in a folder with a few files."""

import os

from smh_help import options, subcommands


class CompletionTests:
    """Beside CommandTest. The shell's `complete(line)` returns the words that can stand at the end of
    the line."""

    def setUp(self):
        super().setUp()
        for name in ("board.dts", "board.dtb", "ls.trace", "ls.trace.12", "notes.txt"):
            self.write(name, "x")
        (self.work / "folder").mkdir()
        program = self.work / "folder" / "program-to-record"
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}

    def test_words_and_files(self):
        boards = {"board.dts", "board.dtb", "folder"}
        for line, words in (
                ("smh reg", {"regions"}),
                ("smh re", {"regions", "record", "replay"}),
                ("smh --v", {"--version"}),
                ("smh nonsense ", set()),
                ("smh regions ", boards),
                ("smh regions --json b", {"board.dts", "board.dtb"}),
                ("smh demo ", boards),
                ("smh generate --output n", {"notes.txt"}),
                ("smh generate -o n", {"notes.txt"}),
                ("smh record -o l", {"ls.trace", "ls.trace.12"}),
                ("smh record -o x -- program-to-r", {"program-to-record"}),
                ("smh replay ", {"ls.trace", "ls.trace.12", "folder"}),
                ("smh replay --board ", boards),
                ("smh replay --board=board.", {"board.dts", "board.dtb"}),
                ("smh replay --attr non-", {"non-cacheable", "non-volatile"}),
                ("smh replay --size ", set()),
                ("smh replay --regions ", set())):
            with self.subTest(line):
                self.assertEqual(self.complete(line), words)

    def test_each_option(self):
        for subcommand in subcommands():
            names = {name for names in options(subcommand) for name in names if name[:2] == "--"}
            with self.subTest(subcommand):
                self.assertEqual(self.complete(f"smh {subcommand} --") - {"--"}, names)

    def test_subcommands(self):
        self.assertEqual({word for word in self.complete("smh ") if word[0] != "-"},
                         set(subcommands()))
