#!/usr/bin/env python3
"""The blocks of every page that are no C or C++: commands, devicetrees, CMake, make and JSON.

usage: blocks_test.py SOURCE_ROOT COMMAND CMAKE BUILD_FOLDER
"""

import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import markdown
from checks import PAGES, ROOT, blocks_of, failure_of, name, report

COMMAND, CMAKE, BUILD = sys.argv[2:5]
# With nothing to check in them, or checked elsewhere: C and C++ by code_test.py, the linker's scripts by
# tests/generate/linker_test.py.
OTHERS = {"", "text", "c", "cpp", "ld"}
# What a build has, and a clone has not.
BUILT = "build/"
IN_CLONE = re.compile(r"build/minimal/tools/smh/smh (.*)")


def presets():
    groups = json.loads((ROOT / "CMakePresets.json").read_text())
    return {preset["name"] for group in ("configurePresets", "buildPresets", "testPresets")
            for preset in groups[group]}


def help_for(subcommand):
    return subprocess.run([COMMAND, subcommand, "--help"], capture_output=True, text=True, check=True).stdout


def wrong_with_command(line, work):
    """A line of a shell's block: what it names is there, and smh does what a clone's readers are told."""
    if whole := IN_CLONE.match(line):
        words = [str(work / word) if word.endswith((".trace", ".hpp", ".ld")) else word
                 for word in shlex.split(whole[1])]
        return failure_of(COMMAND, *words, cwd=ROOT)
    words = shlex.split(line, comments=True)
    if not words:
        return ""
    for word, following in zip(words, words[1:]):
        if word == "--preset" and following not in presets():
            return f"there is no preset {following}"
    if words[0] == "make":
        return failure_of("make", "-n", *words[1:], cwd=ROOT)
    if words[0] == "smh" and f"Usage: smh {words[1]} " not in help_for(words[1]):
        return f"there is no smh {words[1]}"
    if "/" in words[0] and not words[0].startswith((BUILT, "/")) and not (ROOT / words[0]).exists():
        return f"there is no {words[0]}"
    return ""


def check_sh(text, work):
    wrong = failure_of("bash", "-n", "-c", text)
    lines = text.replace("\\\n", "").split("\n")
    return wrong or next(filter(None, (wrong_with_command(line, work) for line in lines)), "")


def check_dts(text, work):
    """Whole, or nodes of one whose cells are of 32 bits."""
    if "/dts-v1/" not in text:
        text = "/dts-v1/;\n/ {\n#address-cells = <1>;\n#size-cells = <1>;\n" + text + "};\n"
    return failure_of(COMMAND, "regions", write(work, "board.dts", text))


def check_cmake(text, work):
    """Whole, or the end of a file that has its project; what it names is there, but empty."""
    if "project(" not in text:
        text = "cmake_minimum_required(VERSION 3.25)\nproject(page LANGUAGES C CXX)\n" + text
    if "add_subdirectory(smh)" in text:
        # A firmware that has smh in a folder of its own, and its own port.
        (work / "smh").symlink_to(ROOT)
        (work / "path/to/the").mkdir(parents=True)
        (work / "path/to/the/port").symlink_to(ROOT / "ports/template")
        text = text.replace("target_link", "add_executable(firmware main.cpp)\ntarget_link")
    for file in re.findall(r"[\w-]+\.(?:cpp|c|ld|dts)\b", text):
        (work / file).touch()
    write(work, "CMakeLists.txt", text)
    return failure_of(CMAKE, "-S", work, "-B", work / "build", f"-DSMH_COMMAND={COMMAND}",
                      f"-DCMAKE_PREFIX_PATH={INSTALLED}", "-DSMH_DEVICETREE=OFF")


def check_make(text, work):
    (work / "board.dts").touch()
    return failure_of("make", "-n", "-f", write(work, "Makefile", text), cwd=work)


def check_json(text, _):
    try:
        json.loads(text)
    except ValueError as error:
        return str(error)
    return ""


def write(work, file, text):
    (work / file).write_text(text)
    return work / file


CHECKS = {"sh": check_sh, "dts": check_dts, "cmake": check_cmake, "make": check_make, "json": check_json}


def check(block):
    with tempfile.TemporaryDirectory() as folder:
        return CHECKS[block.language](block.text, pathlib.Path(folder))


def unknown(page):
    words = {block.language for block in markdown.blocks(page.read_text())} - OTHERS - CHECKS.keys()
    return f"no check for blocks of {', '.join(sorted(words))}" if words else ""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as INSTALLED:
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", INSTALLED], check=True,
                       stdout=subprocess.DEVNULL)
        report([(name(page), lambda page=page: unknown(page)) for page in PAGES]
               + [(f"{name(page)}:{block.line}", lambda block=block: check(block))
                  for page, blocks in blocks_of(*CHECKS) for block in blocks])
