/*
 * Shared Multi Heap: figures of a region, of the regions of some attributes, and of all. In bytes,
 * where a block counts with its tag.
 */
#ifndef SHARED_MULTI_HEAP_STATISTICS_H
#define SHARED_MULTI_HEAP_STATISTICS_H

#include <stddef.h>

#include <shared_multi_heap/regions.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Of one region all are taken at the same moment and exact. Of several they are sums, but for
 * `largest`: so `peak` is then no less than what really was used at one moment, and
 * `minimum_free` no more than what was free.
 */
struct shared_multi_heap_figures {
    size_t capacity;            /* what the blocks share */
    size_t used;                /* in allocated blocks */
    size_t free;                /* capacity - used */
    size_t largest;             /* largest request that would be served now */
    size_t peak;                /* highest `used` since the region came, or since reset */
    size_t minimum_free;        /* capacity - peak */
    size_t blocks;              /* allocated now */
    size_t allocations;         /* requests served so far */
    size_t failures;            /* requests that no region could serve; each asked has one */
    unsigned int fragmentation; /* (free - largest) / free, in thousandths */
};

/* 0, or -EINVAL where there is no such region: nothing is written then. */
int shared_multi_heap_region_statistics(unsigned int region,
                                        struct shared_multi_heap_figures *figures);

/* Of the regions that have all these attributes; of all regions where the set is empty. */
void shared_multi_heap_statistics(shared_multi_heap_attributes attributes,
                                  struct shared_multi_heap_figures *figures);

/* The region's peak and minimum are as now. 0, or -EINVAL where there is no such region. */
int shared_multi_heap_reset_extremes(unsigned int region);

#ifdef __cplusplus
}
#endif

#endif
