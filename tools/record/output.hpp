// The file that a process's trace goes to.
#pragma once

#include <cstddef>
#include <span>

namespace smh::record {

// Reads from the environment where traces go; only the first call counts, as a program may
// change its environment. False where the program is not to be recorded.
bool find_destination();

// Opens this process's own file, which is empty; lets go of one that the parent had open before a
// fork. False where that cannot be.
bool open_output();

// Appends all, or returns false. Where the program has closed the file, opens it again.
bool write_output(std::span<const unsigned char> bytes);

} // namespace smh::record
