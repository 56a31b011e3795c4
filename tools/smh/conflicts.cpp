#include "conflicts.hpp"

#include <algorithm>

namespace smh::tool {

namespace {

struct Claimed {
    Claim claim;
    devicetree::Entry entry; // the alias, where the claim is to one
};

std::vector<Claimed> claims_of(const std::vector<devicetree::Entry>& entries) {
    std::vector<Claimed> claims;
    for (std::size_t number = 0; number < entries.size(); ++number) {
        claims.push_back({{number}, entries[number]});
    }
    for (std::size_t number = 0; number < entries.size(); ++number) {
        if (entries[number].has_alias) {
            claims.push_back({{number, true}, devicetree::alias_of(entries[number])});
        }
    }
    return claims;
}

// Of two that overlap.
Conflict conflict_of(const Claimed& first, const Claimed& second) {
    const devicetree::Entry& a = first.entry;
    const devicetree::Entry& b = second.entry;
    const std::uint64_t begin = std::max(a.address, b.address);
    // As last addresses, which cannot wrap.
    const std::uint64_t last = std::min(a.address + (a.size - 1), b.address + (b.size - 1));
    return {first.claim, second.claim, begin, last - begin + 1};
}

} // namespace

std::vector<Conflict> conflicts_of(const std::vector<devicetree::Entry>& entries) {
    const std::vector<Claimed> claims = claims_of(entries);
    std::vector<Conflict> conflicts;
    for (auto first = claims.begin(); first != claims.end(); ++first) {
        for (auto second = first + 1; second != claims.end(); ++second) {
            if (!devicetree::overlap(first->entry, second->entry)) {
                continue;
            }
            conflicts.push_back(conflict_of(*first, *second));
            if (conflicts.size() == max_conflicts) {
                return conflicts;
            }
        }
    }
    return conflicts;
}

} // namespace smh::tool
