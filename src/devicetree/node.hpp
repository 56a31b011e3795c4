// What single nodes say, read through libfdt from a blob that has been checked.
#pragma once

#include <cstdint>

#include <libfdt.h>

#include "smh/devicetree.hpp"

namespace smh::devicetree {

// No name that means anything here is longer; the specification allows 31 characters. So it takes
// bounded time to compare one, and to show one.
inline constexpr int longest_name = 255;

// All that libfdt can check of a blob, so that nothing read later lies outside it; and that no
// property has a longer name.
Error check_blob(const void* blob, std::size_t size) noexcept;

struct Property {
    const char* data = nullptr;
    int length = -1; // in bytes; negative where the node has no such property

    bool exists() const noexcept { return length >= 0; }
};

Property property(const void* blob, int node, const char* name) noexcept;

// "/" for the root.
const char* name_of(const void* blob, int node) noexcept;

bool is_named(const void* blob, int node, const char* name) noexcept;

// Is `text`, with its end, one of the strings of the property?
bool lists(const Property& property, const char* text) noexcept;

// `cells` is 1 or 2.
std::uint64_t read_cells(const char* data, unsigned cells) noexcept;
inline constexpr std::size_t cell_size = 4; // bytes

// No status, or one that says "okay" or "ok".
bool is_okay(const void* blob, int node) noexcept;

// Does the node say of itself that it is memory?
bool describes_memory(const void* blob, int node) noexcept;

// What the node says of its memory: its attributes, its priority, where its tags lie, and its name.
Error read_attributes(const void* blob, int node, AttributeSet& out) noexcept;
Error read_priority(const void* blob, int node, std::int32_t& out) noexcept;
Error read_placement(const void* blob, int node, Placement& out) noexcept;
Error read_name(const void* blob, int node, const char*& out) noexcept;

// The cells with which a node's children give addresses and sizes.
struct Cells {
    std::uint8_t address = 2; // what the devicetree specification says of a node without them
    std::uint8_t size = 1;
};
Error read_cell_counts(const void* blob, int node, Cells& out) noexcept;

} // namespace smh::devicetree
