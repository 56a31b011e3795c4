// The registers of the system control space.
#pragma once

#include <cstdint>

namespace machine {

inline volatile std::uint32_t& system_register(std::uintptr_t address) {
    return *reinterpret_cast<volatile std::uint32_t*>(address);
}

} // namespace machine
