// The second hart, which start.S has put to sleep.
#include <atomic>

#include "clint.hpp"
#include "machine.hpp"
#include "start.hpp"

namespace {

constinit std::atomic<void (*)()> to_do{nullptr};

} // namespace

void machine::start_second_core(void (*function)()) {
    to_do.store(function, std::memory_order_release);
    software_interrupt(1) = 1;
}

void machine_second() {
    machine::software_interrupt(1) = 0;
    to_do.load(std::memory_order_acquire)();
    for (;;) {
        asm volatile("wfi");
    }
}
