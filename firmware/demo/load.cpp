#include "load.hpp"

#include "machine.hpp"

namespace smh::demo {

namespace {

constexpr std::uint32_t steps = 40'000;
constexpr std::uint32_t ticks_between_interrupts = 2'000;
constexpr unsigned count = sizeof habits / sizeof habits[0];
constexpr unsigned packets = 1; // number of the habit that interrupts have

constexpr std::size_t blocks_of_all() {
    std::size_t blocks = 0;
    for (const Habit& habit : habits) {
        blocks += habit.blocks;
    }
    return blocks;
}

// Large, and needed rarely: to the slow memory.
[[gnu::section(".smh.noinit.PSRAM")]] Holding holdings[blocks_of_all()];

Driver drivers[count];
volatile bool running;
std::uint32_t interrupts;

void on_interrupt() {
    if (running) {
        ++interrupts;
        drivers[packets].step();
        machine::interrupt_after(ticks_between_interrupts, on_interrupt);
    }
}

bool has(const Pool& pool, Attribute attribute) {
    for (unsigned number = 0; number < pool.region_count(); ++number) {
        if (pool.region(number)->attributes.contains(attribute)) {
            return true;
        }
    }
    return false;
}

// The attribute itself where the board has it, else the first that the board has.
Attribute nearest(const Pool& pool, Attribute wanted) {
    Attribute found = wanted;
    for (unsigned number = 0; !has(pool, found); ++number) {
        found = Attribute{number};
    }
    return found;
}

// The drivers take turns, each as often as it has weight.
unsigned turn(std::uint32_t step) {
    unsigned weight = 0;
    for (const Habit& habit : habits) {
        weight += habit.weight;
    }
    std::uint32_t place = step % weight;
    unsigned number = 0;
    while (place >= habits[number].weight) {
        place -= habits[number++].weight;
    }
    return number;
}

} // namespace

void start_load(Pool& pool) {
    Holding* next = holdings;
    for (unsigned number = 0; number < count; ++number) {
        const Habit& habit = habits[number];
        drivers[number].start(pool, habit, nearest(pool, habit.attribute), next);
        next += habit.blocks;
    }
}

void run_load() {
    running = true;
    machine::interrupt_after(ticks_between_interrupts, on_interrupt);
    for (std::uint32_t step = 0; step < steps; ++step) {
        const unsigned number = turn(step);
        if (number != packets) {
            drivers[number].step();
        }
    }
    running = false;
}

void release_load() {
    for (Driver& driver : drivers) {
        driver.release();
    }
}

Tally tally_of_load() {
    Tally sum;
    for (const Driver& driver : drivers) {
        sum += driver.tally();
    }
    return sum;
}

std::uint32_t interrupts_of_load() {
    return interrupts;
}

} // namespace smh::demo
