// The drivers of the demo as clients of the pool: one for each habit, whichever threads it runs on.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>

#include "load/habits.hpp"
#include "smh/pool.hpp"

namespace smh::tool {

class Clients {
public:
    // What is counted of one beside what the pool counts.
    struct One {
        explicit One(const demo::Habit& of) : habit(of), client(of.name) {}

        const demo::Habit& habit;
        Client client;
        // By number of region: how often it served what the wanted attribute could not.
        std::array<std::atomic<std::uint64_t>, config::max_regions> elsewhere{};
    };

    // Adds them to the pool; in the order of the habits.
    explicit Clients(Pool& pool);
    ~Clients();
    Clients(const Clients&) = delete;
    Clients& operator=(const Clients&) = delete;

    One& operator[](std::size_t habit) { return all_[habit]; }
    const std::deque<One>& all() const { return all_; }

private:
    Pool& pool_;
    std::deque<One> all_;
};

} // namespace smh::tool
