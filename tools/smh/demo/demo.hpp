// smh demo: a board's regions backed with host memory, and a load of the kind that drivers make.
#pragma once

#include <string>

namespace smh::tool {

// Runs it on the board in `file`, on a small built-in one where that is empty. True where all was
// as it must be: no content damaged, every region consistent, all memory back at the end. `json`:
// what it says is for programs.
bool run_demo(const std::string& file, bool json);

} // namespace smh::tool
