#include "blocks.hpp"

#include <algorithm>
#include <iterator>

#include "../require.hpp"
#include "pattern.hpp"

namespace smh::fuzz {

namespace {

std::uintptr_t key_of(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address);
}

} // namespace

void Blocks::add(void* address, Block block) {
    const std::uintptr_t begin = key_of(address);
    require(begin % std::max(block.alignment, alignof(std::max_align_t)) == 0,
            "a block is at its alignment");
    const auto [place, added] = live_.try_emplace(begin, block);
    require(added, "a block is not given out twice");
    const auto after = std::next(place);
    require(after == live_.end() || begin + block.usable <= after->first, "blocks do not overlap");
    if (place != live_.begin()) {
        const auto& [other, before] = *std::prev(place);
        require(other + before.usable <= begin, "blocks do not overlap");
    }
    place->second.seed = ++seeds_;
    if (block.holds) {
        write_pattern(address, block.usable, seeds_);
    }
}

void Blocks::check(const void* address) const {
    const Block& block = at(address);
    require(!block.holds || holds_pattern(address, block.usable, block.seed),
            "a block keeps its bytes");
}

Block Blocks::forget(void* address) {
    const Block block = at(address);
    live_.erase(key_of(address));
    freed_[frees_++ % freed_.size()] = address;
    return block;
}

void* Blocks::choose(unsigned which) const {
    if (live_.empty()) {
        return nullptr;
    }
    const auto step = static_cast<Live::difference_type>(which % live_.size());
    const auto own = [](const auto& entry) { return !entry.second.lent; };
    const auto first = std::next(live_.begin(), step);
    const auto found = std::find_if(first, live_.end(), own);
    const auto chosen = found != live_.end() ? found : std::find_if(live_.begin(), first, own);
    return chosen != live_.end() && own(*chosen) ? reinterpret_cast<void*>(chosen->first) : nullptr;
}

void* Blocks::choose_freed(unsigned which) const {
    void* const address = freed_[which % freed_.size()];
    return has(address) ? nullptr : address;
}

Blocks::Live::const_iterator Blocks::around(const void* address) const {
    const auto after = live_.upper_bound(key_of(address));
    if (after == live_.begin()) {
        return live_.end();
    }
    const auto before = std::prev(after);
    return key_of(address) - before->first < before->second.usable ? before : live_.end();
}

const Block& Blocks::at(const void* address) const {
    return live_.at(key_of(address));
}

bool Blocks::has(const void* address) const {
    return live_.contains(key_of(address));
}

bool Blocks::any_in(unsigned place) const {
    return std::any_of(live_.begin(), live_.end(),
                       [place](const auto& entry) { return entry.second.place == place; });
}

} // namespace smh::fuzz
