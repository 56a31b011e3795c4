"""What smh has to reach, and whether it does."""

import dataclasses

from .peers import GLIBC, MIMALLOC, SMH, SMH_ELSEWHERE
from .results import ratio


@dataclasses.dataclass(frozen=True)
class Bar:
    measure: str
    figure: float | None
    bar: float
    least: bool = False  # the figure has to be at least the bar, not at most
    form: str = "{:.3f}"

    def verdict(self):
        if self.figure is None:
            return "not measured"
        met = self.figure >= self.bar if self.least else self.figure <= self.bar
        return "met" if met else "missed"

    def shown(self):
        return "-" if self.figure is None else self.form.format(self.figure)

    def limit(self):
        return ("at least " if self.least else "at most ") + f"{self.bar:g}"


def bars(results):
    return [*times(results), *space(results), *growth(results), *elsewhere(results)]


def times(results):
    glibc = results.tail(GLIBC, "p99.9")
    return [
        Bar("mean on M, of glibc's", results.mean_ratio(SMH, "M", GLIBC), 0.45),
        Bar("mean on S, of glibc's", results.mean_ratio(SMH, "S", GLIBC), 0.45),
        Bar("mean on T, of glibc's", results.mean_ratio(SMH, "T", GLIBC), 0.6),
        Bar("mean on T, of mimalloc's", results.mean_ratio(SMH, "T", MIMALLOC), 1.3),
        Bar("tail on M: p99.9, of glibc's p99.9", ratio(results.tail(SMH, "p99.9"), glibc), 0.35),
        Bar("tail on M: max, of glibc's p99.9", ratio(results.tail(SMH, "max"), glibc), 1),
        Bar("instructions per operation on M", results.instructions(SMH), 100, form="{:.0f}"),
    ]


def space(results):
    control = results.control_blocks().get(4096)
    return [
        Bar("packing P8, per cent", results.packing(SMH, "P8"), 90, True, "{:.0f}"),
        Bar("packing P64, per cent", results.packing(SMH, "P64"), 88, True, "{:.0f}"),
        Bar("bytes per block", results.overhead(), 8, form="{:.1f}"),
        Bar("control block of 4 KiB, per cent",
            None if control is None else 100 * control / 4096, 3, form="{:.1f}"),
    ]


def growth(results):
    return [
        Bar("two threads, four regions, of one thread's", results.speedup(SMH, 4), 1.7, True),
        Bar("two threads, one region, of one thread's", results.speedup(SMH, 1), 1, True),
        Bar("growth, 64 KiB to 64 GiB: slowest of fastest", results.spread("size"), 1.3),
        Bar("growth, 1 to 32 regions: slowest of fastest", results.spread("count"), 1.3),
    ]


def elsewhere(results):
    """Of regions with their tags elsewhere."""
    glibc = results.tail(GLIBC, "p99.9")
    resident = results.large("resident_bytes")
    return [
        Bar("tags elsewhere: mean on M, of glibc's",
            results.mean_ratio(SMH_ELSEWHERE, "M", GLIBC), 0.6),
        Bar("tags elsewhere: p99.9 on M, of glibc's",
            ratio(results.tail(SMH_ELSEWHERE, "p99.9"), glibc), 0.5),
        Bar("tags elsewhere: packing P8, per cent", results.packing(SMH_ELSEWHERE, "P8"), 90,
            True, "{:.0f}"),
        Bar("tags elsewhere: packing P64, per cent", results.packing(SMH_ELSEWHERE, "P64"), 88,
            True, "{:.0f}"),
        Bar("tags elsewhere: add of 1 TiB, ms", results.large("add_ms"), 10, form="{:.2f}"),
        Bar("tags elsewhere: resident after it, KiB",
            None if resident is None else resident / 1024, 1024, form="{:.0f}"),
        Bar("tags elsewhere: growth, 1 MiB to 1 TiB: slowest of fastest",
            results.spread("elsewhere"), 1.5),
    ]
