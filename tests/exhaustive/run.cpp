#include "run.hpp"

#include "search.hpp"

namespace smh::exhaustive {

namespace {

template <class Ground>
void run_on(const Scope& scope, const std::function<void(const Level&)>& show) {
    Search<Ground> search(scope.region);
    for (unsigned steps = 0; steps < scope.depth; ++steps) {
        const Level level = search.step();
        show(level);
        if (level.new_states == 0) {
            break; // these are all that there are
        }
    }
}

} // namespace

void run(const Scope& scope, const std::function<void(const Level&)>& show) {
    scope.elsewhere ? run_on<TableGround>(scope, show) : run_on<InsideGround>(scope, show);
}

} // namespace smh::exhaustive
