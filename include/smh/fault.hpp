// Faults: misuses that a pool detects, and the one handler they go to.
#pragma once

#include <cstdint>

namespace smh {

enum class FaultKind : std::uint8_t {
    foreign_pointer,  // the address lies in no region of the pool
    interior_pointer, // the address lies in a region, but no block starts there
    double_free,      // the block that starts there is free already
};

enum class Call : std::uint8_t { free, realloc, usable_size };

// What went wrong. `region_name` is the name of the region that holds the address, or null.
struct Fault {
    FaultKind kind;
    Call call;
    const void* address;
    const char* region_name;
    // Number of the region in the order in which regions were added; -1 where there is none.
    int region;
};

using FaultHandler = void (*)(const Fault&);

// Replaces the handler; null restores the port's own, which on a hosted system prints one line
// and aborts, and on bare metal traps. The handler is called with no lock held, on the thread (or
// in the interrupt) that made the mistake. Where it returns, the faulty call has had no effect.
// Constant time; safe from any thread and interrupt. Returns the handler that was set before,
// null for the port's own.
FaultHandler set_fault_handler(FaultHandler handler) noexcept;

// One or two words for people, such as "double free".
const char* name_of(FaultKind kind) noexcept;
const char* name_of(Call call) noexcept;

} // namespace smh
