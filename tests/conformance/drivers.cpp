#include "conformance/drivers.hpp"

#include <initializer_list>

#include "conformance/placement.hpp"
#include "conformance/support.hpp"

namespace smh::conformance {

namespace {

constexpr shared_multi_heap_attributes own = 1U << own_number;
constexpr shared_multi_heap_attributes spare = 1U << spare_number;

// A region that is in the pool for a while: the small memory of that number.
class Guest {
public:
    Guest(std::size_t number, shared_multi_heap_attributes attributes, int priority = 0)
        : memory_(many[number]) {
        shared_multi_heap_description description{};
        description.addr = reinterpret_cast<std::uintptr_t>(memory_);
        description.size = size;
        description.attributes = attributes;
        description.priority = priority;
        description.user_data = memory_;
        description.name = "guest";
        added_ = add_described(&description) == 0;
    }
    ~Guest() {
        shared_multi_heap_remove(&at_);
        for (std::size_t i = 0; i < small_size; ++i) {
            memory_[i] = 0;
        }
    }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    bool added() const { return added_; }
    bool has(const void* block) const {
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        return block != nullptr && address - at_.addr < size;
    }
    unsigned number() const { return static_cast<unsigned>(shared_multi_heap_region_of(memory_)); }
    const shared_multi_heap_region* region() const { return &at_; }

private:
    // Room for one block of 100 bytes, whatever lies beside it.
    static constexpr std::size_t size = tags_elsewhere ? 128 : small_size;

    unsigned char* memory_;
    shared_multi_heap_region at_{0, reinterpret_cast<std::uintptr_t>(memory_), size};
    bool added_ = false;
};

// Whether guests can leave again; without, none can come.
constexpr bool no_guests = !config::changing_regions;

void* request(std::size_t bytes, shared_multi_heap_attributes required,
              const shared_multi_heap_attributes* preferred = nullptr, std::size_t count = 0,
              int client = 0, std::size_t align = 0) {
    const shared_multi_heap_request wanted{bytes, align, required, preferred, count, client};
    return shared_multi_heap_alloc_request(&wanted, nullptr);
}

} // namespace

bool priorities() {
    if (no_guests) {
        return true;
    }
    const Guest first(0, own);
    const Guest preferred(1, own, 3);
    const Guest avoided(2, own, -1);
    HOLDS(first.added() && preferred.added() && avoided.added());
    void* const a = shared_multi_heap_alloc(own_number, 100);
    void* const b = shared_multi_heap_alloc(own_number, 100);
    void* const c = shared_multi_heap_alloc(own_number, 100);
    HOLDS(preferred.has(a) && first.has(b) && avoided.has(c));
    for (void* const block : {a, b, c}) {
        shared_multi_heap_free(block);
    }
    return shared_multi_heap_validate(true);
}

bool sets_of_attributes() {
    if (no_guests) {
        return true;
    }
    const Guest one(0, own);
    const Guest both(1, own | spare);
    const shared_multi_heap_request wanted{50, 64, own | spare, nullptr, 0, 0};
    unsigned region = ~0U;
    void* const block = shared_multi_heap_alloc_request(&wanted, &region);
    HOLDS(both.has(block) && region == both.number() && aligned(block, 64));
    HOLDS(request(50, own | 1U << cacheable_number) == nullptr);
    shared_multi_heap_free(block);
    return shared_multi_heap_validate(true);
}

bool preferences() {
    if (no_guests) {
        return true;
    }
    const Guest plain(0, own);
    const Guest preferred(1, own | spare);
    const shared_multi_heap_attributes wishes[] = {own | spare | 1U << cacheable_number, spare};
    void* const a = request(100, own, wishes, 2);
    void* const b = request(100, own, wishes, 2);
    HOLDS(preferred.has(a) && plain.has(b));
    HOLDS(request(100, own, wishes, 2) == nullptr);
    HOLDS(request(100, 0, wishes, 2) == nullptr);
    shared_multi_heap_free(a);
    void* const c = request(100, 0, wishes, 2);
    HOLDS(preferred.has(c));
    shared_multi_heap_free(b);
    shared_multi_heap_free(c);
    return shared_multi_heap_validate(true);
}

bool requests_that_make_no_sense() {
    if (no_guests) {
        return true;
    }
    const Guest guest(0, own);
    const shared_multi_heap_attributes too_many[SHARED_MULTI_HEAP_MAX_PREFERRED + 1] = {own};
    HOLDS(shared_multi_heap_alloc_request(nullptr, nullptr) == nullptr);
    HOLDS(request(0, own) == nullptr);
    HOLDS(request(huge, own) == nullptr);
    HOLDS(request(16, 0) == nullptr);
    HOLDS(request(16, own, nullptr, 0, 0, 24) == nullptr);
    HOLDS(request(16, own, nullptr, 1) == nullptr);
    HOLDS(request(16, own, too_many, SHARED_MULTI_HEAP_MAX_PREFERRED + 1) == nullptr);
    HOLDS(request(16, own, nullptr, 0, 1) == nullptr);
    HOLDS(request(16, own, nullptr, 0, -1) == nullptr);
    if (MAX_SHARED_MULTI_HEAP_ATTR < 32) {
        HOLDS(request(16, own | 0x8000'0000U) == nullptr);
    }
    shared_multi_heap_figures now{};
    HOLDS(shared_multi_heap_region_statistics(guest.number(), &now) == 0);
    HOLDS(now.used == 0 && now.failures == 0);
    return shared_multi_heap_validate(true);
}

bool fallbacks() {
    if (no_guests || !config::fallback) {
        return true;
    }
    const Guest wanted(0, own);
    const Guest other(1, spare);
    const unsigned others[] = {spare_number, spare_number, spare_number, spare_number,
                               spare_number};
    HOLDS(shared_multi_heap_set_fallback(MAX_SHARED_MULTI_HEAP_ATTR, others, 1) == error::invalid);
    HOLDS(shared_multi_heap_set_fallback(own_number, others, 5) == error::invalid);
    HOLDS(shared_multi_heap_set_fallback(own_number, nullptr, 1) == error::invalid);
    HOLDS(shared_multi_heap_set_fallback(own_number, others, 1) == 0);
    void* const a = shared_multi_heap_alloc(own_number, 100);
    void* const b = shared_multi_heap_alloc(own_number, 100);
    HOLDS(wanted.has(a) && other.has(b));
    HOLDS(shared_multi_heap_alloc(own_number, 100) == nullptr);
    HOLDS(request(100, own) == nullptr);
    HOLDS(shared_multi_heap_set_fallback(own_number, nullptr, 0) == 0);
    shared_multi_heap_free(b);
    HOLDS(shared_multi_heap_alloc(own_number, 100) == nullptr);
    shared_multi_heap_free(a);
    return shared_multi_heap_validate(true);
}

bool timeouts() {
    if (no_guests) {
        return true;
    }
    const Guest guest(0, own);
    void* const block = shared_multi_heap_alloc_timeout(own_number, 100, SHARED_MULTI_HEAP_FOREVER);
    HOLDS(guest.has(block));
    HOLDS(shared_multi_heap_alloc_timeout(own_number, 100, 0) == nullptr);
    HOLDS(shared_multi_heap_alloc_timeout(own_number, 100, 2) == nullptr);
    HOLDS(shared_multi_heap_alloc_timeout(own_number, 0, SHARED_MULTI_HEAP_FOREVER) == nullptr);
    HOLDS(shared_multi_heap_alloc_timeout(~0U, 1, SHARED_MULTI_HEAP_FOREVER) == nullptr);
    const shared_multi_heap_request wanted{100, 0, own, nullptr, 0, 0};
    HOLDS(shared_multi_heap_alloc_request_timeout(&wanted, 2, nullptr) == nullptr);
    shared_multi_heap_free(block);
    return shared_multi_heap_validate(true);
}

bool removal() {
    if (no_guests) {
        return true;
    }
    const Guest guest(0, own);
    shared_multi_heap_region nowhere = *guest.region();
    nowhere.addr += 16;
    HOLDS(shared_multi_heap_remove(nullptr) == error::invalid);
    HOLDS(shared_multi_heap_remove(&nowhere) == error::invalid);
    void* const block = shared_multi_heap_alloc(own_number, 50);
    HOLDS(shared_multi_heap_remove(guest.region()) == error::busy);
    HOLDS(shared_multi_heap_alloc(own_number, 50) == nullptr);
    HOLDS(shared_multi_heap_user_data(block) == many[0]);
    shared_multi_heap_free(block);
    HOLDS(shared_multi_heap_remove(guest.region()) == 0);
    HOLDS(shared_multi_heap_region_of(block) == -1);
    HOLDS(shared_multi_heap_user_data(block) == nullptr);
    HOLDS(shared_multi_heap_remove(guest.region()) == error::invalid);
    return shared_multi_heap_validate(true);
}

bool draining() {
    if (no_guests) {
        return true;
    }
    const Guest guest(0, own);
    HOLDS(shared_multi_heap_drain(nullptr) == error::invalid);
    HOLDS(shared_multi_heap_resume(nullptr) == error::invalid);
    void* const before = shared_multi_heap_alloc(own_number, 50);
    HOLDS(shared_multi_heap_drain(guest.region()) == 0);
    HOLDS(shared_multi_heap_alloc(own_number, 50) == nullptr);
    HOLDS(request(50, own) == nullptr);
    HOLDS(shared_multi_heap_resume(guest.region()) == 0);
    void* const after = shared_multi_heap_alloc(own_number, 50);
    HOLDS(guest.has(after));
    shared_multi_heap_free(before);
    shared_multi_heap_free(after);
    return shared_multi_heap_validate(true);
}

// The other window is nothing but numbers here: the pool never touches it.
bool aliases() {
    if (no_guests || !config::aliases) {
        return true;
    }
    constexpr std::uintptr_t offset = 0x0800'0000;
    const auto address = reinterpret_cast<std::uintptr_t>(many[0]);
    shared_multi_heap_description description{};
    description.addr = address;
    description.size = small_size;
    description.attributes = own;
    description.alias_offset = small_size / 2;
    HOLDS(add_described(&description) == error::invalid);
    description.alias_offset = reinterpret_cast<std::uintptr_t>(many[1]) - address;
    {
        const Guest in_the_way(1, own);
        HOLDS(add_described(&description) == error::exists);
    }
    description.alias_offset = offset;
    HOLDS(add_described(&description) == 0);
    void* const block = shared_multi_heap_alloc(own_number, 50);
    void* const alias = shared_multi_heap_to_alias(block);
    HOLDS(reinterpret_cast<std::uintptr_t>(alias) ==
          reinterpret_cast<std::uintptr_t>(block) + offset);
    HOLDS(shared_multi_heap_from_alias(alias) == block);
    HOLDS(shared_multi_heap_to_alias(alias) == nullptr);
    HOLDS(shared_multi_heap_from_alias(block) == nullptr);
    shared_multi_heap_free(alias);
    const shared_multi_heap_region region{own_number, address, small_size};
    HOLDS(shared_multi_heap_remove(&region) == 0);
    for (unsigned char& byte : many[0]) {
        byte = 0;
    }
    return shared_multi_heap_validate(true);
}

bool cache_lines() {
    if (no_guests || !config::cache_lines) {
        return true;
    }
    constexpr std::size_t line = 32;
    shared_multi_heap_description description{};
    description.addr = reinterpret_cast<std::uintptr_t>(many[0]);
    description.size = small_size;
    description.attributes = own;
    description.cache_line = 24;
    HOLDS(add_described(&description) == error::invalid);
    description.cache_line = line;
    HOLDS(add_described(&description) == 0);
    void* const block = shared_multi_heap_alloc(own_number, 1);
    void* const other = shared_multi_heap_alloc(own_number, 1);
    HOLDS(aligned(block, line) && aligned(other, line) && block != other);
    HOLDS(shared_multi_heap_usable_size(block) >= line);
    // Every byte of every line, as when the lines of a buffer are made invalid.
    fill(block, shared_multi_heap_usable_size(block) / line * line);
    HOLDS(shared_multi_heap_validate(true));
    shared_multi_heap_free(block);
    shared_multi_heap_free(other);
    const shared_multi_heap_region region{own_number, description.addr, small_size};
    HOLDS(shared_multi_heap_remove(&region) == 0);
    for (unsigned char& byte : many[0]) {
        byte = 0;
    }
    return shared_multi_heap_validate(true);
}

bool clients() {
    if (no_guests || config::max_clients == 0) {
        return true;
    }
    const Guest guest(0, own);
    const int client = shared_multi_heap_add_client("driver", 120);
    HOLDS(client > 0);
    void* const block = request(60, own, nullptr, 0, client);
    HOLDS(guest.has(block));
    shared_multi_heap_client_figures now{};
    HOLDS(shared_multi_heap_client_statistics(client, &now) == 0);
    HOLDS(now.blocks == 1 && now.used >= 60 && now.used <= 120 && now.quota == 120);
    HOLDS(request(60, own, nullptr, 0, client) == nullptr);
    void* const others = shared_multi_heap_alloc(own_number, 60);
    HOLDS(guest.has(others));
    shared_multi_heap_free(others);
    HOLDS(shared_multi_heap_realloc(own_number, block, 110) == nullptr);
    HOLDS(shared_multi_heap_realloc(own_number, block, 30) == block);
    HOLDS(shared_multi_heap_set_quota(client, SHARED_MULTI_HEAP_NO_QUOTA) == 0);
    HOLDS(shared_multi_heap_realloc(own_number, block, 60) == block);
    HOLDS(shared_multi_heap_remove_client(client) == error::busy);
    shared_multi_heap_free(block);
    HOLDS(shared_multi_heap_client_statistics(client, &now) == 0);
    HOLDS(now.used == 0 && now.blocks == 0 && now.peak >= 60 && now.failures >= 2);
    HOLDS(shared_multi_heap_reset_client_peak(client) == 0);
    HOLDS(shared_multi_heap_client_statistics(client, &now) == 0 && now.peak == 0);
    HOLDS(shared_multi_heap_remove_client(client) == 0);
    return shared_multi_heap_validate(true);
}

bool clients_come_and_go() {
    if (config::max_clients == 0) {
        return true;
    }
    shared_multi_heap_client_figures none{};
    for (const int number : {0, -1, 1, 1000}) {
        HOLDS(shared_multi_heap_remove_client(number) == error::invalid);
        HOLDS(shared_multi_heap_set_quota(number, 1) == error::invalid);
        HOLDS(shared_multi_heap_client_statistics(number, &none) == error::invalid);
        HOLDS(shared_multi_heap_reset_client_peak(number) == error::invalid);
    }
    for (unsigned round = 0; round < 2; ++round) {
        int last = 0;
        for (unsigned count = 0; count < config::max_clients; ++count) {
            last = shared_multi_heap_add_client("one of many", 0);
            HOLDS(last > 0 && last <= static_cast<int>(config::max_clients));
            HOLDS(shared_multi_heap_client_statistics(last, nullptr) == error::invalid);
        }
        HOLDS(shared_multi_heap_add_client("too many", 0) == error::no_memory);
        for (unsigned count = 0; count < config::max_clients; ++count) {
            HOLDS(shared_multi_heap_remove_client(static_cast<int>(count) + 1) == 0);
        }
    }
    return true;
}

bool figures() {
    if (no_guests || !config::statistics) {
        return true;
    }
    const Guest one(0, own);
    const Guest two(1, own | spare);
    void* const block = shared_multi_heap_alloc(own_number, 100);
    shared_multi_heap_figures first{};
    shared_multi_heap_figures sum{};
    HOLDS(shared_multi_heap_region_statistics(one.number(), &first) == 0);
    HOLDS(first.used >= 100 && first.used + first.free == first.capacity && first.blocks == 1);
    HOLDS(first.peak == first.used && first.minimum_free == first.free);
    shared_multi_heap_statistics(own, &sum);
    HOLDS(sum.used == first.used && sum.capacity > first.capacity && sum.largest >= 100);
    shared_multi_heap_statistics(spare, &sum);
    HOLDS(sum.used == 0 && sum.fragmentation < 100);
    shared_multi_heap_statistics(0, &sum);
    HOLDS(sum.used >= first.used && sum.capacity > 2 * first.capacity);
    void* const largest = shared_multi_heap_alloc(own_number, first.largest);
    HOLDS(one.has(largest));
    shared_multi_heap_free(largest);
    shared_multi_heap_free(block);
    HOLDS(shared_multi_heap_reset_extremes(one.number()) == 0);
    HOLDS(shared_multi_heap_region_statistics(one.number(), &first) == 0);
    HOLDS(first.peak == 0 && first.used == 0);
    HOLDS(shared_multi_heap_region_statistics(config::max_regions, &first) == error::invalid);
    HOLDS(shared_multi_heap_region_statistics(one.number(), nullptr) == error::invalid);
    HOLDS(shared_multi_heap_reset_extremes(config::max_regions) == error::invalid);
    return true;
}

bool walks() {
    if (no_guests) {
        return true;
    }
    const Guest guest(0, own);
    void* blocks[3];
    for (void*& block : blocks) {
        block = shared_multi_heap_alloc(own_number, 20);
    }
    struct Seen {
        unsigned count = 0;
        std::size_t footprints = 0;
    } seen;
    const auto visit = [](void* context, const shared_multi_heap_block* block) {
        auto& to = *static_cast<Seen*>(context);
        to.count += block->free ? 0 : 1;
        to.footprints += block->footprint;
        if (!block->free) {
            shared_multi_heap_free(const_cast<void*>(block->address));
        }
    };
    shared_multi_heap_figures now{};
    HOLDS(shared_multi_heap_walk(guest.number(), visit, &seen) == 0);
    HOLDS(shared_multi_heap_region_statistics(guest.number(), &now) == 0);
    HOLDS(seen.count == 3 && now.used == 0 && seen.footprints == now.capacity);
    HOLDS(shared_multi_heap_walk(config::max_regions, visit, &seen) == error::invalid);
    HOLDS(shared_multi_heap_validate(false));
    return shared_multi_heap_validate(true);
}

bool cause_each_event() {
    const Guest guest(0, own);
    HOLDS(shared_multi_heap_set_low_water(guest.number(), 130) == 0);
    void* const block = shared_multi_heap_alloc(own_number, 60);
    HOLDS(shared_multi_heap_realloc(own_number, block, 40) == block);
    HOLDS(shared_multi_heap_alloc(own_number, 2 * small_size) == nullptr);
    void* const more = shared_multi_heap_alloc(own_number, 40);
    shared_multi_heap_free(block);
    shared_multi_heap_free(more);
    HOLDS(shared_multi_heap_set_low_water(config::max_regions, 1) == error::invalid);
    return true;
}

bool observers() {
    if (no_guests || !config::observers) {
        return true;
    }
    struct Seen {
        unsigned allocated, resized, freed, failed, added, removed, low;
    } seen{};
    const shared_multi_heap_observer observer{
        &seen,
        [](void* to, const shared_multi_heap_event*) { ++static_cast<Seen*>(to)->allocated; },
        [](void* to, const shared_multi_heap_event*) { ++static_cast<Seen*>(to)->resized; },
        [](void* to, const shared_multi_heap_event* event) {
            static_cast<Seen*>(to)->freed += event->footprint >= 40 ? 1 : 0;
        },
        [](void* to, std::size_t, std::size_t, shared_multi_heap_attributes attributes) {
            static_cast<Seen*>(to)->failed += attributes == own ? 1 : 0;
        },
        [](void* to, unsigned) { ++static_cast<Seen*>(to)->added; },
        [](void* to, unsigned) { ++static_cast<Seen*>(to)->removed; },
        [](void* to, unsigned, std::size_t) { ++static_cast<Seen*>(to)->low; }};
    const shared_multi_heap_observer deaf{};
    for (const shared_multi_heap_observer* const one : {&deaf, &observer}) {
        shared_multi_heap_observe(one);
        HOLDS(cause_each_event());
    }
    shared_multi_heap_observe(nullptr);
    HOLDS(seen.allocated == 2 && seen.resized == 1 && seen.freed == 2 && seen.failed == 1);
    HOLDS(seen.added == 1 && seen.removed == 1 && seen.low == 1);
    const Guest unseen(0, own);
    HOLDS(seen.added == 1);
    return shared_multi_heap_validate(true);
}

bool attribute_names() {
    const auto same = [](const char* a, const char* b) {
        while (*a != '\0' && *a == *b) {
            ++a;
            ++b;
        }
        return *a == *b;
    };
    HOLDS(same(shared_multi_heap_attribute_name(cacheable_number), "cacheable"));
    HOLDS(same(shared_multi_heap_attribute_name(non_cacheable_number), "non-cacheable"));
    HOLDS(shared_multi_heap_attribute_name(own_number) == nullptr);
    HOLDS(shared_multi_heap_set_attribute_name(own_number, "own") == 0);
    HOLDS(same(shared_multi_heap_attribute_name(own_number), "own"));
    HOLDS(shared_multi_heap_set_attribute_name(own_number, nullptr) == 0);
    HOLDS(shared_multi_heap_attribute_name(own_number) == nullptr);
    HOLDS(shared_multi_heap_set_attribute_name(MAX_SHARED_MULTI_HEAP_ATTR, "") == error::invalid);
    HOLDS(shared_multi_heap_attribute_name(MAX_SHARED_MULTI_HEAP_ATTR) == nullptr);
    return true;
}

bool descriptions() {
    if (no_guests) {
        return true;
    }
    const Guest guest(0, own | spare, 7);
    shared_multi_heap_description found{};
    HOLDS(shared_multi_heap_describe(guest.number(), &found));
    HOLDS(found.addr == guest.region()->addr && found.size == guest.region()->size);
    HOLDS(found.attributes == (own | spare) && found.priority == 7);
    HOLDS(found.user_data == many[0] && found.alias_offset == 0 && found.cache_line == 0);
    HOLDS(guest.number() < shared_multi_heap_region_count());
    HOLDS(!shared_multi_heap_describe(config::max_regions, &found));
    HOLDS(!shared_multi_heap_describe(guest.number(), nullptr));
    HOLDS(add_described(nullptr) == error::invalid);
    return true;
}

} // namespace smh::conformance
