"""The performance page, measure by measure: what it means, how it is taken, the figures."""

from .markdown import emphasised, picture, table
from .peers import GLIBC, PEERS, SMH, title
from .table import number
from .units import binary, per_cent

MEAN = """\
## Mean

Nanoseconds per operation, an allocation or a free, and in brackets how many times glibc's that
is. The fastest of 15 runs, 3 in each of 5 turns; who needs over 20 seconds for 3 runs has one
turn. The loop that plays a workload is in the figure; the last line is that loop alone. smh is
called through its C API: the attribute, the region and the lock are in the figure.

- **M**, mixed: 4096 slots. One is picked at random: freed if it holds a block, else given one of 16
  to 8192 bytes, log-uniform. Never more than 60 % of 8 MiB live.
- **S**, small: as M, 8 to 256 bytes, 65,536 slots.
- **D**, drivers: 3 attributes, 6 regions of 4 to 512 KiB; long-lived rings, packet buffers that are
  freed nearly in order, short descriptors, now and then a frame.
- **T**, traces: what real programs ask of malloc, recorded by `bench/record-traces`; the geometric
  mean over all of them.
"""

TAIL = """\
## Tail

Ticks of the time-stamp counter for one operation of M. The same sequence is played 9 times from
the same start, and each operation keeps its lowest time, so that what is left is the operation's
own cost and not the machine's interruptions. Where a program's memory happens to lie matters too,
so each has 5 turns, and the one with the lowest p99.9 counts. p99.9 is exceeded by one operation
in a thousand. The counter itself takes what the last line shows.
"""

PACKING = """\
## Packing

How full the memory gets: operations as in M, 400,000 of them on 65,536 slots, in one region of
8 MiB, with the highest limit on live bytes, in per cent of the region, at which no allocation
fails. P8 has sizes of 16 to 8192 bytes, P64 of 64 to 65,536. It does not apply to peers that can
always ask the system for more.
"""

INSTRUCTIONS = """\
## Instructions

Per operation of M, counted by callgrind in the allocator's functions and in what they call, over
200,000 operations. They are the same on every run, whatever else the machine does.
"""

OVERHEAD = """\
## Overhead

Each allocated block takes {} bytes beside the request, before rounding. Each region has a
control block, which is sized to it:
"""

SCALING = """\
## Scaling

Million operations per second, each thread with blocks of its own. With four regions the threads
ask for different attributes, so each has its own locks; with one region they share a lock.
"""

GROWTH = """\
## Growth

Nanoseconds per operation of one load, sizes 16 to 256 bytes with 16 KiB live, that is the same
in every memory: one region of 64 KiB to 64 GiB, which is reserved and not touched before, or 1 to
32 regions of 8 MiB.
"""

ELSEWHERE = """\
## Tags elsewhere

The peer "smh, tags elsewhere" is smh with regions that cannot be touched (`PROT_NONE`), of which the
tags lie in a table in memory of its own ([metadata.md](metadata.md)). Granules are of 64 bytes, for
packing of 16.

To add a region of 1 TiB in granules of 4 KiB takes {} ms, and {} are resident after it, of {} for
the table. The load of the growth series takes, in granules of 64 bytes up to 64 GiB and of 4 KiB
beyond:
"""


def mean(results):
    workloads = ("M", "S", "D", "T")
    yield MEAN
    yield from picture("mean", "Mean time of an operation on M, S, D and T, for each peer")
    yield from mean_table(results, workloads)
    yield "Trace by trace:"
    yield ""
    yield from mean_table(results, results.traces())


def mean_table(results, workloads):
    lines = [(title(peer), *(mean_cell(results, peer, workload) for workload in workloads))
             for peer in PEERS]
    return table(("peer", *workloads), emphasised(lines, title(SMH)))


def mean_cell(results, peer, workload):
    time, ratio = results.mean(peer, workload), results.mean_ratio(peer, workload, GLIBC)
    return "-" if time is None else f"{time:,.1f} ({number(ratio, '{:.2f}')})"


def tail(results):
    figures = ("p50", "p99", "p99.9", "max")
    lines = [(title(peer), *(number(results.tail(peer, figure)) for figure in figures))
             for peer in PEERS]
    yield TAIL
    yield from picture("tail", "Times of the slowest operations of M, for each peer")
    yield from table(("peer", *figures), emphasised(lines, title(SMH)))


def packing(results):
    found = {peer: [results.packing(peer, workload) for workload in ("P8", "P64")]
             for peer in PEERS}
    lines = [(title(peer), *map(per_cent, figures))
             for peer, figures in found.items() if figures != [None, None]]
    yield PACKING
    yield from picture("packing", "How full the memory gets, for each peer that has one of its own")
    yield from table(("peer", "P8 %", "P64 %"), emphasised(lines, title(SMH)))


def instructions(results):
    lines = [(title(peer), number(results.instructions(peer))) for peer in PEERS
             if results.instructions(peer) is not None]
    yield INSTRUCTIONS
    yield from table(("peer", "instructions"), emphasised(lines, title(SMH)))


def overhead(results):
    yield OVERHEAD.format(number(results.overhead(), "{:g}"))
    yield from table(("region", "control block, bytes", "%"), [
        (binary(region), f"{size:,}", f"{100 * size / region:.2f}")
        for region, size in sorted(results.control_blocks().items())])


def scaling(results):
    lines = [scaling_line(results, f"{title(SMH)}, {name}", SMH, regions)
             for regions, name in ((4, "four regions"), (1, "one region"))]
    lines += [scaling_line(results, title(peer), peer, None) for peer in PEERS
              if results.throughput(peer, 1) is not None]
    yield SCALING
    yield from table(("peer", "one thread", "two threads", "ratio"), lines)


def scaling_line(results, name, peer, regions):
    found = [results.throughput(peer, threads, regions) for threads in (1, 2)]
    millions = [number(None if figure is None else figure / 1e6, "{:.1f}") for figure in found]
    return (name, *millions, number(results.speedup(peer, regions), "{:.2f}"))


def growth(results):
    yield GROWTH
    yield from picture("growth", "Time of an operation by the size and the number of regions")
    yield from table(("one region of", "ns"),
                     [(binary(size), f"{time:.1f}") for size, _, time in results.growth("size")])
    yield from table(("regions of 8 MiB", "ns"),
                     [(str(count), f"{time:.1f}") for _, count, time in results.growth("count")])


def elsewhere(results):
    yield ELSEWHERE.format(number(results.large("add_ms"), "{:.2f}"),
                           amount(results.large("resident_bytes")),
                           amount(results.large("metadata_bytes")))
    yield from table(("one region of", "ns"),
                     [(binary(size), f"{time:.1f}")
                      for size, _, time in results.growth("elsewhere")])


def amount(size):
    return "-" if size is None else f"{size / 1024:,.0f} KiB"


ALL = (mean, tail, packing, instructions, overhead, scaling, growth, elsewhere)
