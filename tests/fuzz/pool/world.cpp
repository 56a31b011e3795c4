#include "world.hpp"

#include <algorithm>

#include "../require.hpp"
#include "looks.hpp"

namespace smh::fuzz {

namespace {

// More than any region here has: a pool may refuse such a request without asking any.
constexpr std::size_t beyond_all = std::size_t{1} << 30;

// Does anything but the regions refuse its requests?
bool is_limited(const Client* client) {
    return client != nullptr &&
           (client->number() == 0 || client->statistics().quota != Client::no_quota);
}

bool is_power_of_two_or_zero(std::size_t number) {
    return (number & (number - 1)) == 0;
}

} // namespace

// Inputs that were found before regions could have their tags elsewhere begin with less.
constexpr unsigned least_with_tables = 160;

World::World(Input& choices) : input(choices) {
    require(pool.init() == Status::ok, "a pool is made ready once");
    const unsigned first = input.byte();
    has_tables = first >= least_with_tables;
    if (has_tables) {
        regions.allow_elsewhere();
    }
    for (unsigned count = 1 + first % 4; count > 0; --count) {
        regions.add(input);
    }
    for (Client& client : clients) {
        require(pool.add_client(client) == Status::ok, "a client is added");
    }
}

Wanted World::wanted(Attribute attribute, std::size_t bytes, std::size_t alignment) const {
    Wanted wanted{{}, bytes, alignment, 0, nullptr, false};
    if (attribute.in_bound() && bytes != 0 && is_power_of_two_or_zero(alignment)) {
        wanted.choices.emplace_back(attribute);
        if (attribute.number < fallback.size()) {
            const auto& others = fallback[attribute.number];
            wanted.choices.insert(wanted.choices.end(), others.begin(), others.end());
        }
    }
    return wanted;
}

void World::answered(const Wanted& wanted, void* address) {
    if (address != nullptr) {
        served(wanted, address);
    } else {
        refused(wanted);
    }
}

void World::served(const Wanted& wanted, void* address) {
    const std::size_t usable = pool.usable_size(address);
    require(usable >= wanted.bytes, "a block has as many bytes as were asked for");
    const unsigned place = regions.place_of(address, usable);
    Regions::Known& region = *regions.in(place);
    require(region.serves, "a drained region gives no blocks");
    require(std::any_of(wanted.choices.begin(), wanted.choices.end(),
                        [&region](AttributeSet choice) {
                            return !choice.empty() && region.region.attributes.contains(choice);
                        }),
            "a block has the attributes that were asked for");
    const unsigned client = wanted.client != nullptr ? wanted.client->number() : 0;
    const std::size_t kept = std::max({wanted.alignment, wanted.kept, region.alignment()});
    const bool holds = !region.untouchable();
    require(holds || !wanted.written, "what cannot be written is not to be");
    blocks.add(address, {usable, wanted.alignment, kept, place, client, 0, holds, false});
    ++region.allocations;
    watcher.expect(Watcher::What::allocated, address, region.number, client);
}

void World::refused(const Wanted& wanted) {
    if (wanted.choices.empty()) {
        return;
    }
    // A block that came from there was given back.
    if (wanted.written && regions.any_untouchable()) {
        return regions.take_counts_over();
    }
    const bool limited = is_limited(wanted.client);
    const bool any_aligned = std::max(wanted.alignment, wanted.kept) <= alignof(std::max_align_t);
    for (const AttributeSet choice : wanted.choices) {
        for (const unsigned place : regions.asked_for(choice)) {
            const Statistics statistics = regions.statistics_of(place);
            require(limited || !any_aligned || statistics.largest < wanted.bytes,
                    "no request is refused that a region can serve");
        }
    }
    for (const unsigned place : regions.asked_for(wanted.choices.front())) {
        ++regions.in(place)->failures;
    }
    // What a quota refuses no region was asked for, or one gave a block that was too long for it:
    // the model does not know which.
    if (limited || wanted.bytes >= beyond_all) {
        regions.take_counts_over();
    }
}

void World::release(void* address, void* named) {
    blocks.check(address);
    pool.free(named);
    released(address);
}

void World::released(void* address) {
    const Block block = blocks.forget(address);
    watcher.expect(Watcher::What::freed, address, regions.in(block.place)->number, block.client);
}

// 0 to 3 are those that regions have; one that none has, and one out of bound.
Attribute World::take_attribute() {
    constexpr std::array<unsigned, 16> numbers{0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 4, 99};
    return Attribute{numbers[input.below(numbers.size())]};
}

// Small, in whole granules, of any size, and absurd.
std::size_t World::take_size() {
    const unsigned first = input.byte();
    const std::size_t low = first & 63U;
    switch (first >> 6) {
    case 0:
        return low;
    case 1:
        return 16 * low;
    case 2:
        return 8 * input.byte() + low;
    default:
        return low < 48 ? input.word() : ~std::size_t{0} >> (low & 31U);
    }
}

std::size_t World::take_alignment() {
    const unsigned power = input.below(20);
    constexpr std::size_t no_power = 48;
    return power < 18 ? std::size_t{1} << power : power == 18 ? 0 : no_power;
}

void World::remove_whole(unsigned place) {
    const Regions::Known& region = *regions.in(place);
    const Statistics now = regions.statistics_of(place);
    require(now.free == region.fresh.free && now.largest == region.fresh.largest,
            "a region without blocks is as it was at first");
    regions.remove(place, false);
}

void World::end() {
    watcher.watch(pool, false);
    while (void* const block = blocks.choose(0)) {
        release(block);
    }
    addresses.end();
    look_at_all(*this);
    // Those with tags in others go before them.
    for (unsigned round = 0; round < Arena::places; ++round) {
        for (unsigned place = 0; place < Arena::places; ++place) {
            if (regions.in(place) && !blocks.any_in(place)) {
                remove_whole(place);
            }
        }
    }
    require(blocks.empty() && pool.region_count() == 0, "all regions are gone");
    for (Client& client : clients) {
        require(client.number() == 0 || pool.remove_client(client) == Status::ok,
                "a client without blocks goes");
    }
}

} // namespace smh::fuzz
