#include "progress.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "terminal.hpp"

namespace smh::tool {

Progress::Progress(std::string title, std::uint64_t total)
    : title_(std::move(title)), total_(std::max<std::uint64_t>(total, 1)),
      visible_(is_terminal(stderr)) {}

Progress::~Progress() {
    if (visible_) {
        fmt::print(stderr, "\r{:{}}\r", "", title_.size() + 50);
    }
}

void Progress::show(std::uint64_t done) const {
    if (!visible_) {
        return;
    }
    constexpr std::uint64_t width = 40;
    const auto filled = static_cast<std::size_t>(std::min(done, total_) * width / total_);
    fmt::print(stderr, "\r{} [{:<{}}] {:3} %", title_, std::string(filled, '='), width,
               std::min(done, total_) * 100 / total_);
    std::fflush(stderr);
}

} // namespace smh::tool
