#include "sequence.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>

namespace smh::bench {

namespace {

using Kind = Operation::Kind;

// Builds a sequence and keeps account of what is live.
class Recorder {
public:
    explicit Recorder(std::uint32_t slots) : sequence_{{}, slots}, live_(slots), place_(slots) {}

    bool used(std::uint32_t slot) const { return live_[slot].bytes != 0; }
    std::size_t bytes() const { return bytes_; }
    std::size_t count() const { return sequence_.operations.size(); }
    const std::vector<std::uint32_t>& used_slots() const { return used_; }

    void alloc(std::uint32_t slot, std::uint32_t bytes, std::uint8_t attribute = 0,
               std::uint16_t alignment = 0) {
        live_[slot] = {slot, bytes, alignment == 0 ? Kind::alloc : Kind::aligned_alloc, attribute,
                       alignment};
        place_[slot] = static_cast<std::uint32_t>(used_.size());
        used_.push_back(slot);
        bytes_ += bytes;
        sequence_.operations.push_back(live_[slot]);
    }

    void free(std::uint32_t slot) {
        Operation& operation = live_[slot];
        operation.kind = Kind::free;
        sequence_.operations.push_back(operation);
        bytes_ -= operation.bytes;
        operation.bytes = 0;
        used_[place_[slot]] = used_.back();
        place_[used_.back()] = place_[slot];
        used_.pop_back();
    }

    Sequence take() { return std::move(sequence_); }

private:
    Sequence sequence_;
    std::vector<Operation> live_;      // for each slot; 0 bytes where it is not used
    std::vector<std::uint32_t> used_;  // slots, in any order
    std::vector<std::uint32_t> place_; // of a used slot in used_
    std::size_t bytes_ = 0;
};

class Random {
public:
    std::uint32_t below(std::size_t bound) {
        return static_cast<std::uint32_t>(
            std::uniform_int_distribution<std::size_t>{0, bound - 1}(engine_));
    }
    std::uint32_t log_uniform(std::uint32_t smallest, std::uint32_t largest) {
        const double power = std::uniform_real_distribution<double>{std::log2(smallest),
                                                                    std::log2(largest)}(engine_);
        return static_cast<std::uint32_t>(std::exp2(power));
    }

private:
    std::mt19937_64 engine_{20260101};
};

} // namespace

std::size_t Sequence::peak() const {
    std::size_t live = 0;
    std::size_t highest = 0;
    for (const Operation& operation : operations) {
        live += operation.kind == Kind::free ? -std::size_t{operation.bytes} : operation.bytes;
        highest = std::max(highest, live);
    }
    return highest;
}

Sequence mixed(const Mix& mix) {
    Recorder recorder{mix.slots};
    Random random;
    while (recorder.count() < mix.operations) {
        const std::uint32_t slot = random.below(mix.slots);
        if (recorder.used(slot)) {
            recorder.free(slot);
            continue;
        }
        const std::uint32_t bytes = random.log_uniform(mix.smallest, mix.largest);
        if (recorder.bytes() + bytes <= mix.limit) {
            recorder.alloc(slot, bytes);
        } else {
            recorder.free(recorder.used_slots()[random.below(recorder.used_slots().size())]);
        }
    }
    return recorder.take();
}

Sequence drivers(std::size_t operations) {
    constexpr std::uint32_t rings = 8;
    constexpr std::uint32_t packets = 64;
    constexpr std::uint32_t descriptors = 256;
    constexpr std::uint32_t frames = 8;
    constexpr std::uint32_t first_packet = rings;
    constexpr std::uint32_t first_descriptor = first_packet + packets;
    constexpr std::uint32_t first_frame = first_descriptor + descriptors;
    Recorder recorder{first_frame + frames};
    Random random;
    for (std::uint32_t ring = 0; ring < rings; ++ring) {
        recorder.alloc(ring, 1024U << ring % 3, 2, 64);
    }
    std::deque<std::uint32_t> waiting; // packets, the oldest first
    while (recorder.count() < operations) {
        const std::uint32_t draw = random.below(100);
        const auto toggle = [&](std::uint32_t slot, std::uint32_t bytes, std::uint8_t attribute) {
            recorder.used(slot) ? recorder.free(slot) : recorder.alloc(slot, bytes, attribute);
        };
        if (draw < 50) {
            std::uint32_t slot = first_packet + static_cast<std::uint32_t>(waiting.size());
            if (waiting.size() == packets) {
                // Nearly in order: one of the four oldest leaves.
                const auto leaves = waiting.begin() + random.below(4);
                slot = *leaves;
                waiting.erase(leaves);
                recorder.free(slot);
            }
            recorder.alloc(slot, random.log_uniform(64, 2048), 2);
            waiting.push_back(slot);
        } else if (draw < 97) {
            toggle(first_descriptor + random.below(descriptors), 16 + random.below(49), 1);
        } else {
            toggle(first_frame + random.below(frames), 4096 + random.below(28673), 0);
        }
    }
    return recorder.take();
}

Mix mix_m(std::size_t operations) {
    return {operations, 4096, 16, 8192, total_memory / 100 * 60};
}

Mix mix_s(std::size_t operations) {
    return {operations, 65536, 8, 256, total_memory / 100 * 60};
}

Mix mix_p(std::size_t operations, std::uint32_t smallest, std::uint32_t largest, unsigned percent) {
    return {operations, 65536, smallest, largest, total_memory / 100 * percent};
}

} // namespace smh::bench
