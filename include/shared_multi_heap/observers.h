/*
 * Shared Multi Heap: an observer, whose functions are called when something has happened.
 *
 * They are called with no lock held, by whoever made the call, before that returns; they may call
 * the pool, and any may be NULL. While a pool is observed every call takes the long way; while it
 * is not, this costs nothing.
 */
#ifndef SHARED_MULTI_HEAP_OBSERVERS_H
#define SHARED_MULTI_HEAP_OBSERVERS_H

#include <stddef.h>

#include <shared_multi_heap/regions.h>

#ifdef __cplusplus
extern "C" {
#endif

struct shared_multi_heap_event {
    const void *block;
    size_t footprint; /* bytes, with its tag */
    unsigned int region;
    int client; /* whose the block is; 0 for nobody's */
};

struct shared_multi_heap_observer {
    void *context; /* handed to each function */
    void (*allocated)(void *context, const struct shared_multi_heap_event *event);
    void (*resized)(void *context, const struct shared_multi_heap_event *event); /* in place */
    void (*freed)(void *context, const struct shared_multi_heap_event *event);
    void (*failed)(void *context, size_t bytes, size_t align,
                   shared_multi_heap_attributes attributes);
    void (*region_added)(void *context, unsigned int region);
    void (*region_removed)(void *context, unsigned int region);
    /* A region has less free than its mark, for the first time since it had as much. */
    void (*low_water)(void *context, unsigned int region, size_t free);
};

/*
 * Replaces the one observer; NULL ends it. The table must outlive the calls that are under way.
 * Without SMH_OBSERVERS nothing is ever called. Linear in the number of regions.
 */
void shared_multi_heap_observe(const struct shared_multi_heap_observer *observer);

/* 0 bytes: no mark. 0, or -EINVAL where there is no such region. */
int shared_multi_heap_set_low_water(unsigned int region, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
