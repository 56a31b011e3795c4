#include "trial.hpp"

#include <algorithm>
#include <stdexcept>

#include "guarded_call.hpp"

namespace smh::corruption {

namespace {

constexpr Order orders[] = {Order::allocs_first, Order::frees_first};

// Where the handler finds it.
std::vector<FaultKind>* faults_so_far = nullptr;

void note_fault(const Fault& fault) {
    faults_so_far->push_back(fault.kind);
}

void apply(const Flip& flip) {
    *reinterpret_cast<unsigned char*>(flip.address) ^= static_cast<unsigned char>(1U << flip.bit);
}

} // namespace

std::vector<Flip> flips_of(const std::vector<Part>& parts) {
    std::vector<Flip> flips;
    for (const Part& part : parts) {
        for (unsigned bit = part.first_bit; bit < part.first_bit + part.bits; ++bit) {
            flips.push_back({part.kind, part.address + bit / 8, bit % 8});
        }
    }
    return flips;
}

Trials::Trials(Scene& scene) : scene_(scene) {
    set_fault_handler(note_fault);
    for (const Order order : orders) {
        Outcome& outcome = undamaged_[static_cast<std::size_t>(order)];
        outcome = play(order, nullptr);
        if (outcome.harm || !outcome.valid || !outcome.faults.empty()) {
            throw std::runtime_error("without any damage the script finds some");
        }
    }
}

Outcome Trials::play(Order order, const Flip* flip) {
    scene_.restore();
    if (flip != nullptr) {
        apply(*flip);
    }
    Outcome outcome;
    faults_so_far = &outcome.faults;
    Script script(scene_, outcome);
    if (const std::optional<Harm> stopped = guarded_call([&] { script.play(order); })) {
        outcome.note(*stopped);
    }
    return outcome;
}

bool Trials::validate(const Flip& flip, std::optional<Harm>& harm) {
    scene_.restore();
    apply(flip);
    bool valid = false;
    harm = guarded_call([&] { valid = scene_.pool().validate(Depth::full); });
    return valid;
}

Verdict Trials::run(const Flip& flip) {
    Verdict verdict;
    verdict.found = !validate(flip, verdict.harm);
    verdict.harmless = true;
    for (const Order order : orders) {
        const Outcome outcome = play(order, &flip);
        const Outcome& undamaged = undamaged_[static_cast<std::size_t>(order)];
        if (outcome.harm && (!verdict.harm || *outcome.harm < *verdict.harm)) {
            verdict.harm = outcome.harm;
        }
        verdict.faults.insert(verdict.faults.end(), outcome.faults.begin(), outcome.faults.end());
        verdict.harmless = verdict.harmless && outcome.valid && !outcome.harm &&
                           outcome.faults.empty() && outcome.results == undamaged.results;
    }
    return verdict;
}

} // namespace smh::corruption
