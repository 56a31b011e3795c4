#!/usr/bin/env python3
"""Writes a Markdown page as Doxygen reads it: every heading has an identifier, links to pages and to
headings name those, and what is plain text to GitHub is no command.

usage: filter_markdown.py FILE
"""

import pathlib
import re
import sys

import markdown
from layout import header_name, is_page, page_name

LISTED_FROM = 4  # headings: a page of that many begins with a list of them
# Doxygen would take them for commands, links or entities.
SPECIAL = re.compile(r"(?<!\\)([@%\\]|#(?=\w)|<(?=[\w/]))")


def escape(text):
    return SPECIAL.sub(r"\\\1", text)


def outside_code(text, change):
    """The text with what is no code span changed. Doubled marks let a span have an apostrophe."""
    parts = re.split(f"({markdown.CODE_SPAN.pattern})", text)
    return "".join(f"`{part}`" if n % 2 else change(part) for n, part in enumerate(parts))


class Page:
    def __init__(self, path):
        self.folder = path.parent
        self.name = page_name(path)
        self.text = path.read_text()
        self.anchors = markdown.headings(self.text)

    def link(self, match):
        """A link as one of Doxygen's; to what is not on the site, only its words, as code."""
        words, target = match[1], match[2]
        if "://" in target:
            return match[0]
        path, _, anchor = target.partition("#")
        file = (self.folder / path).resolve() if path else None
        words = outside_code(words, escape)
        if file is None or is_page(file):
            name = page_name(file) if file else self.name
            return f"[{words}](@ref {name}{'-' + anchor if anchor else ''})"
        if header := header_name(file):
            return f"[{words}](@ref {header})"
        if file.suffix == ".svg":
            return match[0]
        return f"`{match[1].strip('`')}`"

    def heading(self, number, marks, words):
        anchor = self.name if number == min(self.anchors) else f"{self.name}-{self.anchors[number]}"
        line = f"{marks} {outside_code(words, escape)} {{#{anchor}}}"
        if number == min(self.anchors) and len(self.anchors) >= LISTED_FROM and self.name != "readme":
            line += "\n\n[TOC]"
        return line

    def prose(self, text):
        """Links first, as their words may hold code; what is left between them is plain text."""
        parts, end = [], 0
        for match in markdown.LINK.finditer(text):
            parts += [outside_code(text[end:match.start()], escape), self.link(match)]
            end = match.end()
        return "".join(parts) + outside_code(text[end:], escape)

    def written(self):
        lines, paragraph = [], []
        prose = dict(markdown.prose(self.text))
        for number, line in enumerate(self.text.split("\n")):
            plain = number in prose and number not in self.anchors
            if plain:
                paragraph.append(line)
                continue
            lines += self.prose("\n".join(paragraph)).split("\n") if paragraph else []
            paragraph = []
            if number in self.anchors:
                line = self.heading(number, *markdown.HEADING.match(line).groups())
            lines.append(line)
        return "\n".join(lines + [self.prose("\n".join(paragraph))])


if __name__ == "__main__":
    print(Page(pathlib.Path(sys.argv[1]).resolve()).written())
