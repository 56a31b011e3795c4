// The environment through which `smh record` tells the recorder what to do.
#pragma once

namespace smh::record {

// Where the first process's trace goes; absolute. Other processes add their number.
inline constexpr const char* file_variable = "SMH_RECORD_FILE";

// Process number of `smh record`, whose child is the first process.
inline constexpr const char* parent_variable = "SMH_RECORD_PARENT";

} // namespace smh::record
