// Faults: what a pool finds wrong, and the one handler that it goes to.
#pragma once

#include <cstdint>

namespace smh {

// Which of these are found hangs on config::hardening; docs/hardening.md has the table.
enum class FaultKind : std::uint8_t {
    // Misuse: the call has had no effect.
    foreign_pointer,  // the address lies in no region of the pool
    interior_pointer, // the address lies in a region, but no block starts there
    double_free,      // the block that starts there is free already
    // Damage: somebody has written where he must not. From level moderate on the region is repaired
    // when the handler returns, and the call then does what it was to do; before, it has had no
    // effect.
    damaged_tag,           // of a block, or beside one
    damaged_list,          // the links of a free block, or what leads to it
    damaged_control_block, // a region's own figures
    overrun,               // the canary behind a block
    use_after_free,        // a free block
    inconsistent,          // what only all of a region tells together
};

// What the pool was doing.
enum class Call : std::uint8_t { free, realloc, usable_size, alloc, statistics, walk };

struct Fault {
    FaultKind kind;
    Call call;
    // What was given to the call, or, of damage, the block of which the data are damaged: the
    // address of its first byte.
    const void* address;
    const char* region_name; // of the region that holds the address, or null
    // Number of the region in the order in which regions were added; -1 where there is none.
    int region;
    // The block that contains the address, and the number of the client whose it is, or 0. From
    // level full on; before, and where there is none, null and 0.
    const void* block;
    unsigned client;
};

using FaultHandler = void (*)(const Fault&);

// Replaces the handler; null restores the port's own, which on a hosted system prints one line
// and aborts, and on bare metal traps. The handler is called with no lock held, on the thread (or
// in the interrupt) that made the mistake or found the damage. What happens where it returns hangs
// on the kind: see there. In any case the pool may be used on.
// Constant time; safe from any thread and interrupt. Returns the handler that was set before,
// null for the port's own.
FaultHandler set_fault_handler(FaultHandler handler) noexcept;

// One or two words for people, such as "double free".
const char* name_of(FaultKind kind) noexcept;
const char* name_of(Call call) noexcept;

} // namespace smh
