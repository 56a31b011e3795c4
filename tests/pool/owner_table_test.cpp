#include "smh/detail/owner_table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace smh::detail {
namespace {

RC_GTEST_PROP(OwnerTable, FindsTheHighestStartNotAbove, ()) {
    const auto starts = *rc::gen::container<std::set<std::uintptr_t>>(rc::gen::inRange(0UL, 500UL));
    const auto order = *rc::gen::map(rc::gen::just(starts), [](const auto& all) {
        return std::vector<std::uintptr_t>(all.begin(), all.end());
    });
    auto shuffled = order;
    for (std::size_t i = shuffled.size(); i > 1; --i) {
        std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange(std::size_t{0}, i)]);
    }
    OwnerTable table;
    std::map<std::uintptr_t, unsigned> model;
    for (const std::uintptr_t start : shuffled) {
        if (model.size() == config::max_regions) {
            break;
        }
        const auto slot = static_cast<unsigned>(model.size());
        table.insert(start, slot);
        model[start] = slot;
        for (std::uintptr_t address = 0; address < 510; ++address) {
            const auto above = model.upper_bound(address);
            if (above != model.begin()) {
                RC_ASSERT(table.find(address, table.state()) == std::prev(above)->second);
            }
        }
    }
}

} // namespace
} // namespace smh::detail
