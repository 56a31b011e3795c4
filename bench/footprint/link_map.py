"""What the linker kept of the library, piece by piece: from the map it writes."""

import dataclasses
import re

from .target import plain

KINDS = ("text", "rodata", "data", "bss")

# The library, and what compilers call for it. All else in an image is the program's.
ORIGINS = re.compile(r"libsmh\.a\(|libgcc\.a\(|/memory\.cpp\.")
# A section's name, which the linker puts on a line of its own where it is long.
PIECE = re.compile(r"^ (?:\.(\w+)\.?(\S*)|(\*fill\*))\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)(?: (\S*))?$",
                   re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Piece:
    kind: str  # one of KINDS
    name: str  # of the function or object
    size: int


def pieces(target, image):
    """Of the library in this image. What is lost between two of them, to align, is a piece too."""
    text = target.link_map(image).read_text()
    text = text[text.index("Linker script and memory map"):]
    found, last = [], None
    for kind, symbol, fill, _, size, origin in PIECE.findall(text):
        if fill:
            if last is not None:
                found.append(Piece(last, "alignment", int(size, 16)))
        elif kind.lstrip("s") in KINDS and ORIGINS.search(origin):
            last = kind.lstrip("s")
            if int(size, 16) != 0:
                found.append(Piece(last, symbol or origin, int(size, 16)))
        else:
            last = None
    return readable(target, found)


def readable(target, found):
    """With names as people write them."""
    names = target.tool("c++filt", *(piece.name for piece in found)).splitlines()
    return [Piece(piece.kind, plain(name), piece.size) for piece, name in zip(found, names)]


def sizes(found):
    """Bytes of each kind."""
    return {kind: sum(piece.size for piece in found if piece.kind == kind) for kind in KINDS}
