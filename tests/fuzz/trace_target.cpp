// The reader of traces, on any bytes: an error that says where, or a program that makes sense. The
// first byte says whether the checksums are put right before.
#include <bit>
#include <limits>
#include <optional>
#include <vector>

#include "input.hpp"
#include "memory_file.hpp"
#include "require.hpp"
#include "target.hpp"
#include "trace/cursor.hpp"
#include "trace/program.hpp"
#include "trace_chunks.hpp"

namespace smh::fuzz {

namespace {

using trace::Program;
using trace::Step;

// What the function reads; nothing where it refuses the file.
template <class Function>
auto reading_of(Function function, const std::string& name, std::size_t size)
    -> std::optional<decltype(function(name))> {
    try {
        return function(name);
    } catch (const trace::Error& error) {
        require(error.offset() <= size, "an error lies in the file");
        return {};
    }
}

// Does the steps with sizes alone. A slot has a block or has none.
class Replay {
public:
    explicit Replay(const Program& program) : program_(program), blocks_(program.slots) {}

    void run() {
        for (const Step& step : program_.steps) {
            require(step.slot < program_.slots, "a slot is one of those that there are");
            perform(step, blocks_[step.slot]);
        }
        require(most_ == program_.slots, "there are as many slots as blocks at once");
        require(overflows_ || peak_ == program_.peak, "the peak is the most that lives at once");
        require(program_.steps.empty() || program_.peak_step < program_.steps.size(),
                "the peak is at a step");
    }

private:
    void perform(const Step& step, std::optional<std::uint64_t>& block) {
        const bool is_new =
            step.kind == Step::Kind::alloc || step.kind == Step::Kind::aligned_alloc;
        require(is_new != block.has_value(), "a step finds a block, or makes one");
        require(step.kind == Step::Kind::aligned_alloc ? std::has_single_bit(step.alignment)
                                                       : step.alignment == 0,
                "an alignment is a power of two, where one is asked for");
        bytes_ -= block.value_or(0);
        count_ += is_new ? 1 : 0;
        block = step.size;
        if (step.kind == Step::Kind::free) {
            block.reset();
            --count_;
        }
        overflows_ = __builtin_add_overflow(bytes_, step.size, &bytes_) || overflows_;
        peak_ = std::max(peak_, bytes_);
        most_ = std::max(most_, count_);
    }

    const Program& program_;
    std::vector<std::optional<std::uint64_t>> blocks_; // their sizes, by slot
    std::uint64_t bytes_ = 0;
    std::uint64_t peak_ = 0;
    std::size_t count_ = 0;
    std::size_t most_ = 0;
    bool overflows_ = false;
};

// What the last chunk, an end, says.
std::uint64_t count_at_end(const std::string& trace) {
    std::string_view body;
    for_each_chunk(
        trace, [&body](std::string_view chunk) { body = chunk.substr(trace::chunk_head_size); });
    trace::Cursor cursor{{reinterpret_cast<const unsigned char*>(body.data()), body.size()}, 0};
    return cursor.take_unsigned();
}

void check(const std::string& trace) {
    static MemoryFile file;
    file.write(trace);
    const auto program = reading_of(trace::load, file.name(), trace.size());
    const auto summary = reading_of(trace::summarise, file.name(), trace.size());
    if (!program) {
        return;
    }
    require(summary && summary->operations == program->operations &&
                summary->cut_off == program->cut_off &&
                summary->header.command == program->header.command,
            "what can be loaded can be summarised");
    require(program->whole_bytes <= trace.size(), "what is whole lies in the file");
    require(program->cut_off || (program->whole_bytes == trace.size() &&
                                 program->operations == count_at_end(trace)),
            "a whole trace is all read");
    require(program->steps.size() <= program->operations, "a step is of an event");
    Replay{*program}.run();
}

} // namespace

} // namespace smh::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace smh::fuzz;
    Input input{data, size};
    const bool right = input.below(2) != 0;
    const std::string_view bytes = input.rest();
    check(right ? with_right_checksums(bytes) : std::string{bytes});
    return 0;
}
