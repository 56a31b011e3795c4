#!/usr/bin/env python3
"""Writes a public header as Doxygen reads it: a comment in front of a declaration, or behind one on its
line, becomes one of Doxygen's, and so does the first of the file.

usage: filter_header.py FILE

A comment in front of several functions, with no empty line between them, is that of each of them. The one
of a file is also that of the class of the same name, if that has none. Comments in functions, and those
that no declaration follows, stay as they are.
"""

import pathlib
import re
import sys

SCOPE = re.compile(r'\s*(template\s*<.*>\s*)?(class|struct|enum|union|namespace|extern "C")')
# "invalid: why" at the begin of a sentence's line, and "  -EINVAL  why": what a call can return.
ITEM = re.compile(r"(?:([a-z][a-z_]*): +|  (-E[A-Z]+|0) +)(?=\S)")
SPECIAL = re.compile(r"([@%\\#<>])")


def escape(line):
    parts = re.split(r"(`[^`]+`)", line)
    return "".join(part if n % 2 else SPECIAL.sub(r"\\\1", part) for n, part in enumerate(parts))


def as_markdown(comment):
    """Lines of a comment, as their layout means them."""
    written, in_list, before = [], False, ""
    for line in comment:
        item = ITEM.match(line) if in_list or before[-1:] in ("", ".", ":") else None
        if item:
            written += [] if in_list else [""]
            written.append(f"- `{item[1] or item[2]}`: {escape(line[item.end():])}")
            in_list = True
        elif in_list and line.startswith("  "):
            written.append("  " + escape(line.strip()))
        elif line.startswith("  "):
            written += ([] if before.startswith("  ") else [""]) + ["  " + line]
        else:
            written += [""] if in_list or before.startswith("  ") else []
            written.append(escape(line))
            in_list = False
        before = line
    return written


def comment_at(lines, start):
    """The text of the comment of whole lines that begins here, and how many lines it has."""
    end = start
    if lines[start].lstrip().startswith("//"):
        while end < len(lines) and lines[end].lstrip().startswith("//"):
            end += 1
        return [re.sub(r"^\s*// ?", "", line) for line in lines[start:end]], end - start
    if lines[start].lstrip().startswith("/*"):
        while "*/" not in lines[end]:
            end += 1
        if lines[end].strip().endswith("*/"):
            text = [re.sub(r"^\s*(/\*|\*/|\*) ?", "", line) for line in lines[start:end + 1]]
            text = [line.removesuffix("*/").rstrip() for line in text]
            return [line for n, line in enumerate(text) if line or 0 < n < len(text) - 1], end + 1 - start
    return [], 0


class Header:
    def __init__(self, name, text):
        self.own_class = re.compile(rf"(class|struct) ({name.title().replace('_', '')}|{name})\b.*{{$")
        self.lines = text.split("\n")
        self.file_comment = []
        self.written = []
        self.scopes = []     # for each open brace whether declarations are behind it
        self.statement = ""  # code since the last one ended
        self.fresh = False   # whether that has just been written
        self.shared = []     # the comment of the declarations up to the next empty line

    def among_declarations(self):
        return all(self.scopes)

    def add_comment(self, comment, indent):
        self.written += [f"{indent}/// {line}".rstrip() for line in as_markdown(comment)]

    def code(self, line):
        starts, outside = not self.statement.strip(), self.among_declarations()
        code = re.sub(r'//.*|/\*.*?\*/|"(?!C").*?"', "", line)
        if starts and outside and not self.fresh:
            if self.own_class.match(code):
                self.add_comment(self.file_comment, "")
            elif self.shared and "(" in code and "{" not in code:
                self.add_comment(self.shared, re.match(r"\s*", line)[0])
        self.fresh = False
        for character in code:
            if character == "{":
                self.scopes.append(bool(SCOPE.match(self.statement)))
                self.shared = self.shared if not self.scopes[-1] else []
            elif character == "}" and self.scopes:
                self.scopes.pop()
            self.statement = "" if character in "{};" else self.statement + character
        if code.lstrip().startswith("#") or re.match(r"\s*(public|private|protected):", code):
            self.statement = ""
        if outside and not re.match(r"}|#endif", code):
            line = re.sub(r"(\S.*?\S?)\s*(?://|/\*) (.*?)(?: \*/)?$",
                          lambda match: f"{match[1]} ///< {escape(match[2])}", line)
        self.written.append(line)

    def convert(self):
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            comment, length = comment_at(self.lines, at)
            following = self.lines[at + length] if at + length < len(self.lines) else ""
            if not line.strip():
                self.shared = []
            if length and at == 0:
                self.written.append("/// @file\n///")
                self.add_comment(comment, "")
                self.file_comment = comment
            elif length and self.among_declarations() and following.strip():
                self.shared, self.fresh = comment, True
                self.add_comment(comment, re.match(r"\s*", line)[0])
            elif length:
                self.written += self.lines[at:at + length]
            else:
                self.code(line)
            at += length or 1
        return "\n".join(self.written)


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1])
    print(Header(path.stem, path.read_text()).convert(), end="")
