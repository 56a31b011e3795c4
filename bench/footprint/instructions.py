"""Instructions of each call, counted one by one.

QEMU executes one instruction at a time and writes each one's address. The image is the one that
would run on the board: nothing in it measures. So the counts are exact, and the same in each run.
"""

import bisect
import collections
import re
import subprocess

# The calls that are counted: names of the functions in bench/firmware/slots.hpp.
CALLS = {"alloc": "slots::alloc", "aligned alloc": "slots::aligned_alloc", "free": "slots::free"}
END = "slots::done"

# How each core keeps interrupts off, and restores what was before, in the disassembler's words.
MASKS = {"cortex-m": r"\bcpsid\s+i\b", "riscv": r"\bcsrrci\s+\w+,mstatus,8\b",
         "aarch64": r"\bmsr\s+daifset\b"}
RESTORES = {"cortex-m": r"\bmsr\s+PRIMASK\b", "riscv": r"\bcsrs\s+mstatus\b",
            "aarch64": r"\bmsr\s+daif,"}
INSTRUCTION = re.compile(r"^\s*([0-9a-f]+):\t(.*)$", re.MULTILINE)


class Call:
    """All calls of one kind."""

    def __init__(self):
        self.counts = []
        self.masked = 0  # the most instructions that one had to wait with interrupts off
        self.functions = collections.Counter()

    def figures(self):
        count = len(self.counts)
        return {"calls": count, "mean": sum(self.counts) / count, "worst": max(self.counts),
                "interrupts off": self.masked,
                "functions": {name: n / count for name, n in self.functions.most_common()}}


def executed(target, begin, end):
    """Address of every instruction from begin to end, in the order of their execution."""
    command = [*target.qemu, "-kernel", target.image("instructions"), "-singlestep",
               "-d", "exec,nochain", "-dfilter", f"{begin:#x}..{end:#x}", "-D", "/dev/stdout"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        address = None
        for line in process.stdout:
            if line.startswith(b"Trace"):
                if address is not None:
                    yield address
                address = int(line.split(b"/", 2)[1], 16)
            elif line.startswith(b"Stopped"):
                address = None  # was interrupted before it began
        if address is not None:
            yield address
    if process.returncode != 0:
        raise RuntimeError(f"{target.name}: the workload ended with {process.returncode}")


def addresses(target, pattern):
    text = target.tool("objdump", "-d", "--no-show-raw-insn", target.image("instructions"))
    return {int(address, 16) for address, words in INSTRUCTION.findall(text)
            if re.search(pattern, words)}


class Functions:
    """Which function an address belongs to."""

    def __init__(self, target):
        table = target.tool("nm", "-nC", target.image("instructions")).splitlines()
        entries = [(int(line[:line.index(" ")], 16) & ~1, line.split(" ", 2)[2])
                   for line in table if line.split(" ", 2)[1] in "tTwW"
                   and "$" not in line and "watched" not in line]
        self.starts = [start for start, _ in entries]
        self.names = [name for _, name in entries]

    def of(self, address):
        return self.names[bisect.bisect_right(self.starts, address) - 1]


def count(target):
    """Figures for each kind of call."""
    symbols = target.symbols("instructions")
    marks = {symbols[symbol] & ~1: name for name, symbol in CALLS.items()}
    end = symbols[END] & ~1
    masks, restores = addresses(target, MASKS[target.core]), addresses(target, RESTORES[target.core])
    calls = {name: Call() for name in CALLS}
    per_address = {name: collections.Counter() for name in CALLS}
    call, length, masked_since, seen = None, 0, None, None
    for address in executed(target, symbols["watched_begin"], symbols["watched_end"]):
        if address in marks or address == end:
            if call is not None:
                call.counts.append(length)
            if address == end:
                break
            call, seen, length = calls[marks[address]], per_address[marks[address]], 0
        if call is None:
            continue
        length += 1
        seen[address] += 1
        if address in masks:
            masked_since = length
        elif address in restores and masked_since is not None:
            call.masked = max(call.masked, length - masked_since)
            masked_since = None
    functions = Functions(target)
    for name, counter in per_address.items():
        for address, times in counter.items():
            calls[name].functions[functions.of(address)] += times
    return {name: call.figures() for name, call in calls.items()}
