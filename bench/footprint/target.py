"""A board's images, and the tools that read them."""

import dataclasses
import json
import pathlib
import re
import subprocess

SYMBOL = re.compile(r"(\w+) (?:(\w+) )?\w (.*)")


@dataclasses.dataclass(frozen=True)
class Symbol:
    address: int  # odd for a function in Thumb code
    size: int     # 0 for a mere mark
    name: str


@dataclasses.dataclass(frozen=True)
class Target:
    name: str
    board: str
    core: str
    tools: str            # prefix of the cross tools
    qemu: tuple[str, ...]  # how to start the board, without an image
    folder: pathlib.Path  # where its images were built

    def image(self, name):
        return self.folder / "bench" / f"{name}.elf"

    def link_map(self, name):
        return self.folder / "bench" / f"{name}.map"

    def tool(self, name, *arguments):
        """What a cross tool, such as nm, writes."""
        return subprocess.run([f"{self.tools}-{name}", *map(str, arguments)], check=True,
                              capture_output=True, text=True).stdout

    def symbols(self, image):
        """All that an image defines; functions without their parameters."""
        lines = self.tool("nm", "-CS", "--defined-only", self.image(image)).splitlines()
        for address, size, name in (SYMBOL.fullmatch(line).groups() for line in lines):
            yield Symbol(int(address, 16), int(size or "0", 16), plain(name))


def plain(name):
    """A demangled name without parameters and unnamed namespaces."""
    return name.replace("(anonymous namespace)::", "").partition("(")[0]


def read_targets(path):
    """From the file that the build writes: a list with a target's fields in each item."""
    if not path.is_file():
        raise OSError(f"{path} is not there: make firmware builds the images and writes it")
    return [Target(item["name"], item["board"], item["core"], item["tools"],
                   tuple(item["qemu"]), pathlib.Path(item["folder"]))
            for item in json.loads(path.read_text())]
