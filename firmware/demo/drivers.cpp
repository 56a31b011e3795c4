#include "drivers.hpp"

namespace smh::demo {

Tally& Tally::operator+=(const Tally& other) {
    served += other.served;
    refused += other.refused;
    freed += other.freed;
    damaged += other.damaged;
    return *this;
}

void Driver::start(Pool& pool, const Habit& habit, Attribute attribute, Holding* holdings) {
    pool_ = &pool;
    habit_ = &habit;
    attribute_ = attribute;
    holdings_ = holdings;
    next_ = 0;
    random_ = static_cast<std::uint32_t>(habit.largest + habit.weight);
    tally_ = {};
    for (std::size_t number = 0; number < habit.blocks; ++number) {
        holdings_[number] = {};
    }
}

void Driver::step() {
    const bool random = habit_->order == Habit::Order::any;
    const std::uint32_t at = random ? draw(habit_->blocks) : next_++ % habit_->blocks;
    Holding& holding = holdings_[at];
    if (holding.block == nullptr) {
        take(holding);
    } else if (habit_->order != Habit::Order::kept) {
        give_back(holding);
        if (!random) {
            take(holding);
        }
    }
}

void Driver::take(Holding& holding) {
    const std::size_t bytes =
        habit_->smallest + draw(static_cast<std::uint32_t>(habit_->largest - habit_->smallest + 1));
    void* const block = pool_->aligned_alloc(attribute_, habit_->alignment, bytes);
    if (block == nullptr) {
        ++tally_.refused;
        return;
    }
    ++tally_.served;
    holding = {static_cast<unsigned char*>(block), bytes, static_cast<unsigned char>(draw(256))};
    for (std::size_t at = 0; at < bytes; ++at) {
        holding.block[at] = holding.pattern;
    }
}

void Driver::give_back(Holding& holding) {
    bool whole = true;
    for (std::size_t at = 0; at < holding.bytes; ++at) {
        whole = whole && holding.block[at] == holding.pattern;
    }
    tally_.damaged += whole ? 0 : 1;
    ++tally_.freed;
    pool_->free(holding.block);
    holding.block = nullptr;
}

void Driver::release() {
    for (std::size_t number = 0; number < habit_->blocks; ++number) {
        if (holdings_[number].block != nullptr) {
            give_back(holdings_[number]);
        }
    }
}

// Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
std::uint32_t Driver::draw(std::uint32_t bound) {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 17;
    random_ ^= random_ << 5;
    return random_ % bound;
}

} // namespace smh::demo
