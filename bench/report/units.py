"""Figures for people."""


def binary(size):
    """A whole number of the largest unit that goes into it."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024 or size % 1024 or unit == "GiB":
            return f"{size} {unit}"
        size //= 1024


def per_cent(packing):
    """The programs begin at 30 %, and say 0 where that does not fit."""
    if packing is None:
        return "-"
    return "under 30" if packing == 0 else str(packing)
