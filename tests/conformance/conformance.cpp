#include "conformance/conformance.hpp"

#include "conformance/drivers.hpp"
#include "conformance/placement.hpp"
#include "conformance/support.hpp"
#include "shared_multi_heap.h"
#include "smh/shared_pool.hpp"

namespace smh::conformance {

namespace {

alignas(64) unsigned char first[part(0x1000)];
alignas(64) unsigned char second[part(0x2000)];
alignas(64) unsigned char third[part(0x3000)];
alignas(64) unsigned char odd[1024];
alignas(64) unsigned char untouched[64];
int first_data;

template <std::size_t size>
shared_multi_heap_region region_of(unsigned char (&memory)[size], unsigned attribute) {
    return {attribute, reinterpret_cast<std::uintptr_t>(memory), size};
}

int add(shared_multi_heap_region region) {
    return add_region(&region, nullptr);
}

// Faults are counted instead of stopping the program.
struct Seen {
    int count = 0;
    shared_multi_heap_fault last{};
} seen;

void on_fault(const shared_multi_heap_fault* fault) {
    ++seen.count;
    seen.last = *fault;
}

// Without any checks only a foreign pointer is known to be none of a block.
constexpr bool promises_misuse = config::hardening != config::Hardening::none;

// Freeing `address` is exactly one fault of this kind and changes nothing.
bool faults(void* address, shared_multi_heap_fault_kind kind, int region) {
    if (!promises_misuse && kind != SHARED_MULTI_HEAP_FOREIGN_POINTER) {
        return true;
    }
    seen = {};
    shared_multi_heap_set_fault_handler(on_fault);
    shared_multi_heap_free(address);
    shared_multi_heap_set_fault_handler(nullptr);
    return seen.count == 1 && seen.last.kind == kind && seen.last.address == address &&
           seen.last.region == region && shared_pool().validate(Depth::full);
}

bool before_init() {
    HOLDS(shared_multi_heap_alloc(cacheable_number, 16) == nullptr);
    HOLDS(shared_multi_heap_aligned_alloc(cacheable_number, 16, 16) == nullptr);
    HOLDS(add(region_of(first, cacheable_number)) == error::not_permitted);
    HOLDS(add_region(nullptr, nullptr) == error::not_permitted);
    HOLDS(shared_multi_heap_add_client("early", 0) ==
          (config::max_clients != 0 ? error::not_permitted : error::no_memory));
    shared_multi_heap_free(nullptr);
    HOLDS(faults(first, SHARED_MULTI_HEAP_FOREIGN_POINTER, -1));
    return true;
}

bool init_once() {
    HOLDS(shared_multi_heap_pool_init() == 0);
    HOLDS(shared_multi_heap_pool_init() == error::already);
    return true;
}

bool no_region_yet() {
    HOLDS(shared_multi_heap_alloc(cacheable_number, 16) == nullptr);
    HOLDS(faults(first, SHARED_MULTI_HEAP_FOREIGN_POINTER, -1));
    return true;
}

bool add_refuses_what_is_no_region() {
    const auto address = reinterpret_cast<std::uintptr_t>(untouched);
    HOLDS(add_region(nullptr, nullptr) == error::invalid);
    HOLDS(add({MAX_SHARED_MULTI_HEAP_ATTR, address, 64}) == error::invalid);
    HOLDS(add({~0U, address, 64}) == error::invalid);
    HOLDS(add({cacheable_number, address, 0}) == error::invalid);
    for (std::size_t size = 1; size <= (tags_elsewhere ? 15 : 64); ++size) {
        HOLDS(add({cacheable_number, address, size}) == error::invalid);
    }
    HOLDS(add({cacheable_number, address, huge}) == error::invalid);
    HOLDS(add({cacheable_number, address, 0 - address}) == error::invalid);
    HOLDS(add({cacheable_number, huge - 15, 16}) == error::invalid);
    for (const unsigned char byte : untouched) {
        HOLDS(byte == 0);
    }
    HOLDS(shared_pool().region_count() == 0);
    return true;
}

bool add_three_regions() {
    shared_multi_heap_region region = region_of(first, cacheable_number);
    HOLDS(add_region(&region, &first_data) == 0);
    HOLDS(add(region_of(second, non_cacheable_number)) == 0);
    HOLDS(add(region_of(third, cacheable_number)) == 0);
    return true;
}

bool add_refuses_overlap() {
    const auto begin = reinterpret_cast<std::uintptr_t>(second);
    HOLDS(add(region_of(first, cacheable_number)) == error::exists);
    HOLDS(add({own_number, begin, sizeof second}) == error::exists);
    HOLDS(add({own_number, begin + part(0x800), part(0x400)}) == error::exists);
    HOLDS(add({own_number, begin - 1, 2}) == error::exists);
    HOLDS(add({own_number, begin + sizeof second - 1, 0x100}) == error::exists);
    HOLDS(add({own_number, begin - 64, sizeof second + 128}) == error::exists);
    return true;
}

bool attributes_choose_the_region() {
    void* const a = shared_multi_heap_alloc(cacheable_number, part(0x40));
    void* const b = shared_multi_heap_alloc(cacheable_number, part(0x80));
    void* const c = shared_multi_heap_alloc(cacheable_number, part(0x1200));
    void* const d = shared_multi_heap_alloc(non_cacheable_number, part(0x100));
    void* const e = shared_multi_heap_alloc(non_cacheable_number, part(0x100));
    HOLDS(inside(a, first) && inside(b, first) && a != b);
    HOLDS(inside(c, third));
    HOLDS(inside(d, second) && inside(e, second) && d != e);
    HOLDS(shared_pool().validate(Depth::full));
    for (void* const block : {a, b, c, d, e}) {
        shared_multi_heap_free(block);
    }
    return shared_pool().validate(Depth::full);
}

bool requests_that_cannot_be_served() {
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{0x10000}, huge, huge - 1, huge - 7,
                                    huge - 8, huge - 15, huge - 16, huge - 64, huge / 2}) {
        HOLDS(shared_multi_heap_alloc(cacheable_number, bytes) == nullptr);
        HOLDS(shared_multi_heap_aligned_alloc(cacheable_number, 64, bytes) == nullptr);
        HOLDS(shared_multi_heap_aligned_alloc(cacheable_number, huge / 2 + 1, bytes) == nullptr);
    }
    HOLDS(shared_multi_heap_alloc(MAX_SHARED_MULTI_HEAP_ATTR, 16) == nullptr);
    HOLDS(shared_multi_heap_alloc(~0U, 16) == nullptr);
    HOLDS(shared_multi_heap_alloc(own_number, 16) == nullptr);
    HOLDS(shared_multi_heap_aligned_alloc(~0U, 16, 16) == nullptr);
    HOLDS(shared_pool().validate(Depth::full));
    return true;
}

bool regions_serve_in_the_order_of_addition() {
    void* const all_of_first =
        shared_multi_heap_alloc(cacheable_number, part(tags_elsewhere ? 0x1000 : 0xE00));
    void* const next = shared_multi_heap_alloc(cacheable_number, part(0x200));
    HOLDS(inside(all_of_first, first));
    HOLDS(inside(next, third));
    shared_multi_heap_free(all_of_first);
    void* const again = shared_multi_heap_alloc(cacheable_number, part(0x200));
    HOLDS(inside(again, first));
    shared_multi_heap_free(next);
    shared_multi_heap_free(again);
    return true;
}

bool alignment() {
    for (const std::size_t none : {0U, 1U}) {
        void* const block = shared_multi_heap_aligned_alloc(cacheable_number, none, 10);
        HOLDS(block != nullptr && aligned(block, alignof(std::max_align_t)));
        shared_multi_heap_free(block);
    }
    for (std::size_t power = 2; power <= part(0x800); power *= 2) {
        void* const block = shared_multi_heap_aligned_alloc(non_cacheable_number, power, 10);
        HOLDS(block != nullptr && aligned(block, power) && inside(block, second));
        // What the alignment skipped serves the next request.
        void* const beside = shared_multi_heap_alloc(non_cacheable_number, part(0xC00));
        HOLDS(beside != nullptr);
        shared_multi_heap_free(block);
        shared_multi_heap_free(beside);
        HOLDS(shared_pool().validate(Depth::full));
    }
    for (const std::size_t wrong : {std::size_t{3}, std::size_t{6}, std::size_t{7}, std::size_t{24},
                                    std::size_t{48}, std::size_t{96}, huge, huge - 1}) {
        HOLDS(shared_multi_heap_aligned_alloc(cacheable_number, wrong, 10) == nullptr);
    }
    return true;
}

bool free_of_null_is_nothing() {
    seen = {};
    shared_multi_heap_set_fault_handler(on_fault);
    shared_multi_heap_free(nullptr);
    shared_multi_heap_set_fault_handler(nullptr);
    return hold(seen.count == 0, "no fault", __LINE__);
}

bool freed_memory_merges() {
    void* blocks[8];
    for (void*& block : blocks) {
        block = shared_multi_heap_alloc(non_cacheable_number, part(0x300));
        HOLDS(block != nullptr);
    }
    for (const unsigned which : {1U, 3U, 5U, 7U, 0U, 2U, 4U, 6U}) {
        shared_multi_heap_free(blocks[which]);
    }
    void* const whole = shared_multi_heap_alloc(non_cacheable_number, part(0x1E00));
    HOLDS(whole != nullptr);
    shared_multi_heap_free(whole);
    return true;
}

bool foreign_pointers_are_faults() {
    int local = 0;
    HOLDS(faults(&local, SHARED_MULTI_HEAP_FOREIGN_POINTER, -1));
    HOLDS(
        faults(reinterpret_cast<void*>(std::uintptr_t{64}), SHARED_MULTI_HEAP_FOREIGN_POINTER, -1));
    HOLDS(faults(reinterpret_cast<void*>(~std::uintptr_t{63}), SHARED_MULTI_HEAP_FOREIGN_POINTER,
                 -1));
    HOLDS(faults(untouched, SHARED_MULTI_HEAP_FOREIGN_POINTER, -1));
    return true;
}

// In a table stays where earlier blocks began and ended, whatever is written to those that came
// after them; so what is an interior pointer may also have been a block.
bool faults_inside(void* address, int region) {
    return faults(address, SHARED_MULTI_HEAP_INTERIOR_POINTER, region) ||
           (tags_elsewhere && faults(address, SHARED_MULTI_HEAP_DOUBLE_FREE, region));
}

bool interior_pointers_are_faults() {
    auto* const block =
        static_cast<unsigned char*>(shared_multi_heap_alloc(non_cacheable_number, 200));
    for (unsigned i = 0; i < 200; ++i) {
        block[i] = static_cast<unsigned char>(i);
    }
    for (unsigned distance = 1; distance < 200; ++distance) {
        HOLDS(faults_inside(block + distance, 1));
    }
    HOLDS(faults_inside(second, 1));
    HOLDS(faults_inside(second + sizeof second - 1, 1));
    for (unsigned i = 0; i < 200; ++i) {
        HOLDS(block[i] == i);
    }
    shared_multi_heap_free(block);
    return true;
}

bool second_free_is_a_fault() {
    void* blocks[3];
    for (void*& block : blocks) {
        block = shared_multi_heap_alloc(cacheable_number, 100);
    }
    for (const unsigned which : {0U, 2U, 1U}) {
        shared_multi_heap_free(blocks[which]);
        HOLDS(faults(blocks[which], SHARED_MULTI_HEAP_DOUBLE_FREE, 0));
    }
    for (void* const block : blocks) {
        HOLDS(faults(block, SHARED_MULTI_HEAP_DOUBLE_FREE, 0));
    }
    return true;
}

// What a block holds: byte i is i.

bool realloc_of_null_or_to_nothing() {
    void* const block = shared_multi_heap_realloc(non_cacheable_number, nullptr, 100);
    HOLDS(inside(block, second));
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, block, 0) == nullptr);
    HOLDS(faults(block, SHARED_MULTI_HEAP_DOUBLE_FREE, 1));
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, nullptr, 0) == nullptr);
    return true;
}

bool realloc_out_of_bound() {
    void* const block = shared_multi_heap_alloc(cacheable_number, 100);
    fill(block, 100);
    for (const std::size_t bytes : {0U, 10U, 100U, 200U}) {
        HOLDS(shared_multi_heap_realloc(MAX_SHARED_MULTI_HEAP_ATTR, block, bytes) == nullptr);
        HOLDS(shared_multi_heap_realloc(~0U, block, bytes) == nullptr);
        HOLDS(shared_multi_heap_aligned_realloc(cacheable_number, block, 24, bytes) == nullptr);
    }
    HOLDS(holds(block, 100));
    shared_multi_heap_free(block);
    return true;
}

bool realloc_in_place() {
    void* const block = shared_multi_heap_alloc(non_cacheable_number, part(0x800));
    void* const before = shared_multi_heap_alloc(non_cacheable_number, part(0x400));
    fill(before, part(0x400));
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, before, part(0x400)) == before);
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, before, part(0x100)) == before);
    HOLDS(shared_pool().validate(Depth::full));
    // The tail that was given back serves again, and as room to grow into.
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, before, part(0x400)) == before);
    HOLDS(holds(before, part(0x100)));
    shared_multi_heap_free(block);
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, before, part(0xA00)) == before);
    HOLDS(holds(before, part(0x100)));
    HOLDS(shared_pool().validate(Depth::full));
    shared_multi_heap_free(before);
    return true;
}

bool realloc_moves() {
    // Something in the way, and then a region that has not the attribute.
    void* const behind = shared_multi_heap_alloc(non_cacheable_number, 100);
    void* const block = shared_multi_heap_alloc(non_cacheable_number, 100);
    fill(block, 100);
    void* const moved = shared_multi_heap_realloc(non_cacheable_number, block, part(0x800));
    HOLDS(moved != block && inside(moved, second) && holds(moved, 100));
    HOLDS(faults(block, SHARED_MULTI_HEAP_DOUBLE_FREE, 1));
    void* const elsewhere = shared_multi_heap_realloc(cacheable_number, moved, 50);
    HOLDS(inside(elsewhere, first) && holds(elsewhere, 50));
    shared_multi_heap_free(elsewhere);
    shared_multi_heap_free(behind);
    return true;
}

bool realloc_that_cannot_be_served() {
    void* const block = shared_multi_heap_alloc(non_cacheable_number, 100);
    fill(block, 100);
    for (const std::size_t bytes : {std::size_t{0x10000}, huge, huge - 1, huge - 8, huge / 2}) {
        HOLDS(shared_multi_heap_realloc(non_cacheable_number, block, bytes) == nullptr);
        HOLDS(shared_multi_heap_realloc(cacheable_number, block, bytes) == nullptr);
    }
    HOLDS(shared_multi_heap_realloc(own_number, block, 50) == nullptr);
    HOLDS(holds(block, 100));
    shared_multi_heap_free(block);
    return true;
}

bool realloc_keeps_the_alignment() {
    void* block = shared_multi_heap_aligned_alloc(non_cacheable_number, 64, 10);
    fill(block, 10);
    for (const std::size_t bytes : {200U, 20U, 300U, 500U}) {
        void* const in_the_way = shared_multi_heap_alloc(non_cacheable_number, 10);
        block = shared_multi_heap_realloc(non_cacheable_number, block, bytes);
        HOLDS(block != nullptr && aligned(block, 64) && holds(block, 10));
        shared_multi_heap_free(in_the_way);
        HOLDS(shared_pool().validate(Depth::full));
    }
    block = shared_multi_heap_aligned_realloc(non_cacheable_number, block, 256, 500);
    HOLDS(block != nullptr && aligned(block, 256) && holds(block, 10));
    shared_multi_heap_free(block);
    return true;
}

bool realloc_of_what_is_no_block() {
    if (!promises_misuse) {
        return true;
    }
    int local = 0;
    void* const block = shared_multi_heap_alloc(non_cacheable_number, 100);
    fill(block, 100); // no tag of an earlier block is left in it
    shared_multi_heap_set_fault_handler(on_fault);
    seen = {};
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, &local, 10) == nullptr);
    HOLDS(seen.count == 1 && seen.last.kind == SHARED_MULTI_HEAP_FOREIGN_POINTER);
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, static_cast<char*>(block) + 16, 10) ==
          nullptr);
    HOLDS(seen.count == 2 &&
          (tags_elsewhere || seen.last.kind == SHARED_MULTI_HEAP_INTERIOR_POINTER));
    shared_multi_heap_free(block);
    HOLDS(shared_multi_heap_realloc(non_cacheable_number, block, 10) == nullptr);
    HOLDS(seen.count == 3 && seen.last.kind == SHARED_MULTI_HEAP_DOUBLE_FREE);
    HOLDS(shared_multi_heap_usable_size(block) == 0);
    HOLDS(seen.count == 4 && seen.last.kind == SHARED_MULTI_HEAP_DOUBLE_FREE);
    shared_multi_heap_set_fault_handler(nullptr);
    return shared_pool().validate(Depth::full);
}

bool calloc_zeroes() {
    void* const used = shared_multi_heap_alloc(non_cacheable_number, 200);
    fill(used, 200);
    shared_multi_heap_free(used);
    auto* const block =
        static_cast<unsigned char*>(shared_multi_heap_calloc(non_cacheable_number, 20, 10));
    HOLDS(inside(block, second));
    for (unsigned i = 0; i < 200; ++i) {
        HOLDS(block[i] == 0);
    }
    shared_multi_heap_free(block);
    HOLDS(shared_multi_heap_calloc(non_cacheable_number, huge / 2 + 1, 2) == nullptr);
    HOLDS(shared_multi_heap_calloc(non_cacheable_number, huge, huge) == nullptr);
    HOLDS(shared_multi_heap_calloc(non_cacheable_number, 0, 10) == nullptr);
    HOLDS(shared_multi_heap_calloc(non_cacheable_number, 10, 0) == nullptr);
    HOLDS(shared_multi_heap_calloc(MAX_SHARED_MULTI_HEAP_ATTR, 1, 1) == nullptr);
    return true;
}

bool usable_size_may_all_be_used() {
    HOLDS(shared_multi_heap_usable_size(nullptr) == 0);
    for (std::size_t bytes = 1; bytes < 200; ++bytes) {
        void* const block = shared_multi_heap_alloc(non_cacheable_number, bytes);
        void* const next = shared_multi_heap_alloc(non_cacheable_number, bytes);
        const std::size_t usable = shared_multi_heap_usable_size(block);
        HOLDS(usable >= bytes && usable < bytes + 64);
        fill(block, usable);
        fill(next, shared_multi_heap_usable_size(next));
        HOLDS(holds(block, usable));
        HOLDS(shared_pool().validate(Depth::full));
        shared_multi_heap_free(block);
        shared_multi_heap_free(next);
    }
    return true;
}

bool user_data_is_kept() {
    void* const block = shared_multi_heap_alloc(cacheable_number, 100);
    HOLDS(inside(block, first));
    HOLDS(shared_multi_heap_user_data(block) == &first_data);
    HOLDS(shared_pool().region(0)->user_data == &first_data);
    HOLDS(shared_multi_heap_user_data(second) == nullptr);
    HOLDS(shared_multi_heap_user_data(&first_data) == nullptr);
    shared_multi_heap_free(block);
    return true;
}

bool ends_are_trimmed_inwards() {
    HOLDS(add({own_number, reinterpret_cast<std::uintptr_t>(odd) + 3, sizeof odd - 10}) == 0);
    std::size_t blocks = 0;
    while (void* const block = shared_multi_heap_alloc(own_number, 1)) {
        HOLDS(inside(block, odd) && aligned(block, alignof(std::max_align_t)));
        ++blocks;
    }
    HOLDS(blocks > 10);
    HOLDS(odd[0] == 0 && odd[1] == 0 && odd[2] == 0);
    for (std::size_t i = sizeof odd - 7; i < sizeof odd; ++i) {
        HOLDS(odd[i] == 0);
    }
    return shared_pool().validate(Depth::full);
}

// Fills the pool up, so it comes last.
bool slots_run_out() {
    const unsigned free_slots = config::max_regions - shared_pool().region_count();
    for (unsigned i = 0; i < free_slots; ++i) {
        HOLDS(add(region_of(many[i], spare_number)) == 0);
    }
    HOLDS(add(region_of(many[free_slots], spare_number)) == error::no_memory);
    for (const unsigned char byte : many[free_slots]) {
        HOLDS(byte == 0);
    }
    for (unsigned i = 0; i < free_slots; ++i) {
        void* const block =
            shared_multi_heap_alloc(spare_number, tags_elsewhere ? small_size : 100);
        HOLDS(inside(block, many[i]));
    }
    HOLDS(shared_pool().validate(Depth::full));
    return true;
}

constexpr Case table[] = {
    {"before init: NULL, -EPERM, foreign pointer", before_init},
    {"init: 0 once, then -EALREADY", init_once},
    {"no region yet: NULL, foreign pointer", no_region_yet},
    {"add: -EINVAL for what is no region, nothing written", add_refuses_what_is_no_region},
    {"add: 0 for three good regions", add_three_regions},
    {"add: -EEXIST for any overlap", add_refuses_overlap},
    {"alloc: the attribute chooses the region", attributes_choose_the_region},
    {"alloc: NULL where it cannot be served, nothing changes", requests_that_cannot_be_served},
    {"alloc: regions serve in the order of addition", regions_serve_in_the_order_of_addition},
    {"aligned_alloc: powers of two, natural for 0 and 1, NULL else", alignment},
    {"free: NULL is nothing", free_of_null_is_nothing},
    {"free: neighbours merge within the call", freed_memory_merges},
    {"free: foreign pointers are faults", foreign_pointers_are_faults},
    {"free: interior pointers are faults", interior_pointers_are_faults},
    {"free: a second free is a fault", second_free_is_a_fault},
    {"realloc: NULL is a new block, 0 bytes free it", realloc_of_null_or_to_nothing},
    {"realloc: NULL for an attribute out of bound, whatever the size", realloc_out_of_bound},
    {"realloc: in place where there is room", realloc_in_place},
    {"realloc: else to a block that has the attribute, contents kept", realloc_moves},
    {"realloc: NULL where it cannot be served, the block untouched", realloc_that_cannot_be_served},
    {"realloc: a block keeps its alignment", realloc_keeps_the_alignment},
    {"realloc, usable_size: what is no block is a fault", realloc_of_what_is_no_block},
    {"calloc: zeroed, NULL where the product overflows", calloc_zeroes},
    {"usable_size: at least what was asked for, all of it usable", usable_size_may_all_be_used},
    {"user data: from the region and from any block", user_data_is_kept},
    {"priority: higher ones are asked first", priorities},
    {"request: a set is served by a region that has all of it", sets_of_attributes},
    {"request: preferred sets in their order, then what is required", preferences},
    {"request: NULL where it makes no sense, nothing changes", requests_that_make_no_sense},
    {"fallback: others serve where the attribute cannot", fallbacks},
    {"alloc_timeout: at once, or NULL when time is up", timeouts},
    {"remove: -EINVAL for what is no region, -EBUSY while blocks live, then 0", removal},
    {"drain: no request is served, until resume", draining},
    {"alias: leads to the other address, free takes either", aliases},
    {"cache line: blocks in whole lines, which may all be written", cache_lines},
    {"client: counted until its blocks are freed, refused beyond its quota", clients},
    {"client: -EINVAL for what is none, -EBUSY while it has blocks, -ENOMEM", clients_come_and_go},
    {"statistics: of a region, of attributes, of all; extremes can be reset", figures},
    {"walk: each block once, and the visitor may call the pool", walks},
    {"observe: told of each event, until another is", observers},
    {"attribute names: kept, NULL where there is none", attribute_names},
    {"describe: a region as it was added", descriptions},
    {"add: ends are trimmed inwards", ends_are_trimmed_inwards},
    {"add: -ENOMEM when no slot is left", slots_run_out},
};

} // namespace

const Case* cases() {
    return table;
}
std::size_t case_count() {
    return sizeof table / sizeof table[0];
}
Failure last_failure() {
    return failure;
}

} // namespace smh::conformance
