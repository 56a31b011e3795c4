#include <algorithm>

#include "../require.hpp"
#include "pattern.hpp"
#include "requests.hpp"

namespace smh::fuzz {

namespace {

struct Resize {
    Attribute attribute;
    void* address;
    std::size_t bytes;
    std::size_t alignment;
    void* result;
};

// In the place of the old one, or at another; what it held came with it.
void resized(World& world, const Wanted& wanted, const Resize& resize) {
    const Block old = world.blocks.forget(resize.address);
    const std::size_t usable = world.pool.usable_size(resize.result);
    require(usable >= resize.bytes, "a block has as many bytes as were asked for");
    require(!old.holds ||
                holds_pattern(resize.result, std::min(old.usable, resize.bytes), old.seed),
            "a block that is resized keeps its bytes");
    require(old.holds || resize.result == resize.address, "what cannot be read stays where it is");
    const unsigned number = world.regions.in(old.place)->number;
    if (resize.result != resize.address) {
        world.watcher.expect(Watcher::What::freed, resize.address, number, old.client);
        world.served(wanted, resize.result);
        return;
    }
    require(world.regions.in(old.place)->region.attributes.contains(resize.attribute),
            "a block stays only where it has the attribute");
    world.regions.place_of(resize.result, usable);
    world.blocks.add(resize.result, {usable, wanted.alignment, wanted.kept, old.place, old.client,
                                     0, old.holds, false});
    world.watcher.expect(Watcher::What::resized, resize.result, number, old.client);
}

void check(World& world, const Resize& resize) {
    if (resize.address == nullptr) {
        world.answered(world.wanted(resize.attribute, resize.bytes, resize.alignment),
                       resize.result);
        return;
    }
    const Block old = world.blocks.at(resize.address);
    const bool keeps_alignment = resize.alignment <= 1;
    Wanted wanted = world.wanted(resize.attribute, resize.bytes, resize.alignment);
    wanted.alignment = keeps_alignment ? old.alignment : resize.alignment;
    wanted.kept = std::max(wanted.alignment, old.kept);
    wanted.client = world.pool.client(old.client);
    wanted.written = true;
    const bool frees = resize.bytes == 0 && resize.attribute.in_bound() &&
                       (resize.alignment & (resize.alignment - 1)) == 0;
    if (resize.result != nullptr) {
        require(!wanted.choices.empty(), "what makes no sense is refused");
        resized(world, wanted, resize);
    } else if (frees) {
        world.released(resize.address);
    } else {
        require(world.pool.usable_size(resize.address) == old.usable,
                "a block that is not resized stays as it is");
        world.refused(wanted);
    }
}

Resize take_resize(World& world) {
    Resize resize{world.take_attribute(), world.take_block(), world.take_size(), 0, nullptr};
    if (resize.address != nullptr) {
        world.blocks.check(resize.address);
    }
    return resize;
}

} // namespace

void resize(World& world) {
    Resize resize = take_resize(world);
    resize.result = world.pool.realloc(resize.attribute, resize.address, resize.bytes);
    check(world, resize);
}

void resize_aligned(World& world) {
    Resize resize = take_resize(world);
    resize.alignment = world.take_alignment();
    resize.result = world.pool.aligned_realloc(resize.attribute, resize.address, resize.alignment,
                                               resize.bytes);
    check(world, resize);
}

} // namespace smh::fuzz
