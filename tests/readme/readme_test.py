#!/usr/bin/env python3
"""Compiles and runs the README's examples, checks that the commands it names exist, and that
docs/behaviour.md has a row for each case of the conformance suite and no other.

usage: readme_test.py SOURCE_ROOT WORK_FOLDER CC CXX COMMAND -- COMPILER_FLAGS...
"""

import pathlib
import re
import shlex
import subprocess
import sys

FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def run_example(work, language, text, compiler, flags):
    source = work / f"example.{language}"
    program = work / f"example-{language}"
    source.write_text(text)
    standard = "-std=c99" if language == "c" else "-std=c++20"
    subprocess.run([compiler, standard, "-Wall", "-Wextra", "-Werror", source, "-o", program,
                    *flags], check=True)
    subprocess.run([program], check=True)
    print(f"{language} example: compiled, run")


def check_behaviour(root):
    suite = (root / "tests/conformance/conformance.cpp").read_text()
    table = suite[suite.index("constexpr Case table[]"):]
    cases = set(re.findall(r'^    \{"(.*?)"', table, re.MULTILINE))
    rows = set(re.findall(r"^\| ([\w, ]+: .*?|no region yet.*?) \|", (root / "docs/behaviour.md").read_text(),
                          re.MULTILINE))
    assert cases and cases == rows, f"docs/behaviour.md and the suite differ: {sorted(cases ^ rows)}"
    print(f"docs/behaviour.md: {len(rows)} rows, a case for each")


def main():
    root, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    cc, cxx, command = sys.argv[3:6]
    flags = sys.argv[7:]
    check_behaviour(root)
    readme = (root / "README.md").read_text()
    blocks = FENCE.findall(readme)
    examples = {language: text for language, text in blocks if language in ("c", "cpp")}
    assert set(examples) == {"c", "cpp"}, "one example in C, one in C++"
    run_example(work, "c", examples["c"], cc, flags)
    run_example(work, "cpp", examples["cpp"], cxx, flags)

    shell = "\n".join(text for language, text in blocks if language == "sh")
    for target in re.findall(r"^make (\w+)", shell, re.MULTILINE):
        subprocess.run(["make", "-n", target], cwd=root, check=True, stdout=subprocess.DEVNULL)
        print(f"make {target}: is there")
    for arguments in re.findall(r"tools/smh/smh (.*)", shell):
        words = [str(work / word) if word.endswith((".trace", ".hpp", ".ld")) else word
                 for word in shlex.split(arguments)]
        subprocess.run([command, *words], cwd=root, check=True)
    for link in re.findall(r"\]\(([\w./]+)\)", readme):
        assert (root / link).exists(), f"README links to {link}, which is not there"


if __name__ == "__main__":
    main()
