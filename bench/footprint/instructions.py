"""Instructions of each call of the library under a load, counted one by one."""

import bisect
import collections

from .execution import blocks

IMAGE = "instructions"
# The calls that are counted: bench/firmware/slots.hpp.
CALLS = {"slots::alloc": "alloc", "slots::aligned_alloc": "aligned alloc", "slots::free": "free",
         "slots::look": "look"}
END = "slots::done"


class Calls:
    """All calls of one kind."""

    def __init__(self):
        self.counts = []
        self.masked = 0  # the most instructions in a row with interrupts off
        self.executed = collections.Counter()  # times that each block was

    def figures(self, functions):
        count = len(self.counts)
        return {"calls": count, "mean": sum(self.counts) / count, "worst": max(self.counts),
                "interrupts off": self.masked,
                "functions": {name: times / count
                              for name, times in functions.shares(self.executed).most_common()}}


class Functions:
    """Which function an address belongs to."""

    def __init__(self, symbols):
        found = sorted((symbol.address & ~1, symbol.name) for symbol in symbols if symbol.size)
        self.starts = [start for start, _ in found]
        self.names = [name for _, name in found]

    def shares(self, executed):
        """Instructions of each function, of blocks that were executed so many times."""
        shares = collections.Counter()
        for block, times in executed.items():
            for address in block.addresses:
                shares[self.names[bisect.bisect_right(self.starts, address) - 1]] += times
        return shares


class Counter:
    """Follows the execution from call to call."""

    def __init__(self, starts, end):
        self.starts, self.end = starts, end  # of the functions that are the calls
        self.calls = {name: Calls() for name in starts.values()}
        self.current, self.length, self.masked_since = None, 0, None

    def follow(self, block):
        first = block.addresses[0]
        if first in self.starts or first == self.end:
            if self.current is not None:
                self.current.counts.append(self.length)
            self.current, self.length = self.calls.get(self.starts.get(first)), 0
        if self.current is None:
            return
        for place in block.masks:
            self.masked_since = self.length + place
        if block.restores and self.masked_since is not None:
            masked = self.length + block.restores[0] - self.masked_since
            self.current.masked = max(self.current.masked, masked)
            self.masked_since = None
        self.length += len(block.addresses)
        self.current.executed[block] += 1


def count(target):
    """Figures for each kind of call."""
    symbols = list(target.symbols(IMAGE))
    address = {symbol.name: symbol.address & ~1 for symbol in symbols}
    counter = Counter({address[function]: name for function, name in CALLS.items()}, address[END])
    for block in blocks(target, IMAGE, address["watched_begin"], address["watched_end"]):
        counter.follow(block)
    functions = Functions(symbols)
    return {name: calls.figures(functions) for name, calls in counter.calls.items()}
