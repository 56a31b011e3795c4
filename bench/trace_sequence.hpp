// A recorded trace as a sequence.
#pragma once

#include <string>

#include "sequence.hpp"

namespace smh::bench {

// A resize becomes what moves a block: a new one, then the old one freed. Blocks above 4 GiB and
// alignments above 32 KiB count as of that size. Throws where the file is no trace.
Sequence trace_sequence(const std::string& file);

} // namespace smh::bench
