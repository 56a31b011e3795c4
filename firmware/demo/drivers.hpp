// The drivers of the demo: what each asks for, and the blocks it has.
#pragma once

#include <cstdint>

#include "load/habits.hpp"
#include "smh/pool.hpp"

namespace smh::demo {

// What a driver did. A request is refused where no region that has the attribute can serve it; a
// block is damaged where its contents are not what was written into it.
struct Tally {
    std::uint32_t served = 0;
    std::uint32_t refused = 0;
    std::uint32_t freed = 0;
    std::uint32_t damaged = 0;

    Tally& operator+=(const Tally& other);
};

struct Holding {
    unsigned char* block;
    std::size_t bytes;
    unsigned char pattern;
};

class Driver {
public:
    // `holdings` has room for habit.blocks. The attribute is the habit's, or the nearest that the
    // pool has.
    void start(Pool& pool, const Habit& habit, Attribute attribute, Holding* holdings);

    // One request, or a block given back, or both.
    void step();

    // Everything that is left.
    void release();

    unsigned weight() const { return habit_->weight; }
    const Tally& tally() const { return tally_; }

private:
    void take(Holding& holding);
    void give_back(Holding& holding);
    std::uint32_t draw(std::uint32_t bound);

    Pool* pool_;
    const Habit* habit_;
    Attribute attribute_;
    Holding* holdings_;
    std::uint32_t next_;   // for first in, first out: the oldest
    std::uint32_t random_; // never 0
    Tally tally_;
};

} // namespace smh::demo
