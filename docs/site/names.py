"""What the box at the top of each page finds: pages, classes, functions and so on, by name."""

import json
import xml.etree.ElementTree as xml

SHOWN = {"class", "struct", "namespace", "file", "page"}


def compounds(tags):
    """Each name with its address."""
    for compound in xml.parse(tags).getroot().iter("compound"):
        if compound.get("kind") not in SHOWN:
            continue
        name, address = compound.findtext("name"), compound.findtext("filename")
        kind = compound.get("kind")
        if kind == "page":
            yield compound.findtext("title"), address
        elif not name.endswith(".md"):
            yield name, address
        scope = "" if kind in ("file", "page") else f"{name}::"
        for member in compound.iter("member"):
            yield scope + member.findtext("name"), f"{member.findtext('anchorfile')}#{member.findtext('anchor')}"


def script(tags):
    """A table of them; of functions of one name, the first."""
    found = {}
    for name, address in compounds(tags):
        found.setdefault(name, address if ".html" in address else f"{address}.html")
    return f"const addresses = {json.dumps(found, indent=0, sort_keys=True)};\n"
