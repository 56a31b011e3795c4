// The caller's table of regions while it is filled.
#pragma once

#include "devicetree/path.hpp"

namespace smh::devicetree {

class Table {
public:
    Table(Entry* entries, std::size_t capacity) noexcept : entries_{entries}, capacity_{capacity} {}

    std::size_t count() const noexcept { return count_; }

    // False where the table is full.
    bool append(const Entry& entry) noexcept;

    // Takes the range out of every region. What is left on both sides stays, as two regions where
    // it must. False where the table is full.
    bool cut(const Range& hole) noexcept;

    // By address.
    void sort() noexcept;

private:
    bool cut_from(std::size_t number, const Range& hole) noexcept;

    Entry* entries_;
    std::size_t capacity_;
    std::size_t count_ = 0;
};

// Of a table that is sorted: do regions or their aliases share addresses?
Error check_overlaps(const void* blob, const Entry* entries, std::size_t count) noexcept;

} // namespace smh::devicetree
