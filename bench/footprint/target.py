"""A board's images, and the tools that read them."""

import dataclasses
import json
import pathlib
import subprocess


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

    def symbols(self, name):
        """Address of each symbol of an image; functions without their parameters."""
        lines = self.tool("nm", "-C", "--defined-only", self.image(name)).splitlines()
        entries = (line.split(" ", 2) for line in lines)
        return {symbol.partition("(")[0]: int(address, 16) for address, _, symbol in entries}


def read_targets(path):
    """From the file that the build writes: a list with a target's fields in each item."""
    return [Target(item["name"], item["board"], item["core"], item["tools"],
                   tuple(item["qemu"]), pathlib.Path(item["folder"]))
            for item in json.loads(pathlib.Path(path).read_text())]
