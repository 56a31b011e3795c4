// What a trace says of the process.
#pragma once

#include "trace/chunk_writer.hpp"

namespace smh::record {

// Writes the header of this process into an empty chunk.
void write_header(trace::ChunkWriter& chunk, bool inherits);

} // namespace smh::record
