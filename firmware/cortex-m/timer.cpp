// The SysTick timer.
#include "timer.hpp"

#include "machine.hpp"
#include "registers.hpp"

namespace machine {

namespace {

constexpr std::uintptr_t control = 0xE000E010;
constexpr std::uintptr_t reload = 0xE000E014;
constexpr std::uintptr_t current = 0xE000E018;
constexpr std::uint32_t enabled_with_interrupt = 7; // and the processor's clock

InterruptHandler on_interrupt;

} // namespace

void interrupt_after(std::uint32_t ticks, InterruptHandler handler) {
    on_interrupt = handler;
    system_register(reload) = ticks;
    system_register(current) = 0;
    system_register(control) = enabled_with_interrupt;
}

void timer_interrupt() {
    system_register(control) = 0;
    on_interrupt();
}

} // namespace machine
