// Arm's semihosting, which emulators and debuggers understand.
#include "console.hpp"

namespace {

constexpr std::uint32_t write_text = 0x04;
constexpr std::uint32_t exit_extended = 0x20;
constexpr std::uint32_t application_exit = 0x20026;

void call(std::uint32_t operation, const void* argument) {
    register std::uint32_t r0 asm("r0") = operation;
    register const void* r1 asm("r1") = argument;
    asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

} // namespace

void write(const char* text) {
    call(write_text, text);
}

void write(std::uint32_t number) {
    char digits[11];
    char* first = digits + sizeof digits - 1;
    *first = '\0';
    do {
        *--first = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    write(first);
}

void stop(bool success) {
    const std::uint32_t reason[] = {application_exit, success ? 0U : 1U};
    for (;;) {
        call(exit_extended, reason);
    }
}
