// The pool is called from a timer interrupt while the program calls it too.
#include <atomic>

#include "check.hpp"
#include "smh/shared_pool.hpp"
#include "user.hpp"

namespace {

constexpr unsigned steps = 10000;

alignas(16) unsigned char memory[1536];

constinit check::User program(1);
constinit check::User interrupt(2);
constinit check::Random delay(3);

constinit std::atomic<bool> calling{false}; // is the program in a call?
constinit std::atomic<unsigned> interrupts{0};
constinit std::atomic<unsigned> within_a_call{0};

template <typename T>
void count(std::atomic<T>& number) { // by one who is not interrupted
    number.store(number.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void on_interrupt() {
    count(interrupts);
    if (calling.load(std::memory_order_relaxed)) {
        count(within_a_call);
    }
    interrupt.step(SMH_REG_ATTR_CACHEABLE);
    machine::interrupt_after(50 + delay.below(1600), on_interrupt);
}

// Who has masked interrupts and then calls the pool finds them masked afterwards.
void masked_stays_masked() {
    using smh::port::Core;
    const Core::State before = Core::mask();
    shared_multi_heap_free(shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, 16));
    const Core::State after = Core::mask();
    Core::restore(before);
    check::holds(after != before, "interrupts are as they were before the call");
}

} // namespace

int machine::run() {
    shared_multi_heap_region region{SMH_REG_ATTR_CACHEABLE, check::address_of(memory),
                                    sizeof memory};
    check::holds(shared_multi_heap_pool_init() == 0, "init");
    check::holds(shared_multi_heap_add(&region, nullptr) == 0, "add");
    masked_stays_masked();

    interrupt_after(50, on_interrupt);
    for (unsigned step = 0; step < steps; ++step) {
        calling.store(true, std::memory_order_relaxed);
        program.step(SMH_REG_ATTR_CACHEABLE);
        calling.store(false, std::memory_order_relaxed);
        check::holds(program.whole(), "the program's blocks are whole");
    }
    // The last interrupt asks for no more.
    const smh::port::Core::State before = smh::port::Core::mask();
    program.finish();
    interrupt.finish();
    check::holds(interrupt.whole(), "the interrupt's blocks are whole");
    check::holds(interrupts.load() > steps / 10, "there were many interrupts");
    check::holds(within_a_call.load() > steps / 20, "many of them came within a call");
    check::holds(interrupt.taken() > steps / 40, "the interrupt was given blocks");
    check::holds(smh::shared_pool().validate(smh::Depth::full), "the pool is valid");
    smh::port::Core::restore(before);
    write(interrupts.load());
    write(" interrupts\n");
    return 0;
}
