"""Runs one measure of one peer. What cannot be had is a NoFigure that says why."""

import json
import pathlib
import re
import subprocess
import tempfile

CALLGRIND = ("valgrind", "--tool=callgrind")
# The functions that are counted, with all that they call.
OURS = ("shared_multi_heap_alloc", "shared_multi_heap_free")
SYSTEM = ("malloc", "free")


class NoFigure(Exception):
    """Why there is no figure, in a few words."""


class Programs:
    def __init__(self, folder, seconds):
        self.folder = folder
        self.seconds = seconds

    def path(self, peer):
        return self.folder / f"bench_{peer}"

    def measure(self, peer, *arguments):
        """What the peer's program prints."""
        if not self.path(peer).is_file():
            raise NoFigure(f"{self.path(peer)} is not there: make bench builds it")
        return parsed(self.call(str(self.path(peer)), *arguments))

    def instructions(self, peer, workload, operations):
        """Instructions per operation in the peer's functions and what they call."""
        if not self.path(peer).is_file():
            raise NoFigure(f"{self.path(peer)} is not there: make bench builds it")
        with tempfile.TemporaryDirectory() as folder:
            counts = pathlib.Path(folder) / "counts"
            called = OURS if peer.startswith("smh") else SYSTEM
            functions = [f"--toggle-collect={name}" for name in called]
            self.call(*CALLGRIND, *functions, f"--callgrind-out-file={counts}", str(self.path(peer)), "play",
                      workload, "--operations", str(operations))
            total = re.search(r"^(?:summary|totals): (\d+)", counts.read_text(), re.MULTILINE)
        if total is None or int(total[1]) == 0:
            raise NoFigure("callgrind counted nothing: are its functions named otherwise?")
        return int(total[1]) / operations

    def call(self, *command):
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=self.seconds,
                                    stdin=subprocess.DEVNULL, check=False)
        except FileNotFoundError as error:
            raise NoFigure(f"{command[0]} is not installed: scripts/install-packages") from error
        except OSError as error:
            raise NoFigure(f"{command[0]}: {error.strerror}") from error
        except subprocess.TimeoutExpired as error:
            raise NoFigure(f"took longer than {self.seconds} s") from error
        if result.returncode != 0:
            raise NoFigure(end_of(result))
        return result.stdout


def end_of(result):
    lines = result.stderr.strip().splitlines()
    if result.returncode < 0:
        return f"ended by signal {-result.returncode}"
    return lines[-1] if lines else f"ended with {result.returncode} and no message"


def parsed(text):
    try:
        found = json.loads(text)
    except ValueError as error:
        raise NoFigure(f"printed no JSON: {text[:60]!r}") from error
    if not isinstance(found, dict):
        raise NoFigure(f"printed no JSON object: {text[:60]!r}")
    return found
