#include "script.hpp"

#include <algorithm>

namespace smh::corruption {

const char* name_of(Harm harm) {
    constexpr const char* names[harms] = {"outside", "endless", "overlap", "lost", "invalid"};
    return names[static_cast<std::size_t>(harm)];
}

void Script::play(Order order) {
    look();
    if (order == Order::allocs_first) {
        allocs();
        reallocs();
        frees();
    } else {
        reallocs();
        frees();
        allocs();
    }
    look();
    frees();
    look();
    outcome_.valid = scene_.pool().validate(Depth::full);
    if (!outcome_.valid && reported_damage()) {
        outcome_.note(Harm::invalid);
    }
    result(static_cast<std::size_t>(scene_.pool().remove(scene_.begin())));
}

// And not only misuse, after which nothing is repaired.
bool Script::reported_damage() const {
    return std::any_of(outcome_.faults.begin(), outcome_.faults.end(),
                       [](FaultKind kind) { return kind >= FaultKind::damaged_tag; });
}

// `used` and `free` are exact; what is the largest, or how much was used, hangs on addresses.
void Script::look() {
    Pool& pool = scene_.pool();
    Statistics statistics;
    pool.statistics(0, statistics);
    for (const std::size_t figure : {statistics.blocks, statistics.failures, statistics.capacity}) {
        result(figure);
    }
    result(scene_.client().statistics().blocks);
    std::size_t blocks = 0;
    const BlockVisitor count = [](void* seen, const BlockView& block) {
        *static_cast<std::size_t*>(seen) += block.free ? 0 : 1;
    };
    result(static_cast<std::size_t>(pool.walk(0, count, &blocks)));
    result(blocks);
    for (const Held& block : held_) {
        result(pool.usable_size(block.address) >= block.bytes);
        check(block);
    }
}

void Script::allocs() {
    Pool& pool = scene_.pool();
    for (int round = 0; round < 2; ++round) {
        for (const std::size_t bytes : {1U, 24U, 40U, 100U, 200U, 250U, 300U, 600U, 1000U, 3000U}) {
            served(pool.alloc(wanted, bytes), alignof(std::max_align_t), bytes);
        }
        for (const std::size_t alignment : {64U, 1024U}) {
            served(pool.aligned_alloc(wanted, alignment, 150), alignment, 150);
        }
        const Request request{.bytes = 90, .required = wanted, .client = &scene_.client()};
        served(pool.alloc(request).block, alignof(std::max_align_t), 90);
    }
    served(pool.alloc(wanted, scene_.end() - scene_.begin()), alignof(std::max_align_t), 0);
    served(pool.alloc(wanted, 20000), alignof(std::max_align_t), 20000);
}

// Half of the blocks grow, the others shrink.
void Script::reallocs() {
    Pool& pool = scene_.pool();
    const std::vector<Held> before = held_;
    for (std::size_t number = 0; number < before.size(); number += 3) {
        const Held& block = before[number];
        const std::size_t bytes = number % 2 == 0 ? 2 * block.bytes + 32 : block.bytes / 2 + 1;
        void* const moved = pool.realloc(wanted, block.address, bytes);
        result(moved != nullptr);
        if (moved == nullptr) {
            continue;
        }
        std::erase_if(held_, [&](const Held& one) { return one.address == block.address; });
        Held now{static_cast<unsigned char*>(moved), std::min(bytes, block.bytes), block.alignment,
                 block.first, block.holds};
        if (is_possible(reinterpret_cast<std::uintptr_t>(moved), block.alignment, bytes)) {
            check(now);
            now.bytes = bytes;
            now.write();
            held_.push_back(now);
        } else {
            outcome_.note(Harm::overlap);
        }
    }
}

void Script::frees() {
    for (const Held& block : held_) {
        check(block);
        scene_.pool().free(block.address);
    }
    held_.clear();
}

void Script::served(void* address, std::size_t alignment, std::size_t bytes) {
    result(address != nullptr);
    if (address == nullptr) {
        return;
    }
    if (!is_possible(reinterpret_cast<std::uintptr_t>(address), alignment, bytes)) {
        return outcome_.note(Harm::overlap);
    }
    held_.push_back({static_cast<unsigned char*>(address), bytes, alignment, next_first_,
                     scene_.placement() == Placement::inside});
    held_.back().write();
    next_first_ = static_cast<unsigned char>(next_first_ + 59);
}

bool Script::is_possible(std::uintptr_t address, std::size_t alignment, std::size_t bytes) const {
    return address % alignment == 0 && address >= scene_.begin() && address < scene_.end() &&
           bytes <= scene_.end() - address &&
           std::none_of(held_.begin(), held_.end(), [&](const Held& other) {
               const auto begin = reinterpret_cast<std::uintptr_t>(other.address);
               return address < begin + other.bytes && begin < address + bytes;
           });
}

void Script::check(const Held& block) {
    if (!block.intact()) {
        outcome_.note(Harm::lost);
    }
}

} // namespace smh::corruption
