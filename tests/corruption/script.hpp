// What is done with a scene: a fixed row of calls, with all results looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scene.hpp"

namespace smh::corruption {

// What must never happen, the worst first.
enum class Harm : std::uint8_t {
    outside, // memory outside of the region was touched
    endless, // a call did not come back
    overlap, // a block overlaps another, or lies outside of the region, or at the wrong alignment
    lost,    // what a block held has changed
    invalid, // the pool is not valid although the damage was reported
};
inline constexpr std::size_t harms = static_cast<std::size_t>(Harm::invalid) + 1;

const char* name_of(Harm harm);

// What came of it. Two that are equal are the same to the user, but for the addresses of blocks.
struct Outcome {
    std::vector<std::size_t> results;
    std::optional<Harm> harm;
    std::vector<FaultKind> faults;
    bool valid = false; // at the end

    void note(Harm what) { harm = harm && *harm < what ? *harm : what; }
};

enum class Order : std::uint8_t { allocs_first, frees_first };

class Script {
public:
    Script(Scene& scene, Outcome& outcome)
        : scene_(scene), outcome_(outcome), held_(scene.blocks()) {}

    void play(Order order);

private:
    void look();
    void allocs();
    void reallocs();
    void frees();
    void served(void* address, std::size_t alignment, std::size_t bytes);
    bool is_possible(std::uintptr_t address, std::size_t alignment, std::size_t bytes) const;
    void check(const Held& block);
    bool reported_damage() const;
    void result(std::size_t value) { outcome_.results.push_back(value); }

    Scene& scene_;
    Outcome& outcome_;
    std::vector<Held> held_;
    unsigned char next_first_ = 101;
};

} // namespace smh::corruption
