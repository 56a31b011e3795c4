/*
 * Shared Multi Heap: requests for sets of attributes, with preferences, for clients, with patience.
 */
#ifndef SHARED_MULTI_HEAP_REQUESTS_H
#define SHARED_MULTI_HEAP_REQUESTS_H

#include <stddef.h>
#include <stdint.h>

#include <shared_multi_heap/regions.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A time without end. */
#define SHARED_MULTI_HEAP_FOREVER UINT32_MAX

/* A request can prefer so many sets. */
#define SHARED_MULTI_HEAP_MAX_PREFERRED 8

/*
 * A region can serve a set of attributes where it has all of them. The preferred sets are tried in
 * their order, each together with the required one, and at the end the required one alone, unless
 * it is empty.
 */
struct shared_multi_heap_request {
    size_t bytes;
    size_t align;                          /* a power of two; 0 and 1: that of any object */
    shared_multi_heap_attributes required; /* may be empty */
    const shared_multi_heap_attributes *preferred;
    size_t preferred_count;
    int client; /* whose the block is to be (shared_multi_heap/clients.h); 0 for nobody's */
};

/*
 * NULL where request is NULL, bytes is 0, align is no power of two, a set has an attribute out of
 * bound, too many sets are preferred, there is no such client, its quota does not allow it, or no
 * region can serve. Else the block, and the number of its region in *region unless region is
 * NULL. Time as shared_multi_heap_alloc for each set that is tried.
 */
void *shared_multi_heap_alloc_request(const struct shared_multi_heap_request *request,
                                      unsigned int *region);

/*
 * The same, but where the request can be served only later, by a free, a new region or a higher
 * quota, the caller waits for at most so many milliseconds. Who waits is served in the order of
 * arrival; one that cannot be served yet does not hold up later ones. On a port that cannot wait,
 * as above. Not from an interrupt.
 */
void *shared_multi_heap_alloc_request_timeout(const struct shared_multi_heap_request *request,
                                              uint32_t milliseconds, unsigned int *region);

/* The same for one attribute. */
void *shared_multi_heap_alloc_timeout(unsigned int attr, size_t bytes, uint32_t milliseconds);

/*
 * When no region that has the attribute can serve a request for it, those of these others are
 * asked, in their order. Concerns the functions that are given one attribute. At most four; none
 * takes it back. Returns 0, or -EINVAL where an attribute is out of bound, they are too many, or
 * the library was built without (SMH_FALLBACK). Constant time.
 */
int shared_multi_heap_set_fallback(unsigned int attr, const unsigned int *others, size_t count);

#ifdef __cplusplus
}
#endif

#endif
