#include "progress.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "terminal.hpp"

namespace smh::tool {

namespace {

constexpr std::size_t beside_bar = 11; // " [", "] 100 %" and a column that stays free

std::size_t bar_width(const std::string& title) {
    constexpr std::size_t widest = 40;
    const std::size_t line = width_of(stderr);
    return std::min(widest, line - std::min(line, title.size() + beside_bar));
}

} // namespace

Progress::Progress(std::string title, std::uint64_t total)
    : title_(std::move(title)), total_(std::max<std::uint64_t>(total, 1)),
      visible_(shows_motion(stderr)), width_(bar_width(title_)) {}

Progress::~Progress() {
    if (visible_) {
        fmt::print(stderr, "\r{:{}}\r", "", title_.size() + width_ + beside_bar - 1);
    }
}

void Progress::show(std::uint64_t done) const {
    if (!visible_) {
        return;
    }
    const auto filled = static_cast<std::size_t>(std::min(done, total_) * width_ / total_);
    fmt::print(stderr, "\r{} [{:<{}}] {:3} %", title_, std::string(filled, '='), width_,
               std::min(done, total_) * 100 / total_);
    std::fflush(stderr);
}

} // namespace smh::tool
