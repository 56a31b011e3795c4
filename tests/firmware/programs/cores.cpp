// Two cores call the pool at once, free each other's blocks, and one is interrupted meanwhile.
#include <atomic>

#include "check.hpp"
#include "smh/shared_pool.hpp"
#include "user.hpp"

namespace {

constexpr unsigned steps = 5000;

alignas(64) unsigned char memory[2][2048];

constinit check::User users[2]{check::User(1), check::User(2)};
constinit check::User interrupt(3);
constinit check::Random delay(4);
constinit std::atomic<unsigned> interrupts{0};
constinit std::atomic<bool> second_is_done{false};

// A block that one core leaves for the other says how long it is and what is in it.
struct Parcel {
    std::size_t words;
    std::uintptr_t content[1];
};
constinit std::atomic<Parcel*> left_behind[4];
constinit std::atomic<bool> parcels_are_whole{true};

Parcel* pack(check::Random& random) {
    const std::size_t words = 1 + random.below(12);
    void* const block = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE,
                                                sizeof(Parcel) + words * sizeof(std::uintptr_t));
    auto* const parcel = static_cast<Parcel*>(block);
    if (parcel != nullptr) {
        parcel->words = words;
        for (std::size_t i = 0; i < words; ++i) {
            parcel->content[i] = reinterpret_cast<std::uintptr_t>(parcel) + i;
        }
    }
    return parcel;
}

void unpack(Parcel* parcel) {
    if (parcel == nullptr) {
        return;
    }
    for (std::size_t i = 0; i < parcel->words; ++i) {
        if (parcel->content[i] != reinterpret_cast<std::uintptr_t>(parcel) + i) {
            parcels_are_whole.store(false);
        }
    }
    shared_multi_heap_free(parcel);
}

// The first core goes on until there were interrupts: how soon they come hangs on the host.
void work(unsigned core) {
    check::Random random(5 + core);
    for (unsigned step = 0; step < steps || (core == 0 && interrupts.load() <= 10); ++step) {
        users[core].step(random.below(2));
        unpack(left_behind[random.below(4)].exchange(pack(random)));
    }
    users[core].finish();
}

void second_core() {
    work(1);
    second_is_done.store(true);
}

void on_interrupt() {
    interrupts.store(interrupts.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    interrupt.step(SMH_REG_ATTR_CACHEABLE);
    machine::interrupt_after(500 + delay.below(5000), on_interrupt);
}

std::size_t largest(unsigned region) {
    smh::Statistics statistics{};
    check::holds(smh::shared_pool().statistics(region, statistics), "statistics");
    return statistics.largest;
}

} // namespace

int machine::run() {
    check::holds(shared_multi_heap_pool_init() == 0, "init");
    for (unsigned number = 0; number < 2; ++number) {
        shared_multi_heap_region region{number, check::address_of(memory[number]),
                                        sizeof memory[number]};
        check::holds(shared_multi_heap_add(&region, nullptr) == 0, "add");
    }
    const std::size_t before[2] = {largest(0), largest(1)};

    interrupt_after(500, on_interrupt);
    start_second_core(second_core);
    work(0);
    while (!second_is_done.load()) {
    }
    smh::port::Core::mask();
    interrupt.finish();
    for (std::atomic<Parcel*>& parcel : left_behind) {
        unpack(parcel.exchange(nullptr));
    }
    check::holds(users[0].whole() && users[1].whole(), "the cores' blocks are whole");
    check::holds(interrupt.whole(), "the interrupt's blocks are whole");
    check::holds(parcels_are_whole.load(), "blocks passed between cores are whole");
    check::holds(users[0].taken() > steps / 8 && users[1].taken() > steps / 8,
                 "both cores were given blocks");
    check::holds(smh::shared_pool().validate(smh::Depth::full), "the pool is valid");
    check::holds(largest(0) == before[0] && largest(1) == before[1], "all memory is back");
    write(interrupts.load());
    write(" interrupts\n");
    return 0;
}
