// Text to whoever runs the firmware, and the end of it.
#pragma once

#include <cstdint>

void write(const char* text);
void write(std::uint32_t number);

[[noreturn]] void stop(bool success);
