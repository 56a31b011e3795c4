// Attributes: small opaque numbers that say what kind of memory a region is, and sets of them.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "smh/config.hpp"

namespace smh {

// One attribute. Numbers from 2 up to config::max_attributes are the platform's own.
struct Attribute {
    unsigned number = 0;

    constexpr bool in_bound() const noexcept { return number < config::max_attributes; }
    friend constexpr bool operator==(Attribute, Attribute) = default;
};

inline constexpr Attribute cacheable{0};
inline constexpr Attribute non_cacheable{1};

// A set of attributes as a bit mask: bit n is attribute n. Copying, comparing and asking are
// constant-time and touch nothing outside the set, so they are safe everywhere.
class AttributeSet {
public:
    constexpr AttributeSet() = default;
    constexpr AttributeSet(Attribute attribute) noexcept { insert(attribute); }
    constexpr AttributeSet(std::initializer_list<Attribute> attributes) noexcept {
        for (const Attribute attribute : attributes) {
            insert(attribute);
        }
    }

    // An attribute out of bound is not dropped silently: it makes the whole set invalid.
    constexpr void insert(Attribute attribute) noexcept {
        if (attribute.in_bound()) {
            bits_ |= std::uint32_t{1} << attribute.number;
        } else {
            out_of_bound_ = true;
        }
    }

    // All of another set; an invalid one makes this one invalid too.
    constexpr void insert(AttributeSet other) noexcept {
        bits_ |= other.bits_;
        out_of_bound_ = out_of_bound_ || other.out_of_bound_;
    }

    constexpr bool contains(Attribute attribute) const noexcept {
        return attribute.in_bound() && (bits_ >> attribute.number & 1U) != 0;
    }
    // All of another set; the empty one is contained in all.
    constexpr bool contains(AttributeSet other) const noexcept {
        return !other.out_of_bound_ && (other.bits_ & ~bits_) == 0;
    }
    constexpr bool empty() const noexcept { return bits_ == 0; }

    // Bit n of `bits` says whether attribute n is in the set.
    static constexpr AttributeSet from_bits(std::uint32_t bits) noexcept {
        AttributeSet attributes;
        attributes.bits_ = bits & all;
        attributes.out_of_bound_ = (bits & ~all) != 0;
        return attributes;
    }

    constexpr bool in_bound() const noexcept { return !out_of_bound_; }

    // A set that a region may have: not empty, and every attribute in bound.
    constexpr bool valid() const noexcept { return !empty() && !out_of_bound_; }

    constexpr std::uint32_t bits() const noexcept { return bits_; }
    friend constexpr bool operator==(AttributeSet, AttributeSet) = default;

private:
    static constexpr std::uint32_t all = ~std::uint32_t{0} >> (32 - config::max_attributes);

    std::uint32_t bits_ = 0;
    bool out_of_bound_ = false;
};

} // namespace smh
