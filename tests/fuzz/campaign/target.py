"""The fuzz targets of a build, and where their inputs are."""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent
PREFIX = "fuzz_"


class Target:
    def __init__(self, program):
        self.program = program
        self.name = program.name.removeprefix(PREFIX)
        # Targets that differ in what they are built with share their inputs: pool_none, pool_basic.
        self.kind = self.name.split("_")[0]

    def inputs(self):
        """Folders: what engines begin with."""
        places = (self.program.parent / "seeds" / self.kind, HERE / "regressions" / self.kind)
        return [place for place in places if place.is_dir()]

    def dictionary(self):
        file = HERE / "dictionaries" / f"{self.kind}.dict"
        return file if file.is_file() else None


def targets_in(folder):
    programs = [file for file in sorted(folder.glob(PREFIX + "*"))
                if file.is_file() and file.stat().st_mode & 0o100]
    if not programs:
        raise OSError(f"no fuzz targets in {folder}: make fuzz builds them")
    return [Target(program) for program in programs]


def chosen(targets, names):
    unknown = set(names or []) - {target.name for target in targets}
    if unknown:
        raise OSError(f"no target {', '.join(sorted(unknown))}: there are "
                      + ", ".join(target.name for target in targets))
    return [target for target in targets if not names or target.name in names]
