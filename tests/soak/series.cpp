#include "series.hpp"

#include <algorithm>

namespace smh::soak {

namespace {

double rate(const Sample& begin, const Sample& end) {
    const double seconds = end.seconds - begin.seconds;
    return seconds > 0 ? static_cast<double>(end.operations - begin.operations) / seconds : 0;
}

double nanoseconds(const Sample& begin, const Sample& end) {
    const auto operations = static_cast<double>(end.operations - begin.operations);
    return operations > 0 ? 1e9 * (end.processor_seconds - begin.processor_seconds) / operations
                          : 0;
}

} // namespace

double Series::last_rate() const {
    return samples_.size() < 2 ? 0 : rate(samples_[samples_.size() - 2], samples_.back());
}

Part Series::part(double begin, double end) const {
    const auto later = [](double moment, const Sample& sample) { return moment < sample.seconds; };
    const auto earlier = [](const Sample& sample, double moment) {
        return sample.seconds < moment;
    };
    const auto first = std::upper_bound(samples_.begin(), samples_.end(), begin, later);
    const auto last = std::lower_bound(samples_.begin(), samples_.end(), end, earlier);
    if (first == samples_.end() || last == samples_.end()) {
        return {};
    }
    Part part{.operations_per_second = rate(*(first - 1), *last),
              .nanoseconds = nanoseconds(*(first - 1), *last)};
    for (auto sample = first; sample <= last; ++sample) {
        part.fragmentation += sample->fragmentation / static_cast<double>(last - first + 1);
    }
    return part;
}

} // namespace smh::soak
