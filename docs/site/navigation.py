"""The menu of the site: the groups of the README's "Read on" with the pages that they link to."""

import html
import re

import markdown
from layout import ROOT, page_address

# What Doxygen makes of the headers: part of the reference, and no page of its own.
API = [("C++ classes", "annotated.html"), ("C API", "shared__multi__heap_8h.html")]


def groups():
    """Name of each group with the titles and addresses of its pages."""
    text = (ROOT / "README.md").read_text()
    found = []
    for part in text[text.index("\n## Read on"):].split("\n### ")[1:]:
        name, rest = part.split("\n", 1)
        pages = [ROOT / target for target, _ in markdown.links(rest)
                 if re.fullmatch(r"[\w/-]+\.md", target)]
        entries = [(markdown.title(page.read_text()).replace("`", ""), page_address(page))
                   for page in dict.fromkeys(pages)]
        found.append((name, entries + (API if name == "Reference" else [])))
    return found


def menu():
    lines = []
    for name, entries in groups():
        lines.append(f"<h2>{html.escape(name)}</h2><ul>")
        lines += [f'<li><a href="$relpath^{address}">{html.escape(title)}</a></li>'
                  for title, address in entries]
        lines.append("</ul>")
    return "\n".join(lines)
