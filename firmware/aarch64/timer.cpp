// The virtual timer of a core, and its interrupt by way of the interrupt controller (Arm, "Generic
// Interrupt Controller Architecture Specification", version 2).
#include <cstdint>

#include "board.hpp"
#include "machine.hpp"

namespace machine {

namespace {

constexpr std::uint32_t timer_interrupt = 27;

InterruptHandler on_interrupt;

volatile std::uint32_t& shared(std::uintptr_t offset) {
    return *reinterpret_cast<volatile std::uint32_t*>(board::gic_distributor + offset);
}
volatile std::uint32_t& own(std::uintptr_t offset) {
    return *reinterpret_cast<volatile std::uint32_t*>(board::gic_core + offset);
}

void open_the_way() {
    shared(0x000) = 1;                     // control: on
    shared(0x100) = 1U << timer_interrupt; // set-enable of the first 32
    own(0x004) = 0xFF;                     // every priority passes
    own(0x000) = 1;                        // control: on
}

void set_timer(std::uint64_t ticks, std::uint64_t on) {
    asm volatile("msr cntv_tval_el0, %0" : : "r"(ticks));
    asm volatile("msr cntv_ctl_el0, %0\n\tisb" : : "r"(on) : "memory");
}

} // namespace

void interrupt_after(std::uint32_t ticks, InterruptHandler handler) {
    on_interrupt = handler;
    open_the_way();
    set_timer(ticks, 1);
}

extern "C" void machine_interrupt() {
    const std::uint32_t interrupt = own(0x00C); // acknowledge
    set_timer(0, 0);
    own(0x010) = interrupt; // end
    if (interrupt == timer_interrupt) {
        on_interrupt();
    }
}

} // namespace machine
