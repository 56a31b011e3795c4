// Cutting, against a model that marks single bytes.
#include <bitset>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "devicetree/table.hpp"

namespace smh::test {
namespace {

constexpr int bytes = 64;
constexpr std::uint64_t distance = 1000; // from each byte to its alias

RC_GTEST_PROP(Table, CutsWhatAModelCuts, ()) {
    devicetree::Entry entries[bytes];
    devicetree::Table table{entries, bytes};
    std::bitset<bytes> model;
    for (int address = 0; address < bytes; address += 16) {
        const int size = *rc::gen::inRange(1, 17);
        devicetree::Entry entry;
        entry.address = static_cast<std::uint64_t>(address);
        entry.size = static_cast<std::uint64_t>(size);
        entry.has_alias = true;
        entry.alias = entry.address + distance;
        RC_ASSERT(table.append(entry));
        for (int at = address; at < address + size; ++at) {
            model.set(static_cast<std::size_t>(at));
        }
    }
    const auto cuts = *rc::gen::inRange(0, 8);
    for (int cut = 0; cut < cuts; ++cut) {
        const auto first = *rc::gen::inRange<std::uint64_t>(0, bytes);
        const auto last = *rc::gen::inRange<std::uint64_t>(first, bytes);
        RC_ASSERT(table.cut({first, last - first + 1}));
        for (auto at = first; at <= last; ++at) {
            model.reset(at);
        }
    }
    table.sort();
    std::bitset<bytes> left;
    std::uint64_t next = 0;
    for (std::size_t number = 0; number < table.count(); ++number) {
        RC_ASSERT(entries[number].address >= next);
        next = entries[number].address + entries[number].size;
        RC_ASSERT(entries[number].size != 0U);
        RC_ASSERT(entries[number].has_alias);
        RC_ASSERT(entries[number].alias == entries[number].address + distance);
        for (auto at = entries[number].address; at < next; ++at) {
            left.set(at);
        }
    }
    RC_ASSERT(left == model);
}

} // namespace
} // namespace smh::test
