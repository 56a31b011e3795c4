"""What the box at the top of each page finds: pages, classes, functions and so on, by name."""

import json
import xml.etree.ElementTree as xml

SHOWN = {"class", "struct", "namespace", "file", "page"}


def compounds(tags):
    """Each name with its address; of functions of one name the first."""
    for compound in xml.parse(tags).getroot().iter("compound"):
        if compound.get("kind") not in SHOWN:
            continue
        name, file = compound.findtext("name"), compound.findtext("filename")
        is_file = compound.get("kind") in ("file", "page")
        if compound.get("kind") == "page":
            yield compound.findtext("title"), file
        elif not name.endswith(".md"):
            yield name, file
        for member in compound.iter("member"):
            scope = "" if is_file else f"{name}::"
            yield scope + member.findtext("name"), f"{member.findtext('anchorfile')}#{member.findtext('anchor')}"


def script(tags):
    found = {}
    for name, address in compounds(tags):
        found.setdefault(name, address if ".html" in address else f"{address}.html")
    return f"const addresses = {json.dumps(found, indent=0, sort_keys=True)};\n"
