"""What came of one target, whichever the engine."""

import dataclasses
import pathlib


@dataclasses.dataclass
class Outcome:
    executions: int
    edges: int      # of the program's branches, those that some input has taken
    all_edges: int
    corpus: int     # inputs that each take one of them that no other does
    crashes: list[pathlib.Path]
    broken: bool    # the engine did not end in order
    seconds: float = 0

    def failed(self):
        return self.broken or bool(self.crashes)

    def per_second(self):
        return self.executions / self.seconds if self.seconds else 0
