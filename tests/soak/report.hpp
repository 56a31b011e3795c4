// What a run prints: a line for each sample, and the outcome.
#pragma once

#include <optional>
#include <string>

#include "series.hpp"
#include "terminal.hpp"

namespace smh::soak {

struct Outcome {
    std::optional<std::string> damage; // what was found to be wrong
    std::uint64_t failures = 0;        // requests that could not be served
    std::uint64_t checksum = 0;        // of all that was served, and where
};

class Report {
public:
    explicit Report(bool json);

    void show_sample(const Series& series) const;
    void show_outcome(const Series& series, const Outcome& outcome) const;

private:
    void show_drift(const Series& series) const;

    bool json_;
    tool::Painter painter_;
};

} // namespace smh::soak
