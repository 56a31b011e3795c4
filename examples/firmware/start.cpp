// From reset to the program.
#include <cstdint>

#include "console.hpp"

// Of firmware.ld.
extern "C" {
extern std::uint32_t data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];
extern const std::uint32_t data_image[];
}

bool run();

namespace {

[[noreturn]] void reset() {
    const std::uint32_t* image = data_image;
    for (std::uint32_t* word = data_begin; word != data_end; ++word, ++image) {
        *word = *image;
    }
    for (std::uint32_t* word = bss_begin; word != bss_end; ++word) {
        *word = 0;
    }
    stop(run());
}

[[noreturn]] void fault() {
    write("an exception that nobody expects\n");
    stop(false);
}

// Interrupts stay off, so the architecture's own exceptions are all.
struct Vectors {
    const std::uint32_t* stack;
    void (*handlers[15])();
};

[[gnu::section(".vectors"), gnu::used]] const Vectors vectors{stack_top,
                                                              {reset, fault, fault, fault, fault,
                                                               fault, fault, fault, fault, fault,
                                                               fault, fault, fault, fault, fault}};

} // namespace
