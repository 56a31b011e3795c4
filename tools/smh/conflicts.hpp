// Addresses that several regions of a board claim.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "smh/devicetree.hpp"

namespace smh::tool {

// The addresses of a region, given by number, or those of its alias.
struct Claim {
    std::size_t region;
    bool is_alias = false;
};

// Two claims to the same addresses.
struct Conflict {
    Claim first;
    Claim second;
    std::uint64_t address;
    std::uint64_t size;
};

// Those of all regions and aliases, the first of them where they are very many.
inline constexpr std::size_t max_conflicts = 100;
std::vector<Conflict> conflicts_of(const std::vector<devicetree::Entry>& entries);

} // namespace smh::tool
