// A word that lies across a multiple of its size is a fault on this board, so the other programs
// show that the library touches none. This one has to be stopped by the exception.
#include <cstdint>

#include "machine.hpp"

namespace {

std::uint32_t words[2];

} // namespace

int machine::run() {
    auto address = reinterpret_cast<std::uintptr_t>(words) + 2;
    asm("" : "+r"(address)); // the compiler must not know
    const std::uint32_t word = *reinterpret_cast<volatile std::uint32_t*>(address);
    write(word);
    return 0;
}
