// Drivers on several threads at once.
#pragma once

#include <cstdint>
#include <vector>

#include "demo/drivers.hpp"

namespace smh::tool {

class Load {
public:
    explicit Load(Pool& pool);

    // Runs until all is done, with a progress bar. What the drivers hold then, they keep.
    // Returns the seconds it took.
    double run();

    void release();

    Tally tally() const;
    const Clients& clients() const { return clients_; }

    static constexpr unsigned threads = 4;

private:
    static constexpr std::uint64_t steps = 1'000'000; // of each thread

    Clients clients_;
    std::vector<Drivers> drivers_;
};

} // namespace smh::tool
