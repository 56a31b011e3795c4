#include "semihosting.hpp"

namespace machine {

void semihosting(std::uintptr_t operation, const void* argument) {
    register std::uintptr_t x0 asm("x0") = operation;
    register const void* x1 asm("x1") = argument;
    asm volatile("hlt #0xf000" : "+r"(x0) : "r"(x1) : "memory");
}

} // namespace machine
