// The second core, which the firmware beneath starts on request (Arm, "Power State Coordination
// Interface").
#include <atomic>
#include <cstdint>

#include "machine.hpp"
#include "start.hpp"

namespace {

constinit std::atomic<void (*)()> to_do{nullptr};

} // namespace

extern "C" void second_start();

void machine::start_second_core(void (*function)()) {
    to_do.store(function, std::memory_order_release);
    register std::uint64_t x0 asm("x0") = 0xC4000003; // CPU_ON
    register std::uint64_t x1 asm("x1") = 1;          // the second core
    register void (*x2)() asm("x2") = second_start;
    register std::uint64_t x3 asm("x3") = 0;
    asm volatile("hvc #0" : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3) : : "memory");
    if (x0 != 0) {
        write("the second core does not start\n");
        stop(1);
    }
}

void machine_second() {
    to_do.load(std::memory_order_acquire)();
    for (;;) {
        asm volatile("wfi");
    }
}
