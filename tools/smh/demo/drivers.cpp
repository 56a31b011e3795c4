#include "demo/drivers.hpp"

#include <algorithm>
#include <cstring>

namespace smh::tool {

using demo::Habit;
using demo::habits;

namespace {

std::size_t capacity_of(const Pool& pool, Attribute attribute) {
    return pool.statistics(attribute).capacity;
}

// The attribute itself where the board has it, else one that the board has.
Attribute nearest(const Pool& pool, Attribute wanted) {
    Attribute found = wanted;
    for (unsigned number = 0; capacity_of(pool, found) == 0; ++number) {
        found = Attribute{number};
    }
    return found;
}

// What all of one thread's drivers that end up with the attribute would have at once.
std::size_t bytes_wanted(const Pool& pool, Attribute attribute) {
    std::size_t bytes = 0;
    for (const Habit& habit : habits) {
        if (nearest(pool, habit.attribute) == attribute) {
            bytes += habit.blocks * (habit.smallest + habit.largest) / 2;
        }
    }
    return bytes;
}

} // namespace

Tally& Tally::operator+=(const Tally& other) {
    served += other.served;
    refused += other.refused;
    freed += other.freed;
    damaged += other.damaged;
    return *this;
}

Drivers::Drivers(Pool& pool, Clients& clients, unsigned threads, unsigned seed)
    : pool_(pool), random_(seed) {
    for (const Habit& habit : habits) {
        const Attribute attribute = nearest(pool, habit.attribute);
        Driver driver{
            &habit, &clients[drivers_.size()], {attribute, nearest(pool, habit.otherwise)}, {}};
        // On a small board all have less, in proportion; three quarters full is busy enough.
        const std::size_t wanted = threads * bytes_wanted(pool, attribute);
        const std::size_t room = capacity_of(pool, attribute) / 4 * 3;
        const std::size_t blocks = wanted <= room ? habit.blocks : habit.blocks * room / wanted;
        driver.holdings.resize(std::max<std::size_t>(blocks, 1));
        turns_.insert(turns_.end(), habit.weight, drivers_.size());
        drivers_.push_back(std::move(driver));
    }
}

void Drivers::step() {
    Driver& driver = drivers_[turns_[draw(turns_.size())]];
    const bool random = driver.habit->order == Habit::Order::any;
    const std::size_t blocks = driver.holdings.size();
    const std::size_t at = random ? draw(blocks) : driver.next++ % blocks;
    Holding& holding = driver.holdings[at];
    if (holding.block == nullptr) {
        take(driver, holding);
    } else if (driver.habit->order != Habit::Order::kept) {
        give_back(holding);
        if (!random) {
            take(driver, holding);
        }
    }
}

void Drivers::take(Driver& driver, Holding& holding) {
    const Habit& habit = *driver.habit;
    const std::size_t bytes = habit.smallest + draw(habit.largest - habit.smallest + 1);
    const Served served = pool_.alloc({.bytes = bytes,
                                       .alignment = habit.alignment,
                                       .required = {},
                                       .preferred = driver.attributes,
                                       .preferred_count = 2,
                                       .client = &driver.one->client});
    holding.block = served.block;
    if (!served) {
        ++tally_.refused;
        return;
    }
    ++tally_.served;
    if (!served.region->attributes.contains(driver.attributes[0])) {
        ++driver.one->elsewhere.at(static_cast<std::size_t>(pool_.region_number_of(served.block)));
    }
    holding.bytes = bytes;
    holding.pattern = static_cast<unsigned char>(draw(256));
    std::memset(holding.block, holding.pattern, bytes);
}

void Drivers::give_back(Holding& holding) {
    const auto* const bytes = static_cast<const unsigned char*>(holding.block);
    const bool whole = std::all_of(bytes, bytes + holding.bytes,
                                   [&](unsigned char byte) { return byte == holding.pattern; });
    tally_.damaged += whole ? 0 : 1;
    ++tally_.freed;
    pool_.free(holding.block);
    holding.block = nullptr;
}

void Drivers::release() {
    for (Driver& driver : drivers_) {
        for (Holding& holding : driver.holdings) {
            if (holding.block != nullptr) {
                give_back(holding);
            }
        }
    }
}

std::size_t Drivers::draw(std::size_t bound) {
    return random_() % bound;
}

} // namespace smh::tool
