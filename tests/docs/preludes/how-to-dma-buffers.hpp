// What docs/how-to/dma-buffers.md takes as given: a cache, and a device.
#include <cstddef>

void clean(void* block, std::size_t bytes);
void invalidate(void* block, std::size_t bytes);
void clean_and_invalidate(void* block, std::size_t bytes);
void start_reading(void* block, std::size_t bytes);
void start_writing(void* block, std::size_t bytes);
void wait_until_written();
