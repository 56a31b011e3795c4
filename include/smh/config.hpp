// The compile-time settings, all of them. CMake options of the same names set them; the
// installed package passes the values that the library was built with on to its users.
#pragma once

#ifndef SMH_MAX_REGIONS
#define SMH_MAX_REGIONS 32
#endif

#ifndef SMH_MAX_ATTRIBUTES
#define SMH_MAX_ATTRIBUTES 32
#endif

#ifndef SMH_RECENT_BLOCKS
#define SMH_RECENT_BLOCKS 15
#endif

#ifndef SMH_HARDENING
#define SMH_HARDENING 1
#endif

#ifndef SMH_QUARANTINE
#define SMH_QUARANTINE 0
#endif

#ifndef SMH_ASAN
#define SMH_ASAN 0
#endif

#ifndef SMH_VALGRIND
#define SMH_VALGRIND 0
#endif

#ifndef SMH_CORES
#define SMH_CORES 1
#endif

#ifndef SMH_CACHE_LINES
#define SMH_CACHE_LINES 1
#endif

#ifndef SMH_CHANGING_REGIONS
#define SMH_CHANGING_REGIONS 1
#endif

#ifndef SMH_FALLBACK
#define SMH_FALLBACK 1
#endif

#ifndef SMH_STATISTICS
#define SMH_STATISTICS 1
#endif

#ifndef SMH_MAX_CLIENTS
#define SMH_MAX_CLIENTS 31
#endif

#ifndef SMH_OBSERVERS
#define SMH_OBSERVERS 1
#endif

#ifndef SMH_WAITING
#define SMH_WAITING 1
#endif

#ifndef SMH_ALIASES
#define SMH_ALIASES 1
#endif

#ifndef SMH_TABLES
#define SMH_TABLES 1
#endif

namespace smh::config {

// How much is checked: 0 to 4, in this order. Each level checks all that those before it do;
// docs/hardening.md says what, and what it costs.
enum class Hardening : unsigned char { none, basic, moderate, full, extreme };
inline constexpr auto hardening = static_cast<Hardening>(SMH_HARDENING);

// Whether AddressSanitizer or Valgrind's memcheck is told which bytes are blocks; smh then keeps
// no recent blocks. On machines with an operating system. With the first, users are compiled and
// linked with -fsanitize=address, and the library itself is not: docs/debugging.md.
inline constexpr bool asan = SMH_ASAN != 0;
inline constexpr bool valgrind = SMH_VALGRIND != 0;

// Whether a block knows exactly how many bytes were asked for. It has a word more for that, which
// says, too, whether somebody has written behind them.
inline constexpr bool exact = hardening >= Hardening::full || asan || valgrind;

// How many freed blocks each region sets aside before the first of them is used again, so that who
// still writes to one is found: 0 to 255. Where blocks are exact.
inline constexpr unsigned quarantine = SMH_QUARANTINE;

// How many regions a pool can hold: 1 to 255.
inline constexpr unsigned max_regions = SMH_MAX_REGIONS;

// Bound on attribute numbers: 2 (the two that have names) to 32 (the width of a set).
inline constexpr unsigned max_attributes = SMH_MAX_ATTRIBUTES;

// How many blocks of about one size a heap keeps unmerged for the next request: 0 to 15. 64-bit
// machines only. 0 bounds every call by the merging of one block; 15 is fastest, and a call may
// have to merge up to 15 * 190 blocks, before a request fails or where memory becomes scarce.
inline constexpr unsigned recent_blocks = SMH_RECENT_BLOCKS;

// How many cores share the pool, on machines without an operating system. The locks of those ports
// do more where there are several; others need not be told.
inline constexpr unsigned cores = SMH_CORES;

// Whether a region can ask for blocks in whole cache lines (Region::cache_line). Without, its
// cache_line has no effect but on its ends.
inline constexpr bool cache_lines = SMH_CACHE_LINES != 0;

// Whether regions can be removed, and have priorities. Without, Pool::remove, drain and resume
// refuse, and regions are asked in the order of their addition.
inline constexpr bool changing_regions = SMH_CHANGING_REGIONS != 0;

// Whether an attribute can have others that stand in for it (Pool::set_fallback).
inline constexpr bool fallback = SMH_FALLBACK != 0;

// Whether regions count what they are asked for. Without, Pool::statistics says 0 for peak, blocks,
// allocations and failures, and validate does not compare what only all blocks of a region tell.
inline constexpr bool statistics = SMH_STATISTICS != 0;

// Whether a region's memory can be mapped a second time (Region::alias_offset). Without,
// alias_offset has no effect.
inline constexpr bool aliases = SMH_ALIASES != 0;

// Whether the tags of a region can lie elsewhere (smh/metadata.hpp). Without, Pool::add with such a
// region refuses, and there are no address regions.
inline constexpr bool tables = SMH_TABLES != 0;

// How many clients (smh/client.hpp) a pool can have: 0 to 255. A block's tag has room for their
// numbers, which on a 32-bit machine is taken from the lengths: with up to 31 clients a region can
// have 128 MiB there, with one 2 GiB, without any 4 GiB.
inline constexpr unsigned max_clients = SMH_MAX_CLIENTS;

// Whether the pool can be observed (smh/observer.hpp).
inline constexpr bool observers = SMH_OBSERVERS != 0;

// Whether a request can wait for memory, on ports that have a way to wait.
inline constexpr bool waiting = SMH_WAITING != 0;

static_assert(hardening <= Hardening::extreme);
static_assert(quarantine == 0 || (exact && quarantine <= 255));
static_assert(max_clients <= 255);
static_assert(recent_blocks <= 15);
static_assert(max_regions >= 1 && max_regions <= 255);
static_assert(cores >= 1);
static_assert(max_attributes >= 2 && max_attributes <= 32);

} // namespace smh::config
