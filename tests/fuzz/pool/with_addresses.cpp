#include "with_addresses.hpp"

#include "../require.hpp"

namespace smh::fuzz {

void add_addresses(World& world) {
    world.addresses.add(world.input);
}

void remove_addresses(World& world) {
    world.addresses.remove(world.input.below(Addresses::places));
}

// For one attribute, or for a client.
void allocate_address(World& world) {
    const Attribute attribute = world.take_attribute();
    const std::size_t bytes = world.take_size();
    const unsigned flags = world.input.byte();
    const std::size_t alignment = (flags & 1U) != 0 ? world.take_alignment() : 0;
    Client* const client = (flags & 2U) != 0 ? &world.clients.at(flags >> 2 & 1U) : nullptr;
    Address address;
    std::vector<AttributeSet> choices = world.wanted(attribute, bytes, alignment).choices;
    if (client == nullptr) {
        address = alignment == 0 ? world.pool.alloc_address(attribute, bytes)
                                 : world.pool.aligned_alloc_address(attribute, alignment, bytes);
    } else {
        Request request;
        request.bytes = bytes;
        request.alignment = alignment;
        request.required = AttributeSet::from_bits(flags >> 4);
        request.client = client;
        const bool makes_sense = bytes != 0 && (alignment & (alignment - 1)) == 0;
        choices.assign(makes_sense ? 1 : 0, request.required);
        address = world.pool.alloc_address(request);
    }
    if (address) {
        world.addresses.served(address, choices, bytes, alignment,
                               client != nullptr ? client->number() : 0);
    } else if (client == nullptr && alignment <= min_granule) {
        world.addresses.refused(choices, bytes);
    }
}

void release_address(World& world) {
    const Address address = world.addresses.choose(world.input.byte());
    if (address) {
        require(world.pool.usable_size(address) == world.addresses.usable(address),
                "a block's length stays");
        world.addresses.release(address);
    } else {
        world.pool.free(address);
    }
}

void misuse_address(World& world) {
    const Address address = world.addresses.choose(world.input.byte());
    const unsigned offset = world.input.word();
    if (!address) {
        const Fault fault = Faults::of([&] { world.pool.free(Address{offset, 0}); });
        require(fault.kind == FaultKind::foreign_pointer || world.pool.region_count() != 0,
                "no region has it");
        return;
    }
    const std::size_t inside = 1 + offset % (world.addresses.usable(address) - 1);
    const Address interior{address.region(), address.value() + inside};
    const Fault fault = Faults::of([&] { world.pool.free(interior); });
    require(fault.kind == FaultKind::interior_pointer || fault.kind == FaultKind::double_free,
            "no block starts there");
    if (offset % 2 == 0) {
        world.addresses.release(address);
        const Fault twice = Faults::of([&] { world.pool.free(address); });
        require(twice.kind == FaultKind::double_free, "a block is freed twice");
    }
    require(world.pool.validate(Depth::full), "a misuse changes nothing");
}

} // namespace smh::fuzz
