// One flipped bit, and what comes of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "anatomy.hpp"
#include "script.hpp"

namespace smh::corruption {

struct Flip {
    Kind kind;
    std::uintptr_t address; // of the byte
    unsigned bit;           // of the byte
};

std::vector<Flip> flips_of(const std::vector<Part>& parts);

struct Verdict {
    bool found = false;            // by validate
    bool harmless = false;         // to the user there was no difference, and all is valid
    std::vector<FaultKind> faults; // that operations found
    std::optional<Harm> harm;      // the worst
};

class Trials {
public:
    explicit Trials(Scene& scene);

    Verdict run(const Flip& flip);

private:
    Outcome play(Order order, const Flip* flip);
    bool validate(const Flip& flip, std::optional<Harm>& harm);

    Scene& scene_;
    Outcome undamaged_[2];
};

} // namespace smh::corruption
