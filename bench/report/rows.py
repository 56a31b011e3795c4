"""Which measures are taken: rows, in batches whose rows take turns."""

import dataclasses

from .peers import GLIBC, MIMALLOC, PEERS, SMH, SMH_ELSEWHERE

KIB, MIB, GIB, TIB = 1 << 10, 1 << 20, 1 << 30, 1 << 40
NAMED_WORKLOADS = ("M", "S", "D")
REGION_SIZES = tuple(64 * KIB << shift for shift in range(0, 21, 2))
REGION_COUNTS = (1, 2, 4, 8, 16, 32)
LARGE_SIZES = tuple(MIB << shift for shift in range(0, 21, 4))
assert REGION_SIZES[-1] == 64 * GIB and LARGE_SIZES[-1] == TIB


@dataclasses.dataclass(frozen=True)
class Row:
    """One measure of one peer. The keys tell it from others; the arguments are its program's."""
    measure: str
    peer: str
    keys: tuple = ()
    arguments: tuple = ()

    def name(self):
        return " ".join([self.measure, *(str(value) for _, value in self.keys), self.peer])


@dataclasses.dataclass(frozen=True)
class Effort:
    """How much is done for one figure."""
    rounds: int
    instructions: int  # operations under callgrind
    more: dict         # by measure: further arguments

    def of(self, measure):
        return self.more.get(measure, ())


FULL = Effort(rounds=5, instructions=200_000, more={
    "mean": ("--runs", "3"), "tail": ("--replays", "9"), "packing": ("--operations", "400000")})
SMOKE = Effort(rounds=1, instructions=500, more={
    "mean": ("--operations", "2000", "--runs", "1"),
    "tail": ("--operations", "2000", "--replays", "1"),
    "packing": ("--operations", "500"),
    "scaling": ("--operations", "20000", "--runs", "1"),
    "growth": ("--operations", "2000", "--runs", "1")})


def batches(peers, traces, effort):
    """All rows. `peers`: by name, what each says of itself; `traces`: by name, files."""
    workloads = {**{name: name for name in NAMED_WORKLOADS},
                 **{f"T/{name}": str(file) for name, file in traces.items()}}
    yield from ([row("mean", peer, effort, workload=name, given=(file,)) for peer in PEERS]
                for name, file in workloads.items())
    yield [row("tail", peer, effort, workload="M", given=("M",)) for peer in PEERS]
    bounded = [peer for peer in PEERS if peers.get(peer, {}).get("bounded")]
    yield from ([row("packing", peer, effort, workload=name, given=(name,)) for peer in bounded]
                for name in ("P8", "P64"))
    yield [Row("instructions", peer, (("workload", "M"),)) for peer in (SMH, SMH_ELSEWHERE, GLIBC, MIMALLOC)]
    yield [row("overhead", SMH, effort)]
    yield [Row("large", SMH_ELSEWHERE, (), ("overhead",))]
    yield list(scaling(peers, effort))
    yield [growth("size", size, 1, effort) for size in REGION_SIZES]
    yield [growth("count", 8 * MIB, count, effort) for count in REGION_COUNTS]
    yield [growth("elsewhere", size, 1, effort, SMH_ELSEWHERE) for size in LARGE_SIZES]


def row(measure, peer, effort, given=(), **keys):
    return Row(measure, peer, tuple(keys.items()), (measure, *given, *effort.of(measure)))


def scaling(peers, effort):
    for regions in (1, 4):
        for threads in (1, 2):
            given = ("--threads", str(threads), "--regions", str(regions))
            yield row("scaling", SMH, effort, given, threads=threads, regions=regions)
    # Others have no regions, so one figure.
    for peer, said in peers.items():
        if peer != SMH and said.get("threads"):
            for threads in (1, 2):
                given = ("--threads", str(threads), "--regions", "1")
                yield row("scaling", peer, effort, given, threads=threads)


def growth(series, size, regions, effort, peer=SMH):
    given = ("--region", str(size), "--regions", str(regions))
    return row("growth", peer, effort, given, series=series, region=size, regions=regions)
