/* Code as it is written for Zephyr, with the listing of the Shared Multi Heap document. */
#include <stdio.h>
#include <string.h>

#include <zephyr/multi_heap/shared_multi_heap.h>

static unsigned char r0[16384], r1[16384], r2[16384];

int main(void)
{
    uintptr_t addr_r0 = (uintptr_t)r0, addr_r1 = (uintptr_t)r1, addr_r2 = (uintptr_t)r2;
    size_t size_r0 = sizeof(r0), size_r1 = sizeof(r1), size_r2 = sizeof(r2);
    enum shared_multi_heap_attr attr = SMH_REG_ATTR_CACHEABLE;

    // Init the shared multi-heap pool
    shared_multi_heap_pool_init();

    // Fill the struct with the data for cacheable memory
    struct shared_multi_heap_region cacheable_r0 = {
         .addr = addr_r0,
         .size = size_r0,
         .attr = SMH_REG_ATTR_CACHEABLE,
    };

    // Add the region to the pool
    shared_multi_heap_add(&cacheable_r0, NULL);

    // Add another cacheable region
    struct shared_multi_heap_region cacheable_r1 = {
         .addr = addr_r1,
         .size = size_r1,
         .attr = SMH_REG_ATTR_CACHEABLE,
    };

    shared_multi_heap_add(&cacheable_r0, NULL);

    // Add a non-cacheable region
    struct shared_multi_heap_region non_cacheable_r2 = {
         .addr = addr_r2,
         .size = size_r2,
         .attr = SMH_REG_ATTR_NON_CACHEABLE,
    };

    shared_multi_heap_add(&non_cacheable_r2, NULL);

    // Allocate 4K from cacheable memory
    void *cacheable = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, 0x1000);

    // Allocate 4K from non-cacheable memory
    void *non_cacheable = shared_multi_heap_alloc(SMH_REG_ATTR_NON_CACHEABLE, 0x1000);

    if (cacheable == NULL || non_cacheable == NULL || cacheable_r1.attr != attr) {
        return 1;
    }
    memset(cacheable, 1, 0x1000);
    memset(non_cacheable, 2, 0x1000);
    shared_multi_heap_free(cacheable);
    shared_multi_heap_free(non_cacheable);
    puts("seed: done");
    return 0;
}
