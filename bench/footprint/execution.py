"""What a board executes, instruction by instruction, as QEMU tells it.

QEMU translates code in blocks, which end at every branch; it writes each block's instructions when
it translates it, and each block's name when it is executed. Nothing in the image measures, so what
is counted is what would run on the board, and it is the same in each run.
"""

import dataclasses
import re
import signal
import subprocess
import threading

LIMIT_SECONDS = 600

# How each core keeps interrupts off, and restores what was before.
MASKS = re.compile(r"cpsid\s+i|csrrci\s+\w+,mstatus|msr\s+daifset")
RESTORES = re.compile(r"msr\s+primask|csrrs\s+zero,mstatus|csrs\s+mstatus|msr\s+daif,")


@dataclasses.dataclass(frozen=True)
class Block:
    addresses: tuple[int, ...]
    masks: tuple[int, ...]     # places in the block after which interrupts are off
    restores: tuple[int, ...]  # and after which they are as before

    @staticmethod
    def of(lines):
        instructions = [line.partition(":  ") for line in lines]

        def places(pattern):
            return tuple(place for place, (_, _, words) in enumerate(instructions, 1)
                         if pattern.search(words))
        return Block(tuple(int(address, 16) for address, _, _ in instructions), places(MASKS),
                     places(RESTORES))


def blocks(target, image, begin, end):
    """Each block that is executed from begin to end, in order, until the image stops."""
    command = [*target.qemu, "-kernel", target.image(image), "-d", "in_asm,exec,nochain",
               "-dfilter", f"{begin:#x}..{end:#x}", "-D", "/dev/stdout"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        limit = threading.Timer(LIMIT_SECONDS, process.kill)
        limit.start()
        yield from in_log(process.stdout)
        said = process.stderr.read().decode()
        limit.cancel()
    if process.returncode == -signal.SIGKILL:
        raise RuntimeError(f"{target.name}: {image} has not ended after {LIMIT_SECONDS} seconds")
    if process.returncode != 0:
        raise RuntimeError(f"{target.name}: {image} ended with {process.returncode}: {said}")


def in_log(lines):
    known, translated, current = {}, [], None
    for line in lines:
        if line.startswith(b"Trace"):
            if current is not None:
                yield current
            name = line.split(b" ", 3)[2]
            if translated:
                known[name] = Block.of(translated)
                translated = []
            current = known[name]
        elif line.startswith(b"0x"):
            translated.append(line.decode())
        elif line.startswith(b"IN:"):
            translated = []
        elif line.startswith(b"Stopped"):
            current = None  # was kept from beginning
    if current is not None:
        yield current
