// The registers of the core-local interruptor (RISC-V ACLINT specification).
#pragma once

#include <cstdint>

#include "board.hpp"

namespace machine {

// Not 0: a software interrupt for that hart.
inline volatile std::uint32_t& software_interrupt(unsigned hart) {
    return reinterpret_cast<volatile std::uint32_t*>(board::clint)[hart];
}

// The time, and when the first hart's timer interrupt comes: the lower and the upper half.
inline volatile std::uint32_t* time() {
    return reinterpret_cast<volatile std::uint32_t*>(board::clint + 0xBFF8);
}
inline volatile std::uint32_t* time_of_interrupt() {
    return reinterpret_cast<volatile std::uint32_t*>(board::clint + 0x4000);
}

} // namespace machine
