#include "misuse.hpp"

#include <algorithm>
#include <string_view>

#include "../require.hpp"

namespace smh::fuzz {

namespace {

Call call_with(World& world, void* address) {
    const auto call = static_cast<Call>(world.input.below(3));
    switch (call) {
    case Call::free:
        world.pool.free(address);
        break;
    case Call::realloc:
        require(world.pool.realloc(cacheable, address, 64) == nullptr, "no block is resized");
        break;
    case Call::usable_size:
        require(world.pool.usable_size(address) == 0, "no block has a length");
        break;
    default: // is given no address
        break;
    }
    return call;
}

// From this level on a fault says which block the address lies in.
constexpr bool names_block = config::hardening >= config::Hardening::full;

FaultKind misuse(World& world, void* address) {
    Call call{};
    const auto block = world.blocks.around(address);
    const Fault fault = Faults::of([&] { call = call_with(world, address); });
    require(fault.call == call && fault.address == address, "a fault says what was called");
    const int number = world.pool.region_number_of(address);
    require(fault.region == number, "a fault says in which region");
    require((fault.kind == FaultKind::foreign_pointer) == (number < 0),
            "a pointer is foreign where it lies in no region");
    const Region* const region = world.pool.region_of(address);
    require((region == nullptr) == (fault.region_name == nullptr) &&
                (region == nullptr || std::string_view{fault.region_name} == region->name),
            "a fault says the region's name");
    const bool named = names_block && block != world.blocks.live().end();
    require(named ? reinterpret_cast<std::uintptr_t>(fault.block) == block->first &&
                        fault.client == block->second.client
                  : names_block || fault.block == nullptr,
            "a fault says which block it is, and whose");
    require(world.pool.validate(Depth::full), "a misuse changes nothing");
    return fault.kind;
}

// Of the region that it lies in. In a table what earlier blocks left stays, so that an address
// inside of a block may be taken for that of one that was freed.
bool holds_tags(const World& world, const void* address) {
    const int number = world.pool.region_number_of(address);
    return number < 0 || world.pool.metadata(static_cast<unsigned>(number)) == nullptr;
}

} // namespace

// One that was freed before, and what is there now may be anything but a block that begins there.
void misuse_freed(World& world) {
    void* const address = world.blocks.choose_freed(world.input.byte());
    if (address != nullptr) {
        const auto block = world.blocks.around(address);
        const bool covered = block != world.blocks.live().end() && block->second.holds;
        const bool inside = holds_tags(world, address);
        const FaultKind kind = misuse(world, address);
        require(!covered || !inside || kind == FaultKind::interior_pointer,
                "no block starts there");
    }
}

void misuse_twice(World& world) {
    void* const address = world.take_block();
    if (address != nullptr) {
        world.release(address);
        require(misuse(world, address) == FaultKind::double_free, "a block is freed twice");
    }
}

void misuse_interior(World& world) {
    auto* const address = static_cast<char*>(world.take_block());
    const unsigned offset = world.input.word();
    if (address != nullptr && world.blocks.at(address).usable > 1) {
        const std::size_t inside = 1 + offset % (world.blocks.at(address).usable - 1);
        const bool tags_inside = holds_tags(world, address);
        require(misuse(world, address + inside) == FaultKind::interior_pointer || !tags_inside,
                "no block starts there");
    }
}

// Any byte of a region: of its control block, of free memory, between blocks.
void misuse_anywhere(World& world) {
    const unsigned place = world.input.below(Arena::places);
    const unsigned offset = world.input.word();
    if (const auto& known = world.regions.in(place)) {
        auto* const address =
            reinterpret_cast<char*>(known->region.address + offset % known->region.size);
        if (!world.blocks.has(address)) {
            misuse(world, address);
        }
    }
}

void misuse_foreign(World& world) {
    int local = 0;
    const unsigned place = world.input.below(Arena::places);
    const std::uintptr_t begin = Arena::begin_of(place);
    const std::array<void*, 4> foreign{&local, reinterpret_cast<void*>(std::uintptr_t{1}),
                                       reinterpret_cast<void*>(begin - 1),
                                       reinterpret_cast<void*>(begin + Arena::place_size)};
    void* const address = world.regions.in(place) ? foreign[world.input.below(foreign.size())]
                                                  : reinterpret_cast<void*>(begin + 256);
    require(misuse(world, address) == FaultKind::foreign_pointer, "no region has it");
}

// The byte behind a block is changed; then it is freed, all the same.
void misuse_overrun(World& world) {
    auto* const address = static_cast<unsigned char*>(world.take_block());
    if (address == nullptr || !holds_tags(world, address)) {
        return;
    }
    world.blocks.check(address);
    address[world.blocks.at(address).usable] ^= 0xFFU;
    const Fault fault = Faults::of([&] { world.pool.free(address); });
    require(fault.kind == FaultKind::overrun && fault.call == Call::free &&
                fault.address == address,
            "an overrun is found when the block is freed");
    world.released(address);
    require(world.pool.validate(Depth::full), "a damaged region is repaired");
}

} // namespace smh::fuzz
