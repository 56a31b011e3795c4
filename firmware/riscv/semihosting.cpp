#include "semihosting.hpp"

namespace machine {

// A breakpoint between two instructions that do nothing and that nobody writes otherwise; all three
// in one page and none of them compressed.
void semihosting(std::uintptr_t operation, const void* argument) {
    register std::uintptr_t a0 asm("a0") = operation;
    register const void* a1 asm("a1") = argument;
    asm volatile(".option push\n\t"
                 ".option norvc\n\t"
                 ".balign 16\n\t"
                 "slli zero, zero, 0x1f\n\t"
                 "ebreak\n\t"
                 "srai zero, zero, 7\n\t"
                 ".option pop"
                 : "+r"(a0)
                 : "r"(a1)
                 : "memory");
}

} // namespace machine
