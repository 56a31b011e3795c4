// The first hart's timer.
#include "timer.hpp"

#include "clint.hpp"
#include "machine.hpp"

namespace machine {

namespace {

constexpr std::uintptr_t timer_bit = 1U << 7; // in mie

InterruptHandler on_interrupt;

std::uint64_t now() {
    for (;;) {
        const std::uint32_t upper = time()[1];
        const std::uint32_t lower = time()[0];
        if (upper == time()[1]) {
            return std::uint64_t{upper} << 32 | lower;
        }
    }
}

} // namespace

void interrupt_after(std::uint32_t ticks, InterruptHandler handler) {
    on_interrupt = handler;
    const std::uint64_t then = now() + ticks;
    // Not before the time is whole.
    time_of_interrupt()[1] = ~std::uint32_t{0};
    time_of_interrupt()[0] = static_cast<std::uint32_t>(then);
    time_of_interrupt()[1] = static_cast<std::uint32_t>(then >> 32);
    asm volatile("csrs mie, %0" : : "r"(timer_bit) : "memory");
}

void timer_interrupt() {
    asm volatile("csrc mie, %0" : : "r"(timer_bit));
    on_interrupt();
}

} // namespace machine
