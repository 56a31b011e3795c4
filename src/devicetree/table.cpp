#include "devicetree/table.hpp"

namespace smh::devicetree {

bool Table::append(const Entry& entry) noexcept {
    if (count_ == capacity_) {
        return false;
    }
    entries_[count_++] = entry;
    return true;
}

bool Table::cut(const Range& hole) noexcept {
    // Downwards: what moves into a freed place, or is appended, has been looked at already.
    for (std::size_t number = count_; number-- > 0;) {
        if (!cut_from(number, hole)) {
            return false;
        }
    }
    return true;
}

bool Table::cut_from(std::size_t number, const Range& hole) noexcept {
    const Entry whole = entries_[number];
    const std::uint64_t last = Range{whole.address, whole.size}.last();
    if (hole.last() < whole.address || hole.address > last) {
        return true;
    }
    Entry left = whole;
    left.size = hole.address > whole.address ? hole.address - whole.address : 0;
    Entry right = whole;
    right.size = hole.last() < last ? last - hole.last() : 0;
    right.address = hole.last() + 1;
    right.alias += right.address - whole.address;
    if (left.size != 0 && right.size != 0) {
        entries_[number] = left;
        return append(right);
    }
    entries_[number] = left.size != 0 ? left : right;
    if (entries_[number].size == 0) {
        entries_[number] = entries_[--count_];
    }
    return true;
}

void Table::sort() noexcept {
    for (std::size_t sorted = 1; sorted < count_; ++sorted) {
        const Entry entry = entries_[sorted];
        std::size_t at = sorted;
        for (; at > 0 && entries_[at - 1].address > entry.address; --at) {
            entries_[at] = entries_[at - 1];
        }
        entries_[at] = entry;
    }
}

} // namespace smh::devicetree
