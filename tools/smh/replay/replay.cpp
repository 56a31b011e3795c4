#include "replay/replay.hpp"

#include "failure.hpp"
#include "input_file.hpp"
#include "machine.hpp"
#include "replay/checked.hpp"
#include "replay/report.hpp"
#include "replay/setting.hpp"
#include "replay/timed.hpp"

namespace smh::tool {

namespace {

trace::Program read_trace(const std::string& file) {
    refuse_unreadable(file, "trace");
    try {
        return trace::load(file);
    } catch (const trace::Error& error) {
        throw Failure{file, error.what(), "give a file that smh record wrote"};
    }
}

} // namespace

bool run_replay(const ReplayOptions& options) {
    const trace::Program program = read_trace(options.file);
    const Setting setting = setting_of(options, program.peak);
    const Machine machine{setting.board};
    const Findings findings = replay_checked(machine.pool(), setting.attribute, program);
    const double time = nanoseconds_per_step(machine.pool(), setting.attribute, program);
    print_replay(options, program, machine, setting.attribute, {findings, time});
    return findings.consistent && findings.broken == 0;
}

} // namespace smh::tool
