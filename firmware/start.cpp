#include "start.hpp"

#include "machine.hpp"

// From sections.ld; all at multiples of 16 bytes.
extern "C" {
extern std::uint32_t data_begin[];
extern std::uint32_t data_end[];
extern const std::uint32_t data_image[];
extern std::uint32_t bss_begin[];
extern std::uint32_t bss_end[];
}

void machine_start() {
    const std::uint32_t* image = data_image;
    for (std::uint32_t* word = data_begin; word != data_end; ++word, ++image) {
        *word = *image;
    }
    for (std::uint32_t* word = bss_begin; word != bss_end; ++word) {
        *word = 0;
    }
    machine::stop(machine::run());
}
