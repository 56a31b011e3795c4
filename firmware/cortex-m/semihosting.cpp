#include "semihosting.hpp"

namespace machine {

void semihosting(std::uintptr_t operation, const void* argument) {
    register std::uintptr_t r0 asm("r0") = operation;
    register const void* r1 asm("r1") = argument;
    asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

} // namespace machine
