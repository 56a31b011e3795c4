"""What smh --help says, in parts."""

import re

from smh_command import smh


def help_text(*subcommand):
    result = smh(*subcommand, "--help")
    assert result.returncode == 0, result.stderr
    return result.stdout


def section(title, *subcommand):
    """The lines below a title."""
    found = re.search(rf"^{title}:\n((?:  .*\n)+)", help_text(*subcommand), re.M)
    return found[1].splitlines() if found else []


def subcommands():
    return [line.split()[0] for line in section("Subcommands")]


def options(*subcommand):
    """Each option as a list of its names."""
    names = (re.match(r"  +(-[\w-]+(?:, -[\w-]+)*)", line) for line in section("Options", *subcommand))
    return [found[1].split(", ") for found in names if found]


def examples(*subcommand):
    return [line.strip() for line in section("Examples", *subcommand)]
