#!/usr/bin/env python3
"""Every link of every page leads somewhere: to a file, and to a heading where it names one. Of addresses
of the web only the form is looked at. The page of the headers names each of them.

usage: links_test.py SOURCE_ROOT
"""

import re
import urllib.parse

import markdown
from checks import PAGES, ROOT, name, report

ANCHORS = {page: set(markdown.headings(page.read_text()).values()) for page in PAGES}


def wrong_with(page, target):
    if re.match(r"[a-z]+:", target):
        parts = urllib.parse.urlsplit(target)
        return "" if parts.scheme in ("http", "https") and "." in parts.netloc else f"{target}: no address"
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return f"{target}: no such file"
    if anchor and anchor not in ANCHORS.get(file, ()):
        return f"{target}: no such heading"
    return ""


def headers_missing():
    linked = {target for target, _ in markdown.links((ROOT / "docs/headers.md").read_text())}
    headers = {f"../{file.relative_to(ROOT)}" for folder in ("include", "adaptors/include")
               for file in (ROOT / folder).rglob("*.h*") if "detail" not in file.parts}
    return " ".join(sorted(headers - linked))


report([(f"{name(page)}:{line}", lambda page=page, target=target: wrong_with(page, target))
        for page in PAGES for target, line in markdown.links(page.read_text())]
       + [("docs/headers.md: not there", headers_missing)])
