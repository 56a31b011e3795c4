"""All figures of one target, as plain data."""

import subprocess

from . import call_graph, instructions, link_map

LIMIT_SECONDS = 60


def space(target):
    """What the image `space` says, by name."""
    result = subprocess.run([*target.qemu, "-kernel", target.image("space")], check=True, text=True,
                            capture_output=True, timeout=LIMIT_SECONDS)
    lines = (result.stdout + result.stderr).splitlines()
    return {name: int(figure) for name, figure in map(str.split, lines)}


def measure(target, counted=True):
    """Instructions only where they are to be counted."""
    pieces = link_map.pieces(target, "footprint")
    return {
        "board": target.board,
        "sizes": link_map.sizes(pieces),
        "pieces": [{"kind": piece.kind, "name": piece.name, "size": piece.size}
                   for piece in pieces],
        "stack": call_graph.stack(target),
        "space": space(target),
        "instructions": instructions.count(target) if counted else None,
    }
