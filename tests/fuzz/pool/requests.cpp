#include "requests.hpp"

#include <algorithm>

#include "../require.hpp"

namespace smh::fuzz {

namespace {

constexpr std::uint64_t shortest_wait = 1; // nanosecond

} // namespace

void allocate(World& world) {
    const Attribute attribute = world.take_attribute();
    const std::size_t bytes = world.take_size();
    world.answered(world.wanted(attribute, bytes), world.pool.alloc(attribute, bytes));
}

// Statistics merge the blocks that were freed lately, so now it is known which region serves.
void allocate_from_the_first(World& world) {
    const Attribute attribute = world.take_attribute();
    const std::size_t bytes = world.take_size();
    const Wanted wanted = world.wanted(attribute, bytes);
    std::vector<unsigned> able;
    for (const AttributeSet choice : wanted.choices) {
        for (const unsigned place : world.regions.asked_for(choice)) {
            if (world.regions.statistics_of(place).largest >= bytes) {
                able.push_back(place);
            }
        }
    }
    void* const address = world.pool.alloc(attribute, bytes);
    require((address == nullptr) == able.empty(), "a request is served where a region can");
    world.answered(wanted, address);
    require(address == nullptr || world.blocks.at(address).place == able.front(),
            "the first region that can serves a request");
}

void allocate_aligned(World& world) {
    const Attribute attribute = world.take_attribute();
    const std::size_t alignment = world.take_alignment();
    const std::size_t bytes = world.take_size();
    world.answered(world.wanted(attribute, bytes, alignment),
                   world.pool.aligned_alloc(attribute, alignment, bytes));
}

void allocate_zeroed(World& world) {
    const Attribute attribute = world.take_attribute();
    const std::size_t count = world.take_size();
    const std::size_t size = world.take_size();
    std::size_t bytes = 0;
    const bool overflows = __builtin_mul_overflow(count, size, &bytes);
    void* const address = world.pool.calloc(attribute, count, size);
    require(address == nullptr || !overflows, "a length that overflows is refused");
    const auto* const zeroes = static_cast<const unsigned char*>(address);
    require(address == nullptr ||
                std::all_of(zeroes, zeroes + bytes, [](unsigned char byte) { return byte == 0; }),
            "a block comes zeroed");
    Wanted wanted = world.wanted(attribute, overflows ? 0 : bytes);
    wanted.written = true;
    world.answered(wanted, address);
}

void allocate_by_request(World& world) {
    Request request;
    request.bytes = world.take_size();
    request.alignment = world.take_alignment();
    const unsigned flags = world.input.byte();
    std::array<AttributeSet, 2> preferred{AttributeSet::from_bits(world.input.below(16)),
                                          AttributeSet::from_bits(world.input.below(16))};
    request.required = AttributeSet::from_bits(flags & 15U);
    request.preferred = preferred.data();
    request.preferred_count = (flags >> 4) % 3;
    const unsigned client = flags >> 6; // 2 and 3: none
    request.client = client < world.clients.size() ? &world.clients[client] : nullptr;

    Wanted wanted{{}, request.bytes, request.alignment, 0, request.client, false};
    const bool makes_sense =
        request.bytes != 0 && (request.alignment & (request.alignment - 1)) == 0;
    for (std::size_t number = 0; makes_sense && number <= request.preferred_count; ++number) {
        AttributeSet choice = request.required;
        if (number < request.preferred_count) {
            choice.insert(preferred.at(number));
        }
        wanted.choices.push_back(choice);
    }
    const bool in_pool = request.client == nullptr || request.client->number() != 0;
    const Served served = world.input.below(8) != 0 ? world.pool.alloc(request)
                                                    : world.pool.alloc(request, shortest_wait);
    require(!served || in_pool, "a client of no pool gets nothing");
    require(served.region == world.pool.region_of(served.block), "a block's region is named");
    world.answered(wanted, served.block);
}

void release(World& world) {
    if (void* const address = world.take_block()) {
        world.release(address);
    } else {
        world.pool.free(nullptr);
    }
}

void release_by_alias(World& world) {
    void* const address = world.take_block();
    if (address == nullptr) {
        return;
    }
    void* const alias = world.pool.to_alias(address);
    const auto& region = world.regions.in(world.blocks.at(address).place)->region;
    require((alias != nullptr) == (region.alias_offset != 0), "a region has an alias or not");
    if (alias != nullptr) {
        require(alias == static_cast<char*>(address) + Arena::alias_offset, "an alias is so far");
        require(world.pool.from_alias(alias) == address, "an alias leads back");
        world.release(address, alias);
    }
}

void ask_for_size(World& world) {
    const void* const address = world.take_block();
    require(world.pool.usable_size(address) ==
                (address != nullptr ? world.blocks.at(address).usable : 0),
            "a block's length stays");
}

} // namespace smh::fuzz
