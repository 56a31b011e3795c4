#include "worker.hpp"

#include <algorithm>
#include <iterator>

#include "contents.hpp"

namespace smh::soak {

namespace {

constexpr std::uint32_t seldom = 1024;       // operations between two that are none of blocks
constexpr std::uint64_t short_time = 20'000; // nanoseconds

} // namespace

Worker::Worker(World& world, std::uint32_t seed, std::size_t places)
    : world_(world), pool_(world.pool()), random_(seed), blocks_(places) {}

void Worker::run(std::uint64_t operations) {
    for (; operations != 0 && !damaged(); --operations) {
        operate();
    }
}

void Worker::free_all() {
    for (Block& block : blocks_) {
        free(block);
    }
}

void Worker::operate() {
    static constexpr Action actions[] = {&Worker::walk,           &Worker::look,
                                         &Worker::wait,           &Worker::let_come_or_go,
                                         &Worker::let_come_or_go, &Worker::change_settings,
                                         &Worker::validate};
    if (random(seldom) == 0) {
        return (this->*actions[random(std::size(actions))])();
    }
    Block& block = blocks_[random(static_cast<std::uint32_t>(blocks_.size()))];
    if (block.address == nullptr) {
        return alloc(block);
    }
    switch (random(8)) {
    case 0:
        return realloc(block);
    case 1:
        return world_.exchange(random_(), block);
    default:
        return free(block);
    }
}

// Short ones are as frequent as those of twice their length; a few are long.
std::size_t Worker::some_bytes() {
    const std::uint32_t bits = random(64) == 0 ? 14 : 4 + random(8);
    return 1 + random(1U << bits);
}

void Worker::alloc(Block& block) {
    const std::size_t bytes = some_bytes();
    keep(block, ask(bytes), bytes);
}

// In one of the ways that a pool has.
void* Worker::ask(std::size_t bytes) {
    switch (random(16)) {
    case 0:
        return pool_.aligned_alloc(cacheable, std::size_t{16} << random(8), bytes);
    case 1:
        return pool_.calloc(non_cacheable, 1, bytes);
    case 2:
    case 3:
        return request(bytes);
    case 4:
        return pool_.alloc(dma, bytes);
    case 5:
        return pool_.alloc(fast, bytes);
    case 6:
        return pool_.alloc(shared, bytes);
    case 7:
    case 8:
    case 9:
        return pool_.alloc(non_cacheable, bytes);
    default:
        return pool_.alloc(cacheable, bytes);
    }
}

void* Worker::request(std::size_t bytes) {
    const AttributeSet preferred[] = {fast, dma};
    return pool_
        .alloc({.bytes = bytes,
                .alignment = random(4) == 0 ? 64U : 0U,
                .required = random(2) == 0 ? AttributeSet{cacheable} : AttributeSet{},
                .preferred = preferred,
                .preferred_count = 2,
                .client = random(4) == 0 ? nullptr : &world_.client(random_())})
        .block;
}

void Worker::keep(Block& block, void* address, std::size_t bytes) {
    block = {};
    if (address == nullptr) {
        ++failures_;
        return;
    }
    const Region* const region = pool_.region_of(address);
    if (region == nullptr) {
        return report("a block lies in no region");
    }
    checksum_ = checksum_ * 31 + reinterpret_cast<std::uintptr_t>(address) - region->address;
    block = {address, bytes, random_() * std::uint64_t{0x9E3779B97F4A7C15}};
    fill(address, bytes, block.pattern);
}

void Worker::realloc(Block& block) {
    const std::size_t bytes = some_bytes();
    void* const moved =
        pool_.realloc(random(2) == 0 ? cacheable : non_cacheable, block.address, bytes);
    if (moved == nullptr) {
        ++failures_;
        return check(block, block.bytes);
    }
    block.address = moved;
    check(block, std::min(bytes, block.bytes));
    keep(block, moved, bytes);
}

void Worker::free(Block& block) {
    if (block.address == nullptr) {
        return;
    }
    check(block, block.bytes);
    void* const alias = random(4) == 0 ? pool_.to_alias(block.address) : nullptr;
    pool_.free(alias != nullptr ? alias : block.address);
    block = {};
}

void Worker::check(const Block& block, std::size_t bytes) {
    if (!holds(block.address, bytes, block.pattern)) {
        report("a block does not hold what was written to it");
    }
}

void Worker::report(const char* damage) {
    damage_ = damage;
    damaged_ = true;
}

void Worker::walk() {
    pool_.walk(
        random(config::max_regions), [](void*, const BlockView&) {}, nullptr);
}

void Worker::look() {
    Statistics statistics;
    const unsigned number = random(config::max_regions);
    if (pool_.statistics(number, statistics) &&
        statistics.used + statistics.free != statistics.capacity) {
        report("a region's figures do not add up");
    }
    const ClientStatistics client = world_.client(random_()).statistics();
    if (client.used > client.peak) {
        report("a client's figures do not add up");
    }
    pool_.reset_extremes(number);
}

// For more than there often is at once.
void Worker::wait() {
    const std::size_t bytes = 8192 + random(32768);
    Block block;
    keep(block, pool_.alloc_timeout(dma, bytes, short_time), bytes);
    free(block);
}

void Worker::let_come_or_go() {
    world_.let_come_or_go(random_());
}

void Worker::change_settings() {
    world_.set_quota((1U << 15) + random(1U << 17));
    world_.observe(random(8) == 0);
}

void Worker::validate() {
    if (!pool_.validate(random(16) == 0 ? Depth::full : Depth::quick)) {
        report("the pool is not valid");
    }
}

} // namespace smh::soak
