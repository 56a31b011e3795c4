"""Writes traces, from docs/trace-format.md alone and not with the library's code."""

import struct
import zlib

HEADER, EVENTS, END = 1, 2, 3
START = b"SMHTRACE" + struct.pack("<I", 1)


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def difference(value):
    out = bytearray()
    while not -64 <= value < 64:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    out.append(value & 0x7f)
    return bytes(out)


def chunk(kind, body):
    head = struct.pack("<II", kind, len(body))
    return head + struct.pack("<I", zlib.crc32(head + body)) + body


class Events:
    """One chunk's events."""

    def __init__(self):
        self.body = b""
        self.count = 0
        self.last = 0

    def add(self, operation, *numbers, old=None, address=None):
        first = operation | (8 if address is None else 0) | (0 if self.body else 16)
        self.body += bytes([first]) + (b"" if self.body else number(1))
        self.count += 1
        alignment, size = numbers if len(numbers) == 2 else (None, numbers[0] if numbers else None)
        if alignment is not None:
            self.body += number(alignment)
        if old is not None:
            self.place(old)
        if size is not None:
            self.body += number(size)
        if address is not None:
            self.place(address)

    def place(self, address):
        self.body += difference(address - self.last)
        self.last = address

    def malloc(self, address, size):
        self.add(0, size, address=address)

    def failed(self, size):
        self.add(0, size)

    def aligned(self, address, alignment, size):
        self.add(2, alignment, size, address=address)

    def realloc(self, old, address, size):
        self.add(3, size, old=old, address=address)

    def free(self, address):
        self.add(4, address=address)


def header(flags=0, command=b"program\0-x\0"):
    numbers = b"".join(number(n) for n in (42, 7, 1000, flags, len(command)))
    return START + chunk(HEADER, numbers + command)


def trace(events):
    return header() + chunk(EVENTS, events.body) + chunk(END, number(events.count))
