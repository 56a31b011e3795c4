#include "run.hpp"

#include "search.hpp"

namespace smh::exhaustive {

void run(std::size_t region_bytes, unsigned depth, const std::function<void(const Level&)>& show) {
    Search search(region_bytes);
    for (unsigned steps = 0; steps < depth; ++steps) {
        const Level level = search.step();
        show(level);
        if (level.new_states == 0) {
            break; // these are all that there are
        }
    }
}

} // namespace smh::exhaustive
