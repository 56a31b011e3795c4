"""Markdown pages as GitHub reads them: their blocks of code, headings with anchors, and links."""

import re
import textwrap
from typing import NamedTuple

# Also in a list, where it is indented.
FENCE = re.compile(r"^( *)```([\w-]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`[^`]+`")
LINK = re.compile(r"\[((?:`[^`]*`|[^\[\]`])*)\]\(([^()\s]+)\)")
HEADING = re.compile(r"^(#+) (.*)$")


class Block(NamedTuple):
    language: str  # the word behind the fence; empty where there is none
    text: str
    line: int      # of the first line of the text, from 1
    before: str    # the last line of the page before it that is not empty


def pages(root):
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def blocks(text):
    found = []
    for match in FENCE.finditer(text):
        before = text[:match.start()].split("\n")
        last = next((line for line in reversed(before) if line.strip()), "")
        found.append(Block(match[2], textwrap.dedent(match[3]), len(before) + 1, last))
    return found


def prose(text):
    """Each line outside of blocks with its number from 0; indented code, too, is none of them."""
    fenced = False
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith("    "):
            yield number, line


def slug(heading):
    """The anchor of a heading, but for the number that a second one of the same words gets."""
    words = LINK.sub(r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def headings(text):
    """The anchor of each heading by the number of its line from 0."""
    anchors, seen = {}, {}
    for number, line in prose(text):
        if match := HEADING.match(line):
            name = slug(match[2])
            seen[name] = seen.get(name, -1) + 1
            anchors[number] = f"{name}-{seen[name]}" if seen[name] else name
    return anchors


def title(text):
    return next(match[2] for _, line in prose(text) if (match := HEADING.match(line)))


def links(text):
    """The target of each link with the number of its line from 1. One may go over two lines."""
    lines = dict(prose(text))
    whole = "\n".join(lines.get(number, "") for number in range(text.count("\n") + 1))
    for match in LINK.finditer(whole):
        yield match[2], whole.count("\n", 0, match.start()) + 1
