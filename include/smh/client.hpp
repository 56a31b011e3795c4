// A client: a driver or a subsystem whose memory is counted, and may be limited.
//
// A client is added to one pool (Pool::add_client). What is allocated through it (Request::client)
// is counted until it is freed, by whomever; its blocks say whose they are, and a block that is
// resized stays its client's. A client that is not used costs nothing.
//
// Sizes are those of blocks with their tags, as in the statistics of regions: what the memory of
// the client really takes. All functions are safe where those of the pool are, and take constant
// time.
#pragma once

#include <cstddef>

#include "smh/port.hpp"

namespace smh {

// All taken at the same moment.
struct ClientStatistics {
    std::size_t used;        // bytes in blocks that are allocated now, or just being so
    std::size_t peak;        // highest `used` since the client was added, or reset
    std::size_t quota;       // what `used` never exceeds
    std::size_t blocks;      // allocated now
    std::size_t allocations; // requests served so far
    std::size_t failures;    // requests that were refused, or that no region could serve
};

class Client {
public:
    static constexpr std::size_t no_quota = ~std::size_t{0};

    // The name is for people, and kept as a pointer.
    constexpr explicit Client(const char* name, std::size_t quota = no_quota) noexcept
        : name_(name), quota_(quota) {}
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    const char* name() const noexcept { return name_; }

    // From 1 in the pool that it was added to; 0 where it is in none.
    unsigned number() const noexcept { return number_; }

    ClientStatistics statistics() const noexcept;

    // The peak is what is used now.
    void reset_peak() noexcept;

private:
    friend class Pool;

    // What is used changes by the difference; false, and unchanged, where the quota does not allow
    // it.
    bool change(std::size_t from, std::size_t to) noexcept;
    bool has_room_for(std::size_t bytes) const noexcept;
    void count_served() noexcept;
    void count_freed(std::size_t footprint) noexcept;
    void count_failure() noexcept;

    mutable port::Lock lock_;
    const char* name_;
    unsigned number_ = 0;
    std::size_t quota_;
    std::size_t used_ = 0;
    std::size_t peak_ = 0;
    std::size_t allocations_ = 0;
    std::size_t frees_ = 0;
    std::size_t failures_ = 0;
};

} // namespace smh
