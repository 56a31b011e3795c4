// One thread's worth of drivers: what each of them asks for, and the blocks it has.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "demo/clients.hpp"
#include "smh/pool.hpp"

namespace smh::tool {

// What drivers did. A request is refused where no region that has the attribute can serve it; a
// block is damaged where its contents are not what was written into it.
struct Tally {
    std::uint64_t served = 0;
    std::uint64_t refused = 0;
    std::uint64_t freed = 0;
    std::uint64_t damaged = 0;

    Tally& operator+=(const Tally& other);
};

class Drivers {
public:
    // One of `threads` that share the pool. The same seed gives the same requests.
    Drivers(Pool& pool, Clients& clients, unsigned threads, unsigned seed);

    // One request, or a block given back, or both.
    void step();

    // Everything that is left.
    void release();

    const Tally& tally() const { return tally_; }

private:
    struct Holding {
        void* block = nullptr;
        std::size_t bytes = 0;
        unsigned char pattern = 0;
    };
    struct Driver {
        const demo::Habit* habit;
        Clients::One* one;
        // What the habit wants, or the nearest that the board has, and what else will do.
        AttributeSet attributes[2];
        std::vector<Holding> holdings;
        std::size_t next = 0; // for first in, first out: the oldest
    };

    void take(Driver& driver, Holding& holding);
    void give_back(Holding& holding);
    std::size_t draw(std::size_t bound);

    Pool& pool_;
    std::minstd_rand random_;
    std::vector<Driver> drivers_;
    std::vector<std::size_t> turns_; // numbers of drivers, each as often as it has weight
    Tally tally_;
};

} // namespace smh::tool
