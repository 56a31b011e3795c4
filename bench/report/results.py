"""The figures of a report, by name. A figure that was not taken is None."""

import math

from .peers import SMH, SMH_ELSEWHERE


class Results:
    def __init__(self, report):
        self.report = report

    def row(self, measure, peer, **keys):
        """The row, if it has figures that can be compared."""
        for row in self.report["rows"]:
            if row["measure"] == measure and row["peer"] == peer and "missing" not in row:
                if all(row.get(key) == value for key, value in keys.items()):
                    return None if row.get("failed") else row
        return None

    def figure(self, name, measure, peer, **keys):
        row = self.row(measure, peer, **keys)
        return None if row is None else row[name]

    def mean(self, peer, workload):
        """Nanoseconds per operation."""
        if workload == "T":
            return geometric_mean([self.mean(peer, trace) for trace in self.traces()])
        times = self.figure("ns", "mean", peer, workload=workload)
        return None if times is None else min(times)

    def mean_ratio(self, peer, workload, other):
        return ratio(self.mean(peer, workload), self.mean(other, workload))

    def traces(self):
        """The workloads that are recorded traces."""
        named = [row.get("workload", "") for row in self.report["rows"] if row["measure"] == "mean"]
        return list(dict.fromkeys(name for name in named if name.startswith("T/")))

    def tail(self, peer, figure):
        """Ticks; nothing for a peer that fails on M, for to fail is another operation."""
        if self.mean(peer, "M") is None:
            return None
        return self.figure(figure, "tail", peer, workload="M")

    def packing(self, peer, workload):
        return self.figure("percent", "packing", peer, workload=workload)

    def instructions(self, peer):
        return self.figure("instructions_per_operation", "instructions", peer, workload="M")

    def throughput(self, peer, threads, regions=None):
        """Operations per second."""
        return self.figure("operations_per_second", "scaling", peer, threads=threads,
                           regions=regions)

    def speedup(self, peer, regions=None):
        return ratio(self.throughput(peer, 2, regions), self.throughput(peer, 1, regions))

    def overhead(self):
        return self.figure("bytes_per_block", "overhead", SMH)

    def control_blocks(self):
        """Bytes, by the region's bytes."""
        found = self.figure("control_block", "overhead", SMH) or {}
        return {int(region): size for region, size in found.items()}

    def large(self, figure):
        """Of adding a region of 1 TiB with its tags elsewhere."""
        return self.figure(figure, "large", SMH_ELSEWHERE)

    def growth(self, series):
        """(bytes of a region, regions, nanoseconds per operation), ascending."""
        return sorted((row["region"], row["regions"], row["ns"]) for row in self.report["rows"]
                      if row["measure"] == "growth" and row["series"] == series
                      and "missing" not in row)

    def spread(self, series):
        """How many times the fastest the slowest takes, if all were measured."""
        planned = [row for row in self.report["rows"]
                   if row["measure"] == "growth" and row["series"] == series]
        times = [time for _, _, time in self.growth(series)]
        return max(times) / min(times) if times and len(times) == len(planned) else None

    def notes(self):
        """Why figures are missing: each reason once, with how many rows it hits."""
        reasons = {}
        for row in self.report["rows"]:
            reason = why(row)
            if reason:
                where = " ".join(str(row[key]) for key in ("measure", "workload") if key in row)
                reasons.setdefault((row["peer"], reason), []).append(where)
        return [f"{peer}, {places[0] if len(places) == 1 else f'{len(places)} rows'}: {reason}"
                for (peer, reason), places in reasons.items()]

    def all_ran(self):
        return not any("missing" in row for row in self.report["rows"])


def why(row):
    if "missing" in row:
        return row["missing"]
    return f"{row['failed']:,} allocations failed" if row.get("failed") else ""


def ratio(one, other):
    return None if one is None or other is None else one / other


def geometric_mean(figures):
    if not figures or None in figures:
        return None
    return math.exp(sum(map(math.log, figures)) / len(figures))
