// Where a hart goes on an interrupt or an exception.
#include <cstdint>

#include "machine.hpp"
#include "timer.hpp"

extern "C" [[gnu::interrupt("machine"), gnu::aligned(4)]] void machine_trap() {
    constexpr std::uintptr_t interrupt = ~(~std::uintptr_t{0} >> 1);
    constexpr std::uintptr_t timer = 7;
    constexpr std::uintptr_t breakpoint = 3;
    std::uintptr_t cause;
    asm volatile("csrr %0, mcause" : "=r"(cause));
    if (cause == (interrupt | timer)) {
        machine::timer_interrupt();
    } else {
        machine::stop_at_exception(cause == breakpoint);
    }
}
