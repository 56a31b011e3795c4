// An observer of the pool, which notes what it is told during one operation.
#pragma once

#include <algorithm>
#include <vector>

#include "../require.hpp"
#include "smh/pool.hpp"

namespace smh::fuzz {

class Watcher {
public:
    enum class What { allocated, resized, freed, failed };

    bool watches() const { return watches_; }

    void watch(Pool& pool, bool on) {
        pool.observe(on ? &table_ : nullptr);
        watches_ = on;
    }

    void forget() { told_.clear(); }

    // Was that told, once, if anything is?
    void expect(What what, const void* block, unsigned region, unsigned client) const {
        const auto same = [&](const Told& told) {
            return told.what == what && told.event.block == block && told.event.region == region &&
                   told.event.client == client;
        };
        require(std::count_if(told_.begin(), told_.end(), same) == (watches_ ? 1 : 0),
                "the observer is told of each event once");
    }

private:
    struct Told {
        What what;
        BlockEvent event;
    };

    template <What what>
    static void note(void* context, const BlockEvent& event) {
        static_cast<Watcher*>(context)->told_.push_back({what, event});
    }

    const Observer table_{.context = this,
                          .allocated = note<What::allocated>,
                          .resized = note<What::resized>,
                          .freed = note<What::freed>};
    std::vector<Told> told_;
    bool watches_ = false;
};

} // namespace smh::fuzz
