// Memory for the few calls that come while the C library's own malloc is being looked up.
#pragma once

#include <cstddef>

namespace smh::record {

// From a small fixed store; never given back and never recorded. Null once the store is used up.
void* bootstrap_alloc(std::size_t alignment, std::size_t size);

bool is_bootstrap(const void* block);

// How many bytes may be read from such a block: at least those asked for, all in the store.
std::size_t bootstrap_size(const void* block);

} // namespace smh::record
