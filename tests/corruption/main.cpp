// Each bit of all that a heap knows of itself is flipped, one at a time, and the pool is used.
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "guarded_call.hpp"
#include "table.hpp"
#include "trial.hpp"

namespace smh::corruption {
namespace {

struct Options {
    bool table = false;
    bool json = false;
};

// From this level on no damage makes the pool do harm, and each is repaired.
constexpr bool prevents_harm = config::hardening >= config::Hardening::moderate;

// A tag of 32 bits has no check. So nobody knows of an allocated block whose it is, or whether it
// was asked for at an alignment, where there is no canary; and a length that has become one that
// leads to another block is believed. But nothing outside is touched for it.
bool is_short_tags(Kind kind) {
    return heap::small_machine && kind <= Kind::tag_client;
}
bool is_prevented(Kind kind, Harm harm) {
    return prevents_harm && (!is_short_tags(kind) || harm <= Harm::endless);
}
bool may_be_missed(Kind kind) {
    return is_short_tags(kind) && kind != Kind::tag_length && !config::exact;
}

// Why this is not as promised; empty where it is.
std::string broken_promise(Kind kind, const Verdict& verdict) {
    if (!verdict.found && !verdict.harmless && !may_be_missed(kind)) {
        return "not found by validate, and not harmless";
    }
    return verdict.harm && is_prevented(kind, *verdict.harm) ? name_of(*verdict.harm) : "";
}

void complain(const Scene& scene, const Flip& flip, const std::string& why) {
    fmt::print(stderr, "{}: bit {} of the byte at offset {}: {}\n", name_of(flip.kind), flip.bit,
               flip.address - scene.begin(), why);
}

int run(const Options& options) {
    Scene scene;
    watch_for_endless_calls();
    Trials trials(scene);
    Table table;
    std::size_t broken = 0;
    scene.restore();
    for (const Flip& flip : flips_of(scene.heap())) {
        const Verdict verdict = trials.run(flip);
        table.add(flip.kind, verdict);
        if (const std::string why = broken_promise(flip.kind, verdict); !why.empty()) {
            complain(scene, flip, why);
            ++broken;
        }
    }
    if (options.table) {
        table.print();
    }
    if (options.json) {
        table.print_json();
    }
    fmt::print(stderr, "{}: {} flips, {} not as promised\n", level(), table.flips(), broken);
    return broken == 0 ? 0 : 1;
}

} // namespace
} // namespace smh::corruption

int main(int argc, char** argv) {
    smh::corruption::Options options;
    CLI::App app{"Flips each bit of a heap's own data, one at a time, and uses the pool."};
    app.add_flag("--table", options.table, "What came of it, one line for each kind of data");
    app.add_flag("--json", options.json, "The same for programs");
    app.footer("Exit codes: 0 all is as promised for the level, 1 it is not, 2 wrong arguments.");
    try {
        app.parse(argc, argv);
        return smh::corruption::run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "corruption: {}\n", failure.what());
        return 1;
    }
}
