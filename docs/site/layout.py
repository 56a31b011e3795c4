"""Where things are, in the project and on its site."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Where the headers are that Doxygen reads, and a part of one that it does not: see Doxyfile.
HEADERS = [ROOT / folder for folder in ("include", "adaptors/include", "ports/template/include")]
LEFT_OUT = ROOT / "include/zephyr"


def is_page(path):
    """Is it a page that is on the site? Examples have some of their own, which are not."""
    return path.suffix == ".md" and (path.parent == ROOT or path.is_relative_to(ROOT / "docs"))


def page_name(path):
    """What a page is called on the site: docs/how-to/x.md is how-to-x, without an ending."""
    name = path.relative_to(ROOT).with_suffix("").as_posix().lower()
    return name.removeprefix("docs/").replace("/", "-")


def page_address(path):
    name = page_name(path)
    return "index.html" if name == "readme" else f"{name}.html"


def header_name(path):
    """How a program includes a header; None where it is none that is on the site."""
    for folder in HEADERS:
        if path.suffix in (".h", ".hpp") and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix() if not path.is_relative_to(LEFT_OUT) else None
    return None
