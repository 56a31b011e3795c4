// The workload whose calls are counted, instruction by instruction: four regions of 16 KiB, 256
// slots, sizes of 8 to 511 bytes, at most 38 000 bytes live, 30 000 operations; then as many with
// aligned_alloc in alloc's place.
#include <cstdint>

#include "machine.hpp"
#include "shared_multi_heap.h"
#include "slots.hpp"

namespace {

#ifndef LOAD_DIVISOR
#define LOAD_DIVISOR 1
#endif

constexpr std::size_t region_size = 16384 / LOAD_DIVISOR;
constexpr unsigned regions = 4;
constexpr std::size_t most_live = 38000 / LOAD_DIVISOR;
constexpr unsigned slots_used = slots::count / LOAD_DIVISOR;
constexpr unsigned operations = 30000;

alignas(16) unsigned char memory[regions][region_size];

// Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
std::uint32_t state = 2463534242U;
std::uint32_t random() {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

// All powers of two from 8 to 256 alike, and up to the next one at random. By multiplication: the
// smallest cores cannot divide.
std::size_t random_size() {
    const std::uint32_t random_word = random();
    const std::size_t power = std::size_t{8} << ((random_word & 0xFFFFU) * 6 >> 16);
    return power + (random_word >> 16 & (power - 1));
}

std::size_t random_alignment() {
    return std::size_t{16} << (random() & 3U);
}

bool add_regions() {
    for (unsigned char(&region)[region_size] : memory) {
        shared_multi_heap_region description{SMH_REG_ATTR_CACHEABLE,
                                             reinterpret_cast<std::uintptr_t>(region), region_size};
        if (shared_multi_heap_add(&description, nullptr) != 0) {
            return false;
        }
    }
    return true;
}

unsigned used_slot_from(unsigned slot) {
    while (slots::block(slot) == nullptr) {
        slot = (slot + 1) % slots_used;
    }
    return slot;
}

struct Load {
    std::size_t live = 0;
    unsigned failures = 0;

    void free(unsigned slot) {
        live -= slots::bytes(slot);
        slots::free(slot);
    }

    void step(bool aligned) {
        const unsigned slot = random() % slots_used;
        if (slots::block(slot) != nullptr) {
            return free(slot);
        }
        const std::size_t bytes = random_size();
        if (live + bytes > most_live) {
            return free(used_slot_from(slot));
        }
        if (aligned) {
            slots::aligned_alloc(slot, random_alignment(), bytes);
        } else {
            slots::alloc(slot, bytes);
        }
        live += slots::block(slot) != nullptr ? bytes : 0;
        failures += slots::block(slot) == nullptr ? 1U : 0U;
    }

    void run(bool aligned) {
        for (unsigned operation = 0; operation < operations; ++operation) {
            step(aligned);
            if (operation % (operations / 8) == 0) {
                slots::look();
            }
        }
    }
};

} // namespace

int machine::run() {
    if (shared_multi_heap_pool_init() != 0 || !add_regions()) {
        return 1;
    }
    Load load;
    load.run(false);
    load.run(true);
    slots::done();
    machine::write("failures ");
    machine::write(load.failures);
    machine::write("\n");
    return load.failures == 0 && slots::found_valid() ? 0 : 1;
}
