// Console and exit through whoever runs the image: Arm, "Semihosting for AArch32 and AArch64",
// which RISC-V has taken over. QEMU and hardware debuggers understand it.
#include "semihosting.hpp"

#include "machine.hpp"

namespace machine {

namespace {

constexpr std::uintptr_t write_text = 0x04;
constexpr std::uintptr_t get_command_line = 0x15;
constexpr std::uintptr_t exit_extended = 0x20;
constexpr std::uintptr_t application_exit = 0x20026;

} // namespace

void write(const char* text) {
    semihosting(write_text, text);
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

void command_line(char* words, std::size_t size) {
    const std::uintptr_t place[2] = {reinterpret_cast<std::uintptr_t>(words), size};
    words[0] = '\0';
    semihosting(get_command_line, place);
}

void stop(int status) {
    const std::uintptr_t reason[2] = {application_exit, static_cast<std::uintptr_t>(status)};
    for (;;) {
        semihosting(exit_extended, reason);
    }
}

} // namespace machine
