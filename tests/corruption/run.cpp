#include "run.hpp"

#include <cstdio>

#include "guarded_call.hpp"
#include "table.hpp"
#include "trial.hpp"

namespace smh::corruption {
namespace {

// From this level on no damage makes the pool do harm, and each is repaired.
constexpr bool prevents_harm = config::hardening >= config::Hardening::moderate;

// In a region a tag of 32 bits has no check. So nobody knows of an allocated block whose it is, or
// whether it was asked for at an alignment, where there is no canary; and a length that has become
// one that leads to another block is believed. But nothing outside is touched for it.
bool is_short_tags(const Scene& scene, Kind kind) {
    return heap::small_machine && scene.placement() == Placement::inside &&
           kind <= Kind::tag_client;
}
bool is_prevented(bool short_tags, Harm harm) {
    return prevents_harm && (!short_tags || harm <= Harm::endless);
}
bool may_be_missed(bool short_tags, Kind kind) {
    return short_tags && kind != Kind::tag_length && !config::exact;
}

// Why this is not as promised; empty where it is.
std::string broken_promise(const Scene& scene, Kind kind, const Verdict& verdict) {
    const bool short_tags = is_short_tags(scene, kind);
    if (!verdict.found && !verdict.harmless && !may_be_missed(short_tags, kind)) {
        return "not found by validate, and not harmless";
    }
    return verdict.harm && is_prevented(short_tags, *verdict.harm) ? name_of(*verdict.harm) : "";
}

void complain(const Scene& scene, const Flip& flip, const std::string& why) {
    std::fprintf(stderr, "%s: bit %u of the byte at offset %zu: %s\n", name_of(flip.kind), flip.bit,
                 static_cast<std::size_t>(flip.address - scene.heap_begin()), why.c_str());
}

const char* level() {
    constexpr const char* names[] = {"none", "basic", "moderate", "full", "extreme"};
    return names[static_cast<std::size_t>(config::hardening)];
}

} // namespace

Report run(std::size_t granules) {
    Scene scene(granules != 0 ? Placement::elsewhere : Placement::inside, granules);
    watch_for_endless_calls();
    Trials trials(scene);
    Table table;
    Report report;
    report.level = level();
    scene.restore();
    for (const Flip& flip : flips_of(scene.parts())) {
        const Verdict verdict = trials.run(flip);
        table.add(flip.kind, verdict);
        if (const std::string why = broken_promise(scene, flip.kind, verdict); !why.empty()) {
            complain(scene, flip, why);
            ++report.broken;
        }
    }
    report.rows = table.rows();
    return report;
}

} // namespace smh::corruption
