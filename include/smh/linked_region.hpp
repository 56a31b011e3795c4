// A region of which the linker says where it begins and ends: a row of the table that `smh
// generate` makes of a devicetree. What the linker placed in the memory lies in front of the begin.
//
// A table of these is a constant: it needs no start-up code and can stay in flash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "smh/attribute.hpp"
#include "smh/metadata.hpp"
#include "smh/region.hpp"

namespace smh {

class LinkedRegion {
public:
    // `begin` and `end` are symbols of the linker's. `name` must outlive the pool. Attributes that
    // this build's pool does not know (config::max_attributes) are left out, as they are where a
    // devicetree is read at run time. `alias_offset` is Region's, and 64-bit so that a table need
    // not know the machine.
    constexpr LinkedRegion(const char* name, const unsigned char* begin, const unsigned char* end,
                           std::initializer_list<Attribute> attributes, int priority = 0,
                           std::uint64_t alias_offset = 0) noexcept
        : begin_(begin), end_(end), name_(name), priority_(priority),
          alias_offset_(static_cast<std::uintptr_t>(alias_offset)) {
        for (const Attribute attribute : attributes) {
            if (attribute.in_bound()) {
                attributes_.insert(attribute);
            }
        }
    }

    // What Pool::add takes. The size is 0, which it refuses as invalid, where the linker has placed
    // so much in the memory that nothing is left. Constant time, safe everywhere.
    operator Region() const noexcept {
        const std::uintptr_t begin = address_in(begin_);
        return {.address = begin,
                .size = address_in(end_) - begin,
                .attributes = attributes_,
                .priority = priority_,
                .user_data = nullptr,
                .name = name_,
                .alias_offset = alias_offset_};
    }

    constexpr AttributeSet attributes() const noexcept { return attributes_; }
    constexpr const char* name() const noexcept { return name_; }

private:
    // Read, although the compiler knows the table: where it put the symbol's address into code
    // instead, that code could not reach memory further away than its instructions can say.
    static std::uintptr_t address_in(const unsigned char* const volatile& bound) noexcept {
        return reinterpret_cast<std::uintptr_t>(bound);
    }

    const unsigned char* begin_;
    const unsigned char* end_;
    const char* name_;
    AttributeSet attributes_;
    int priority_;
    std::uintptr_t alias_offset_;
};

// One that does not hold its own tags: a row of the second table, for Pool::add(region, metadata).
struct LinkedTableRegion {
    LinkedRegion region;
    Metadata metadata;
};

} // namespace smh
