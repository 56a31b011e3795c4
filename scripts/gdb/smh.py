"""Shows the regions and blocks of a pool in gdb: source this file, then "help smh".

It reads memory and debug information, and calls nothing of the program, so it works on a process that
is stopped, on a core dump, and on a board behind a debug probe or an emulator. What the library was
built with (word size, settings, the layout of tags) comes from the debug information.
"""

import argparse
import json

import gdb

# Tags hold their place times this, see src/heap/tag.hpp and table_tag.hpp. The numbers that debug
# information lacks; a region's last tag, the sentinel, shows whether they are still so.
CHECK_FACTOR = 0x9E3779B
TABLE_CHECK_FACTOR = 0x278D
SHARED_POOL = "smh::(anonymous namespace)::pool"
LONGEST_NAME = 60


class Damage(Exception):
    """Why a walk cannot go on."""


def type_named(name):
    try:
        return gdb.lookup_type(name)
    except gdb.error as error:
        raise gdb.GdbError(f"no debug information about {name}: build smh with -g") from error


def members(kind):
    """Those that each object has: not the static ones."""
    return [field for field in kind.strip_typedefs().fields() if hasattr(field, "bitpos")]


def plain(value):
    """The number or pointer in a std::atomic, whatever the C++ library names its parts."""
    while value.type.strip_typedefs().code == gdb.TYPE_CODE_STRUCT:
        value = value[members(value.type)[0]]
    return value


def text_at(pointer):
    """A C string that may be anything in a damaged program."""
    letters = ""
    try:
        while int(pointer) != 0 and len(letters) < LONGEST_NAME:
            letter = int(pointer.dereference()) & 0xFF
            if letter == 0:
                return letters
            letters += chr(letter) if 32 <= letter < 127 else f"\\x{letter:02x}"
            pointer += 1
    except gdb.MemoryError:
        letters += "?"
    return letters


class Tags:
    """How to read a tag: the constants of smh::heap::Tag, or of smh::heap::TableTag."""

    def __init__(self, kind, names):
        (word,) = members(kind)
        self.word = word.type.strip_typedefs()
        self.bits = 8 * self.word.sizeof
        nothing = gdb.Value(bytes(kind.sizeof), kind)
        for name in names:
            setattr(self, name, int(nothing[name]))

    def client(self, word):
        return (word & self.client_mask) >> self.client_shift

    def state(self, word):
        return "free" if word & self.free_bit else "recent" if word & self.recent_bit else "allocated"

    def left_free(self, word):
        return bool(word & self.left_free_bit)


class InsideTags(Tags):
    """Of regions that hold their own."""

    def __init__(self):
        super().__init__(type_named("smh::heap::Tag"), (
            "wide", "units_shift", "client_shift", "client_mask", "check_shift", "flags",
            "left_free_bit", "free_bit", "recent_bit", "covered"))
        self.shortest = 2 * self.word.sizeof

    def units(self, word):
        if self.wide:
            return word >> self.units_shift & 0xFFFFFFFF
        return word & ~(self.flags | self.client_mask)

    def plausible(self, word, index):
        if not self.wide:
            return True
        width = self.bits - self.check_shift
        expected = index * CHECK_FACTOR
        for shift in range(width, self.bits, width):
            expected ^= (word & self.covered) << shift >> self.check_shift
        return (word >> self.check_shift ^ expected) % (1 << width) == 0


class TableTags(Tags):
    """Of those that lie in a table elsewhere. A free block of one granule has a tag of its own kind."""

    def __init__(self):
        super().__init__(type_named("smh::heap::TableTag"), (
            "kind", "high_bit", "units_mask", "client_shift", "client_mask", "check_shift",
            "check_bits", "check_mask", "left_free_bit", "free_bit", "recent_bit", "covers_all"))
        self.shortest = 1

    def is_single(self, word):
        return word & self.kind == self.high_bit

    def units(self, word):
        return 1 if self.is_single(word) else word & self.units_mask

    def client(self, word):
        return 0 if self.is_single(word) else super().client(word)

    def state(self, word):
        return "free" if self.is_single(word) else super().state(word)

    def left_free(self, word):
        return not self.is_single(word) and super().left_free(word)

    def plausible(self, word, index):
        if word & self.kind:
            return self.is_single(word)
        expected = index * TABLE_CHECK_FACTOR ^ word >> self.client_shift
        if self.covers_all:
            bits = word & (1 << self.check_shift) - 1
            expected = index * TABLE_CHECK_FACTOR
            for shift in range(0, self.check_shift, self.check_bits):
                expected ^= bits >> shift
        return (word >> self.check_shift ^ expected) & self.check_mask == 0


class Block:
    """One block: where its payload begins, and its length with its tag."""

    def __init__(self, address, length, state, client, remark):
        self.address, self.length, self.state = address, length, state
        self.client, self.remark = client, remark


class Region:
    """One region, as its slot in the pool says, and its heap. Each kind says where its tags lie."""

    addresses = False  # whether they are no pointers
    metadata = None    # where the tags lie, if not in the region

    def __init__(self, tags, slot, number):
        self.tags, self.number = tags, number
        self.begin, self.size = int(plain(slot["begin"])), int(plain(slot["size"]))
        self.name = text_at(slot["region"]["name"])
        self.alias_offset = int(slot["region"]["alias_offset"])

    def read_heap(self, kind, where):
        """The heap at an address, and between which indices the blocks lie. Raises Damage."""
        try:
            heap = gdb.Value(where).cast(kind.pointer()).dereference()
            self.first_index, self.end_index = int(heap["first_"]), int(heap["end_"])
        except gdb.MemoryError as error:
            raise Damage(f"the control block at {where:#x} cannot be read") from error
        return heap

    def damaged(self, where):
        return Damage(f"the control block at {where:#x} is damaged: blocks from index "
                      f"{self.first_index:#x} to {self.end_index:#x}")

    def holds(self, address):
        return self.begin <= address < self.begin + self.size

    def address_of(self, index):
        return self.base + index * self.unit

    def tag_at(self, index):
        try:
            return int(gdb.Value(self.place_of_tag(index)).cast(self.tags.word.pointer()).dereference())
        except gdb.MemoryError as error:
            raise Damage(f"the tag of the block at {self.address_of(index):#x} cannot be read") from error

    def check_sentinel(self):
        word = self.tag_at(self.end_index)
        if (not self.tags.plausible(word, self.end_index) or self.tags.units(word) != 0
                or self.tags.state(word) != "allocated"):
            raise Damage(f"the sentinel in front of {self.address_of(self.end_index):#x} is {word:#x}: "
                         "damaged, or of a library that this script does not know")

    def walk(self):
        """Yields the blocks by address. Raises Damage where there is none. Ends: each step goes up."""
        self.read_control_block()
        index, left_free = self.first_index, False
        while index < self.end_index:
            word = self.tag_at(index)
            units = self.tags.units(word)
            self.check_tag(word, index, units)
            state = self.tags.state(word)
            remark = ""
            if self.tags.left_free(word) != left_free:
                remark = "its tag is wrong about the block before"
            yield Block(self.address_of(index), units * self.unit, state, self.tags.client(word), remark)
            left_free = state == "free"
            index += units
        self.check_sentinel()

    def check_tag(self, word, index, units):
        wrong = ""
        if not self.tags.plausible(word, index):
            wrong = "its check is not that of a tag here"
        elif units * self.unit < self.tags.shortest:
            wrong = "no block is that short"
        elif units > self.end_index - index:
            wrong = "it says more bytes than the region has"
        if wrong:
            raise Damage(f"the tag of the block at {self.address_of(index):#x} is {word:#x}: {wrong}")

    def survey(self):
        """The sums over all blocks, and where the walk broke, if it did."""
        sums = {"blocks": 0, "free": 0, "used": 0}
        broken = ""
        try:
            for block in self.walk():
                allocated = block.state == "allocated"
                sums["blocks"] += allocated
                sums["used" if allocated else "free"] += block.length
        except Damage as damage:
            broken = str(damage)
        return {"number": self.number, "name": self.name, "begin": self.begin, "size": self.size, **sums,
                "metadata": self.metadata, "addresses": self.addresses, "broken": broken}

    def text(self):
        return f"region {self.number}" + (f", {self.name}" if self.name else "")


class InsideRegion(Region):
    """One that holds its own tags, each in front of its block."""

    def read_control_block(self):
        """How long a unit is, and between which indices the blocks lie. Raises Damage."""
        kind = type_named("smh::heap::BasicHeap<smh::heap::InsidePlaces>")
        self.read_heap(kind, self.begin)
        self.unit, self.base = 1, 0
        if self.tags.wide:
            self.base = self.begin
            self.unit = (self.size + self.end_index // 2) // max(self.end_index, 1)
        end = self.address_of(self.end_index)
        # A region of the greatest size has a unit more than an index can name.
        ends_there = self.begin + self.size - end in (0, self.unit if self.end_index == 0xFFFFFFFF else 0)
        begins_there = self.begin + kind.sizeof <= self.address_of(self.first_index) < end
        if not ends_there or not begins_there or self.unit not in (1, 8, 16, 32):
            raise self.damaged(self.begin)

    def place_of_tag(self, index):
        return self.address_of(index) - self.tags.word.sizeof

    def around(self, block):
        """Where the block's bytes begin and end, and what is said of those before."""
        word = self.tags.word.sizeof
        return block.address, block.address + block.length - word, block.address - word

    def rest(self, address):
        before = address < self.address_of(self.first_index)
        return "its control block" if before else "its sentinel"


class TableRegion(Region):
    """One of which the tags lie elsewhere, one for each granule."""

    def __init__(self, tags, slot, number):
        super().__init__(tags, slot, number)
        facts = slot["elsewhere"]["facts_"]
        self.begin, self.size = int(facts["begin"]), int(facts["size"])
        self.addresses = int(facts["given_size"]) != 0
        self.metadata, self.metadata_size = int(facts["memory"]), int(facts["memory_size"])
        self.unit = int(facts["metadata"]["granule"])

    def read_control_block(self):
        """Between which indices the blocks lie, and where the table is. Raises Damage."""
        kind = type_named("smh::heap::BasicHeap<smh::heap::TablePlaces>")
        heap = self.read_heap(kind, self.metadata)
        self.base = self.begin - self.first_index * self.unit
        self.table = self.metadata + int(heap["table_"])
        blocks = self.end_index - self.first_index
        ends_there = self.first_index > 0 and blocks * self.unit == self.size
        table_end = self.table + (self.end_index + 1) * self.tags.word.sizeof
        lies_there = self.metadata + kind.sizeof <= self.table < table_end <= self.metadata + self.metadata_size
        if not ends_there or not lies_there or 1 << int(heap["power_"]) != self.unit:
            raise self.damaged(self.metadata)

    def place_of_tag(self, index):
        return self.table + index * self.tags.word.sizeof

    def around(self, block):
        return block.address, block.address + block.length, block.address

    def in_metadata(self, address):
        """What of it an address is; empty where it is nothing of it."""
        if not self.metadata <= address < self.metadata + self.metadata_size:
            return ""
        try:
            self.read_control_block()
        except Damage:
            return "its metadata"
        index = (address - self.table) // self.tags.word.sizeof
        if index < 0:
            return "its control block, elsewhere"
        if self.first_index <= index < self.end_index:
            return f"the entry of the granule at {self.address_of(index):#x}, elsewhere"
        return "its metadata"

    def rest(self, address):
        return "no block"


class Pool:
    """The pool that an expression names; else the one behind the C API."""

    def __init__(self, expression):
        type_named("smh::Pool")
        if expression:
            self.value = gdb.parse_and_eval(expression)
        else:
            symbol = gdb.lookup_static_symbol(SHARED_POOL)
            if symbol is None:
                raise gdb.GdbError("the program has no shared pool: name one with --pool EXPRESSION")
            self.value = symbol.value()
        if self.value.type.strip_typedefs().code in (gdb.TYPE_CODE_PTR, gdb.TYPE_CODE_REF):
            self.value = self.value.referenced_value()
        if self.value.type.strip_typedefs().unqualified().name != "smh::Pool":
            raise gdb.GdbError(f"{expression} is no smh::Pool")
        slots = self.value["slots_"]
        first, last = slots.type.range()
        self.inside_tags, self.table_tags = InsideTags(), None
        regions = [self.region_in(slots[number], number) for number in range(first, last + 1)]
        self.regions = [region for region in regions if region.size != 0]

    def region_in(self, slot, number):
        """Of either kind; a library that was built without tables has no debug information about them."""
        elsewhere = slot["elsewhere"]
        if not members(elsewhere.type) or int(plain(elsewhere["heap_"])) == 0:
            return InsideRegion(self.inside_tags, slot, number)
        self.table_tags = self.table_tags or TableTags()
        return TableRegion(self.table_tags, slot, number)

    def region(self, wanted):
        for region in self.regions:
            if wanted in (str(region.number), region.name):
                return region
        raise gdb.GdbError(f"the pool has no region {wanted}: smh regions shows those that it has")

    def client_name(self, number):
        clients = self.value["clients_"]
        if number == 0:
            return ""
        if number - 1 > clients.type.range()[1]:
            return f"{number}?"
        client = plain(clients[number - 1])
        return text_at(client["name_"]) if int(client) != 0 else f"{number}?"

    def find(self, address):
        """The region, and the address in it, where this one may be that of an alias."""
        regions = [region for region in self.regions if not region.addresses]
        for offset in (lambda region: 0, lambda region: region.alias_offset):
            for region in regions:
                here = address - offset(region) & (1 << self.inside_tags.bits) - 1
                if region.holds(here):
                    return region, here
        return None, address

    def find_metadata(self, address):
        """The region of which a part lies elsewhere, at this address, and what part that is."""
        for region in self.regions:
            part = region.in_metadata(address) if region.metadata is not None else ""
            if part:
                return region, part
        return None, ""

    def shown(self, block):
        return {"address": block.address, "bytes": block.length, "state": block.state,
                "client": self.client_name(block.client), "remark": block.remark}


def cell(title, value):
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    return hex(value) if title in ("begin", "address", "metadata") else str(value)


def print_table(titles, rows):
    """Numbers to the right, words to the left."""
    lines = [[title.upper() for title in titles]]
    lines += [[cell(title, row[title]) for title in titles] for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    right = [any(type(row[title]) is int for row in rows) for title in titles]
    for line in lines:
        cells = [text.rjust(width) if to_right else text.ljust(width)
                 for text, width, to_right in zip(line, widths, right)]
        print("  ".join(cells).rstrip())


class Arguments(argparse.ArgumentParser):
    """Words behind a command of gdb: what is wrong with them is an error of gdb, not its end."""

    def __init__(self, command):
        super().__init__(prog=command, add_help=False)
        self.add_argument("--pool", default="", help="an expression; else the pool of the C API")
        self.add_argument("--json", action="store_true", help="for programs")

    def error(self, message):
        raise gdb.GdbError(f"{message}\n{self.format_usage().strip()}")


class Smh(gdb.Command):
    """The regions and blocks of an smh pool."""

    def __init__(self):
        super().__init__("smh", gdb.COMMAND_DATA, prefix=True)


class Command(gdb.Command):
    """What the commands have in common: arguments, and a pool."""

    def __init__(self, name):
        super().__init__(name, gdb.COMMAND_DATA)
        self.arguments = Arguments(name)

    def invoke(self, text, from_tty):
        given = self.arguments.parse_args(gdb.string_to_argv(text))
        result = self.run(Pool(given.pool), given)
        if given.json:
            print(json.dumps(result, indent=2))
        else:
            self.show(result)


class Regions(Command):
    """smh regions [--pool EXPRESSION] [--json]

Shows the regions of a pool: number, name, begin, size, bytes free and used, and allocated blocks, as a
walk over all blocks finds them. Says where a walk broke; the sums are up to there then. Where a region
does not hold its own tags, METADATA is where they lie, and ADDRESSES says whether it is one of addresses
that are not the program's."""

    def __init__(self):
        super().__init__("smh regions")

    def run(self, pool, given):
        return [region.survey() for region in pool.regions]

    def show(self, result):
        titles = ("number", "name", "begin", "size", "free", "used", "blocks", "metadata", "addresses")
        used = [title for title in titles[7:] if any(region[title] for region in result)]
        print_table((*titles[:7], *used), result)
        for region in result:
            if region["broken"]:
                print(f"region {region['number']}: the walk broke: {region['broken']}")


class Blocks(Command):
    """smh blocks REGION [--limit COUNT] [--pool EXPRESSION] [--json]

Shows the blocks of a region, named by its number or its name: address, bytes with the tag, whether it is
allocated, free or recent (free, and kept for the next request of its size), and whose it is. Of more
than COUNT, 1000 where none is given, only the first."""

    def __init__(self):
        super().__init__("smh blocks")
        self.arguments.add_argument("region", metavar="REGION")
        self.arguments.add_argument("--limit", type=int, default=1000, metavar="COUNT")

    def run(self, pool, given):
        region = pool.region(given.region)
        blocks, broken, more = [], "", False
        try:
            for block in region.walk():
                more = len(blocks) == given.limit
                if more:
                    break
                blocks.append(pool.shown(block))
        except Damage as damage:
            broken = str(damage)
        return {"region": region.number, "blocks": blocks, "more": more, "broken": broken}

    def show(self, result):
        titles = ("address", "bytes", "state", "client", "remark")
        used = [title for title in titles[3:] if any(block[title] for block in result["blocks"])]
        print_table((*titles[:3], *used), result["blocks"])
        if result["more"]:
            print("and more: --limit COUNT shows more of them")
        if result["broken"]:
            print(f"the walk broke: {result['broken']}")


class Owner(Command):
    """smh owner ADDRESS [--region REGION] [--pool EXPRESSION] [--json]

Says in which region an address lies, in which block of it, and whose that is. ADDRESS is an expression;
it may be an address of a region's alias, one in the memory where a region's tags lie, or a smh::Address.
With --region it is a number in the address space of that region."""

    def __init__(self):
        super().__init__("smh owner")
        self.arguments.add_argument("address", metavar="ADDRESS", nargs="+")
        self.arguments.add_argument("--region", metavar="REGION")

    def run(self, pool, given):
        value = gdb.parse_and_eval(" ".join(given.address))
        region, address = self.find(pool, value, given.region)
        result = {"address": address, "region": None, "place": "in no region of the pool", "block": None,
                  "tag_inside": region is not None and region.metadata is None}
        if region is not None:
            result["region"] = region.number
            result["place"], result["block"] = self.look_for(pool, region, address)
        elif given.region is None:
            region, part = pool.find_metadata(address)
            if region is not None:
                result["region"], result["place"] = region.number, f"of {region.text()}: {part}"
        return result

    def find(self, pool, value, wanted):
        """The region, or None, and the address in it."""
        if value.type.strip_typedefs().unqualified().name == "smh::Address":
            address = int(value["value_"])
            wanted = str(int(value["region_"]) - 1)
        elif wanted is None:
            return pool.find(int(value.cast(type_named("smh::heap::Word"))))
        else:
            address = int(value)
        region = pool.region(wanted)
        return region if region.holds(address) else None, address

    def look_for(self, pool, region, address):
        where = f"in {region.text()}"
        try:
            for block in region.walk():
                begin, end, tag = region.around(block)
                if address < tag:
                    break
                if address < begin:
                    return f"{where}: the tag of the block at {begin:#x}", pool.shown(block)
                if address < end:
                    return f"{where}: byte {address - begin} of the block at {begin:#x}", pool.shown(block)
        except Damage as damage:
            return f"{where}; the walk broke: {damage}", None
        return f"{where}: {region.rest(address)}", None

    def show(self, result):
        print(f"{result['address']:#x} is {result['place']}")
        block = result["block"]
        if block is not None:
            client = f", of client {block['client']}" if block["client"] else ""
            tag = " with the tag" if result["tag_inside"] else ""
            print(f"{block['bytes']} bytes{tag}, {block['state']}{client}")


Smh()
Regions()
Blocks()
Owner()
