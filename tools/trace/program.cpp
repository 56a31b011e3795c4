#include "trace/program.hpp"

#include <bit>
#include <limits>
#include <random>
#include <unordered_map>

namespace smh::trace {

namespace {

// What is asked for may be anything up to 64 bits, so sums stop at the end of the numbers.
std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) {
    return a > std::numeric_limits<std::uint64_t>::max() - b
               ? std::numeric_limits<std::uint64_t>::max()
               : a + b;
}

// As the C library does with an alignment that is no power of two.
std::uint64_t alignment_of(std::uint64_t asked) {
    constexpr std::uint64_t largest = std::uint64_t{1} << 63;
    return asked > largest ? largest : std::bit_ceil(asked);
}

// Who writes a trace chooses its addresses. With a factor that he cannot know, he cannot choose
// them so that all have the same hash, which would take time that grows with their square.
class SecretHash {
public:
    std::size_t operator()(std::uint64_t address) const {
        constexpr unsigned half = 32;
        const std::uint64_t product = address * factor_;
        return static_cast<std::size_t>((product ^ product >> half) * other_factor_ >> half);
    }

private:
    static std::uint64_t odd_number() {
        std::random_device random;
        return std::uint64_t{random()} << 32 | random() | 1U;
    }

    std::uint64_t factor_ = odd_number();
    std::uint64_t other_factor_ = odd_number();
};

// Turns addresses into slots and events into steps.
class Builder {
public:
    Builder(Reader& reader, Program& program) : reader_(reader), program_(program) {}

    void add(const Event& event) {
        if (event.failed) {
            return;
        }
        switch (event.operation) {
        case Operation::free:
            add_free(event);
            return;
        case Operation::realloc:
            add_resize(event);
            return;
        case Operation::aligned:
            add_alloc(event, Step::Kind::aligned_alloc);
            return;
        case Operation::malloc:
        case Operation::calloc:
            add_alloc(event, Step::Kind::alloc);
            return;
        }
    }

private:
    struct Block {
        std::uint32_t slot;
        std::uint64_t size;
    };

    void add_alloc(const Event& event, Step::Kind kind) {
        const std::uint32_t slot = take_slot();
        enter(event, slot);
        const bool aligned = kind == Step::Kind::aligned_alloc;
        program_.steps.push_back(
            {kind, slot, event.size, aligned ? alignment_of(event.alignment) : 0});
        note_peak();
    }

    void add_resize(const Event& event) {
        Block before{};
        if (!leave(event.old_address, before)) {
            // It was filled before the fork; here it begins.
            add_alloc(event, Step::Kind::alloc);
            return;
        }
        enter(event, before.slot);
        program_.steps.push_back({Step::Kind::resize, before.slot, event.size, 0});
        note_peak();
    }

    void add_free(const Event& event) {
        Block before{};
        if (leave(event.address, before)) {
            free_slots_.push_back(before.slot);
            program_.steps.push_back({Step::Kind::free, before.slot, 0, 0});
        }
    }

    void enter(const Event& event, std::uint32_t slot) {
        if (!living_.try_emplace(event.address, Block{slot, event.size}).second) {
            throw Error{reader_.event_offset(), "a block is allocated where one lives already"};
        }
        bytes_ = sum_of(bytes_, event.size);
    }

    // False where the block is the parent's, from before a fork.
    bool leave(std::uint64_t address, Block& before) {
        const auto found = living_.find(address);
        if (found == living_.end()) {
            if (!reader_.header().inherits) {
                throw Error{reader_.event_offset(), "a block is named that was not allocated"};
            }
            ++program_.inherited;
            return false;
        }
        before = found->second;
        living_.erase(found);
        bytes_ -= before.size < bytes_ ? before.size : bytes_;
        return true;
    }

    std::uint32_t take_slot() {
        if (!free_slots_.empty()) {
            const std::uint32_t slot = free_slots_.back();
            free_slots_.pop_back();
            return slot;
        }
        if (program_.slots == std::numeric_limits<std::uint32_t>::max()) {
            throw Error{reader_.event_offset(), "more blocks at once than can be numbered"};
        }
        return program_.slots++;
    }

    void note_peak() {
        if (bytes_ > program_.peak) {
            program_.peak = bytes_;
            program_.peak_step = program_.steps.size() - 1;
        }
    }

    Reader& reader_;
    Program& program_;
    std::unordered_map<std::uint64_t, Block, SecretHash> living_; // by address
    std::vector<std::uint32_t> free_slots_;
    std::uint64_t bytes_ = 0; // in living blocks
};

} // namespace

Program load(const std::string& file) {
    Reader reader{file};
    Program program;
    Builder builder{reader, program};
    Event event;
    while (reader.next(event)) {
        builder.add(event);
    }
    program.header = reader.header();
    program.operations = reader.events();
    program.cut_off = !reader.complete();
    program.whole_bytes = reader.whole_bytes();
    return program;
}

Summary summarise(const std::string& file) {
    Reader reader{file};
    Event event;
    while (reader.next(event)) {
    }
    return {reader.header(), reader.events(), !reader.complete()};
}

} // namespace smh::trace
