#include "trace_sequence.hpp"

#include <algorithm>
#include <limits>

#include "trace/program.hpp"

namespace smh::bench {

namespace {

using Kind = Operation::Kind;

class Converter {
public:
    explicit Converter(const trace::Program& program)
        : place_(program.slots), spare_(program.slots), live_(program.slots + 1) {
        for (std::uint32_t slot = 0; slot < program.slots; ++slot) {
            place_[slot] = slot;
        }
        sequence_.slots = program.slots + 1;
        sequence_.operations.reserve(program.steps.size());
    }

    void add(const trace::Step& step) {
        std::uint32_t& place = place_[step.slot];
        switch (step.kind) {
        case trace::Step::Kind::alloc:
        case trace::Step::Kind::aligned_alloc:
            alloc(place, step);
            return;
        case trace::Step::Kind::resize:
            alloc(spare_, step);
            free(place);
            std::swap(place, spare_);
            return;
        case trace::Step::Kind::free:
            free(place);
            return;
        }
    }

    Sequence take() { return std::move(sequence_); }

private:
    void alloc(std::uint32_t slot, const trace::Step& step) {
        constexpr std::uint64_t most_bytes = std::numeric_limits<std::uint32_t>::max();
        constexpr std::uint64_t most_alignment = 32768;
        const bool aligned = step.kind == trace::Step::Kind::aligned_alloc;
        live_[slot] = {
            slot, static_cast<std::uint32_t>(std::clamp<std::uint64_t>(step.size, 1, most_bytes)),
            aligned ? Kind::aligned_alloc : Kind::alloc, 0,
            static_cast<std::uint16_t>(std::min(step.alignment, most_alignment))};
        sequence_.operations.push_back(live_[slot]);
    }
    void free(std::uint32_t slot) {
        live_[slot].kind = Kind::free;
        sequence_.operations.push_back(live_[slot]);
    }

    Sequence sequence_;
    std::vector<std::uint32_t> place_; // where a slot of the trace is in the sequence
    std::uint32_t spare_;              // the one place that no slot has
    std::vector<Operation> live_;
};

} // namespace

Sequence trace_sequence(const std::string& file) {
    const trace::Program program = trace::load(file);
    Converter converter{program};
    for (const trace::Step& step : program.steps) {
        converter.add(step);
    }
    return converter.take();
}

} // namespace smh::bench
