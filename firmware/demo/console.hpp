// The console of whoever runs the demo.
#pragma once

#include "text.hpp"

namespace smh::demo {

// One line, or several.
void print(const Text& text);

} // namespace smh::demo
