// Addresses that are not this program's: of a device, of another node, offsets in a file. The pool
// gives them out, and never follows one.
#pragma once

#include <cstdint>

#include "smh/attribute.hpp"

namespace smh {

// What a block of an address region begins at. No pointer becomes one, nor the other way round; so
// what takes the one cannot be given the other.
class Address {
public:
    constexpr Address() noexcept = default; // none

    // Of what the caller has kept of one: its value, and the number of its region.
    constexpr Address(unsigned region, std::uint64_t value) noexcept
        : value_(value), region_(region + 1) {}

    // In the region's own address space; any value, 0 too.
    constexpr std::uint64_t value() const noexcept { return value_; }
    // The number of the region. Not of none.
    constexpr unsigned region() const noexcept { return region_ - 1; }

    constexpr explicit operator bool() const noexcept { return region_ != 0; }
    friend constexpr bool operator==(Address, Address) noexcept = default;

private:
    std::uint64_t value_ = 0;
    std::uint32_t region_ = 0; // and one; 0: none
};

// A region of such addresses. Each is an address space of its own: the same values may occur in
// several, and those of pointers, too. Its tags always lie elsewhere (smh/metadata.hpp).
struct AddressRegion {
    std::uint64_t address = 0; // the first
    std::uint64_t size = 0;    // in bytes; the range must not reach the end of 64 bits
    AttributeSet attributes{};
    int priority = 0; // as of Region, among address regions
    void* user_data = nullptr;
    const char* name = nullptr;
};

} // namespace smh
