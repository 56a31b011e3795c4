// Regions from a flattened devicetree blob.
//
// Needs libfdt to link, and nothing else beyond the freestanding part: no allocation, no
// recursion. The blob is only read. All functions are
// reentrant and safe from any thread; none is meant for interrupts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh::devicetree {

// Where the tags of a region lie, if not in it (smh/metadata.hpp).
struct Placement {
    AttributeSet from{};       // in a block of the pool with these attributes; none: in the region
    std::uint32_t granule = 0; // in bytes; 0: Metadata's
    bool untouchable = false;

    constexpr bool elsewhere() const noexcept { return !from.empty(); }
};

// A region as the devicetree describes it: 64-bit whatever the machine that reads it. Address and
// size in bytes, after translation to the processor's view and with the holes cut out.
struct Entry {
    const char* name = nullptr; // in the blob: its zephyr,memory-region, or else the node's name
    int node = -1;              // the node's offset in the blob
    std::uint64_t address = 0;
    std::uint64_t size = 0;
    AttributeSet attributes;
    std::int32_t priority = 0;
    bool has_alias = false;
    std::uint64_t alias = 0; // where the same bytes are mapped a second time, if they are
    Placement tags{};
};

enum class Problem : std::uint8_t {
    none,
    not_a_devicetree, // no magic number, or a version that libfdt does not read
    truncated,        // shorter than its header says, or damaged inside
    too_deep,         // nodes nested deeper than max_depth
    bad_cells,        // #address-cells or #size-cells that is not 1 or 2 where memory needs it
    bad_property,     // a length that does not fit the cells, or a value that means nothing
    bad_ranges,       // an address that no entry of a bus's ranges translates
    wraps,            // an address range that passes the end of 64 bits
    overlap,          // two regions, two entries of one, or aliases share addresses
    no_memory,        // nothing in the tree describes memory
    no_size,          // a node that describes memory, without a reg or with an empty entry in it
    no_attribute,     // memory for the heap, or a property of attributes, that names none
    table_full,       // more regions than the caller's table holds
};

// What was wrong and where: for people, as two texts in the blob or in static storage.
struct Error {
    Problem problem = Problem::none;
    const char* node = "";     // name of the node; "/" for the root
    const char* property = ""; // name of the property; empty where it is the node itself
    const char* other = "";    // a second node, where one is needed to say what is wrong

    explicit operator bool() const noexcept { return problem != Problem::none; }
};

// How deeply nodes may be nested, the root counted: real trees have about ten levels.
inline constexpr int max_depth = 32;

// A short sentence for people.
const char* describe(Problem problem) noexcept;

// Finds the regions of a blob, sorted by address, and writes them to `entries`; `count` is how
// many. The blob must be aligned to 8 bytes; `blob_size` is how many bytes may be read.
//
// A node describes memory where it has device_type "memory", compatible "mmio-sram" or
// "shared-multi-heap", zephyr,memory-attr or zephyr,memory-region. Each entry of its reg that is
// not empty is a region. A child with a reg in a node that describes memory, or in
// /reserved-memory, is cut out of the memory around it; it is a region itself where it describes
// memory and is not no-map. What the memory reservation block names is cut out of all. Nodes that
// are not "okay", or lie in one that is not, count for nothing. Addresses are translated through
// the ranges of every bus on the way to the root.
//
// Attributes: from zephyr,memory-attr (see attributes_from_memory_attr) and from capability
// ("cacheable", "non-cacheable"). Memory that says nothing about itself is cacheable.
//
// Priority (Region::priority): from smh,priority, one cell, a signed number. 0 where it is missing.
//
// Alias: from smh,alias, where the same memory is mapped a second time. It has an address for each
// entry of the reg, in that order, each with the cells of an address there and translated as that
// is. Region::alias_offset is alias - address; it is the same on both sides of a hole. Memory is
// cut out where its own addresses say so, not those of its alias.
//
// Placement: from smh,metadata-attr, one cell with bits as in zephyr,memory-attr: the region's tags
// lie in a block of the pool with these attributes, which must be in the pool before this region is
// added. smh,granule is one cell, and smh,untouchable has no value; both mean nothing without it,
// and are a bad_property then.
//
// On an error `count` is 0 and `entries` holds nothing of meaning. table_full counts what is in
// the table at any one time, also a region that is cut away altogether later. Time grows with the
// blob's size, the product of the numbers of regions and cuts, and the square of that of regions.
// Stack: below 1 KiB beyond libfdt's.
Error read(const void* blob, std::size_t blob_size, Entry* entries, std::size_t capacity,
           std::size_t& count) noexcept;

// As read, but leaves overlaps between regions, and of their aliases, in the table, for a caller
// that shows them.
Error collect(const void* blob, std::size_t blob_size, Entry* entries, std::size_t capacity,
              std::size_t& count) noexcept;

// Does each node that describes memory say how large it is, and name an attribute where it speaks
// of them? read passes over the first and takes the second for cacheable: a boot loader may
// complete the one, and the other may be for somebody else. A table that is made before can rely on
// neither. The first node that does not is an error, no_size or no_attribute; others are those of
// read, but for what concerns several nodes (overlap, no_memory, table_full). The blob as for read.
Error check_complete(const void* blob, std::size_t blob_size) noexcept;

// For the regions that have the attribute, and of which the tree does not say where their tags lie.
// Linear.
void place_by_default(Entry* entries, std::size_t count, Attribute attribute,
                      const Placement& placement) noexcept;

// Do the two share an address, their aliases aside?
constexpr bool overlap(const Entry& a, const Entry& b) noexcept {
    return a.address - b.address < b.size || b.address - a.address < a.size;
}

// The entry as it lies at its alias, which it must have.
constexpr Entry alias_of(const Entry& entry) noexcept {
    Entry alias = entry;
    alias.address = entry.alias;
    alias.has_alias = false;
    return alias;
}

// The bits of Zephyr's binding zephyr,memory-attr (include/zephyr/dt-bindings/memory-attr) as
// attributes: bit 0, cacheable, is attribute 0; bit 8, non-cacheable, is 1; bits 1 to 7
// (non-volatile, out of order, DMA, readable, writable, executable, shareable) are 2 to 8; the
// software bits 16 to 18 (allocate cacheable, non-cacheable, DMA) are 9 to 11; bits 20 to 31,
// which each architecture defines, are 12 to 23. Other bits mean nothing and are left out.
AttributeSet attributes_from_memory_attr(std::uint32_t bits) noexcept;

// A word for an attribute of that numbering, such as "dma"; null for numbers it does not use.
const char* attribute_name(Attribute attribute) noexcept;

} // namespace smh::devicetree
