// What was seen during a run, and how the end of it differs from the begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace smh::soak {

struct Sample {
    double seconds = 0;           // since the begin
    double processor_seconds = 0; // of all threads together
    std::uint64_t operations = 0;
    std::size_t used = 0;
    double fragmentation = 0; // of the free memory, from 0 to 1
    std::size_t largest = 0;
};

// Of a part of a run.
struct Part {
    double operations_per_second = 0;
    double nanoseconds = 0;   // of a processor, for an operation; others that run here do not count
    double fragmentation = 0; // its mean
};

class Series {
public:
    void add(const Sample& sample) { samples_.push_back(sample); }

    // Of the time since the sample before.
    double last_rate() const;

    const Sample& last() const { return samples_.back(); }
    Part whole() const { return part(0, last().seconds); }
    Part first_tenth() const { return part(0, last().seconds / 10); }
    Part last_tenth() const { return part(last().seconds * 9 / 10, last().seconds); }

private:
    // The part that contains these moments, in whole intervals between samples.
    Part part(double begin, double end) const;

    std::vector<Sample> samples_{Sample{}};
};

} // namespace smh::soak
