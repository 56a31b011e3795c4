/*
 * The Shared Multi Heap: one pool over all the memories of a machine, memory by attribute.
 *
 * C99 and C++. Thread safety of every function: any thread, any time, also while another thread
 * adds a region. From an interrupt: where the port's lock allows it (docs/porting.md); on Linux,
 * not from a signal handler.
 *
 * Error codes are negative errno values of the platform.
 */
#ifndef SHARED_MULTI_HEAP_H
#define SHARED_MULTI_HEAP_H

#include <stddef.h>
#include <stdint.h>

#include <shared_multi_heap/clients.h>
#include <shared_multi_heap/metadata.h>
#include <shared_multi_heap/observers.h>
#include <shared_multi_heap/regions.h>
#include <shared_multi_heap/requests.h>
#include <shared_multi_heap/statistics.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bound on attribute numbers: valid ones are below it. Set by the build (SMH_MAX_ATTRIBUTES). */
#ifdef SMH_MAX_ATTRIBUTES
#define MAX_SHARED_MULTI_HEAP_ATTR SMH_MAX_ATTRIBUTES
#else
#define MAX_SHARED_MULTI_HEAP_ATTR 32
#endif

/*
 * The attributes that have names. Numbers from SMH_REG_ATTR_NUM up to MAX_SHARED_MULTI_HEAP_ATTR
 * are the platform's own.
 */
enum smh_reg_attr {
    SMH_REG_ATTR_CACHEABLE,
    SMH_REG_ATTR_NON_CACHEABLE,
    SMH_REG_ATTR_NUM /* must be the last item */
};

struct shared_multi_heap_region {
    unsigned int attr; /* what kind of memory, below MAX_SHARED_MULTI_HEAP_ATTR */
    uintptr_t addr;    /* first address; 0 is real memory on many chips */
    size_t size;       /* in bytes */
};

/*
 * Makes the pool ready for shared_multi_heap_add. Constant time.
 * Returns 0 once. Any other call returns -EALREADY, not before the pool is ready, and changes
 * nothing. On Linux it also sees to it that the child of a fork can use the pool; -ENOMEM where the
 * C library has no memory for that: the pool is ready then, for this process.
 */
int shared_multi_heap_pool_init(void);

/*
 * Adds a region, whose memory must be readable, writable and unused; the pool serves from it from
 * then on, also in calls on other threads. The structure is copied. user_data is kept for
 * shared_multi_heap_user_data. The range is trimmed inwards to multiples of two words. Of a region
 * that begins at address 0 the first two words are left out: no block is at address 0.
 *
 * Returns 0, or, with neither the pool nor the memory changed:
 *   -EPERM   before shared_multi_heap_pool_init
 *   -EINVAL  region is NULL; attr is out of bound; the range is empty, reaches the end of the
 *            address space, is too small for one block (256 bytes always suffice), or is larger
 *            than 64 GiB on a 64-bit machine
 *   -EEXIST  the range, before trimming, overlaps that of a region in the pool
 *   -ENOMEM  no slot for a region is left (SMH_MAX_REGIONS)
 * Time grows with the number of regions, not with the region's size.
 */
int shared_multi_heap_add(struct shared_multi_heap_region *region, void *user_data);

/*
 * A block of at least `bytes` bytes, aligned for any object, from the first region, in the order
 * of addition, that has the attribute and can serve; one that can serve only after merging blocks
 * freed lately comes after those that can at once. The contents are indeterminate. Bounded time
 * for each region that is tried, whatever the number of blocks.
 *
 * NULL if and only if bytes is 0, attr is out of bound, no region has it, or none that has it can
 * serve; in the last two cases also where its fallback, if it has one, cannot. Nothing else changes
 * then.
 */
void *shared_multi_heap_alloc(unsigned int attr, size_t bytes);

/*
 * As shared_multi_heap_alloc, at a multiple of `align` bytes: a power of two; 0 and 1 ask for the
 * alignment of shared_multi_heap_alloc. What the alignment skips stays usable. NULL also where
 * align is no power of two.
 */
void *shared_multi_heap_aligned_alloc(unsigned int attr, size_t align, size_t bytes);

/*
 * Gives a block back. It is merged with its free neighbours at once, or at the latest before a
 * request fails. NULL does nothing. Bounded time; finding the region is logarithmic in the number
 * of regions.
 *
 * A pointer that is no block's is a fault and goes to the fault handler; where that returns,
 * nothing has changed.
 */
void shared_multi_heap_free(void *block);

/* ---- Beyond the Shared Multi Heap document ------------------------------------------------- */

/*
 * A block of `count` times `size` bytes, all 0. As shared_multi_heap_alloc; NULL also where the
 * product overflows.
 */
void *shared_multi_heap_calloc(unsigned int attr, size_t count, size_t size);

/*
 * Makes a block one of at least `bytes` bytes, at the same address or another, which is returned.
 * What it held is kept, up to the shorter of both lengths. It stays where it is if its region has
 * the attribute and there is room; else it moves to a block as shared_multi_heap_alloc gives it,
 * and is copied with no lock held. A block that was asked for at an alignment keeps that. block
 * NULL: shared_multi_heap_alloc. bytes 0: shared_multi_heap_free, and NULL.
 *
 * NULL, with the block and what it holds untouched, where attr is out of bound (whatever bytes is),
 * no room is found, or block is no block: that is a fault, as in shared_multi_heap_free.
 */
void *shared_multi_heap_realloc(unsigned int attr, void *block, size_t bytes);

/*
 * As shared_multi_heap_realloc, at a multiple of `align` bytes: a power of two; 0 and 1 are
 * shared_multi_heap_realloc. NULL, with the block untouched, also where align is no power of two.
 */
void *shared_multi_heap_aligned_realloc(unsigned int attr, void *block, size_t align, size_t bytes);

/*
 * How many bytes of a block may be used: at least what was asked for. 0 for NULL and, after a
 * fault as in shared_multi_heap_free, for what is no block.
 */
size_t shared_multi_heap_usable_size(const void *block);

/*
 * The user_data of the region that contains the address, such as that of any block. NULL where no
 * region does. Logarithmic in the number of regions.
 */
void *shared_multi_heap_user_data(const void *address);

/*
 * What a pool finds wrong. Which of these are found hangs on SMH_HARDENING (docs/hardening.md).
 *
 * After the first three the call has had no effect. The others are damage: somebody has written
 * where he must not. From level moderate on the region is repaired when the handler returns, and
 * the call then does what it was to do; before, it has had no effect.
 */
enum shared_multi_heap_fault_kind {
    SHARED_MULTI_HEAP_FOREIGN_POINTER,       /* the address lies in no region */
    SHARED_MULTI_HEAP_INTERIOR_POINTER,      /* in a region, but no block starts there */
    SHARED_MULTI_HEAP_DOUBLE_FREE,           /* the block that starts there is free already */
    SHARED_MULTI_HEAP_DAMAGED_TAG,           /* of a block, or beside one */
    SHARED_MULTI_HEAP_DAMAGED_LIST,          /* the links of a free block, or what leads to it */
    SHARED_MULTI_HEAP_DAMAGED_CONTROL_BLOCK, /* a region's own figures */
    SHARED_MULTI_HEAP_OVERRUN,               /* the canary behind a block */
    SHARED_MULTI_HEAP_USE_AFTER_FREE,        /* a free block */
    SHARED_MULTI_HEAP_INCONSISTENT           /* what only all of a region tells together */
};

struct shared_multi_heap_fault {
    enum shared_multi_heap_fault_kind kind;
    const char *call;     /* the function's job, such as "free" */
    const void *address;  /* what it was given; of damage, the block of which the data are damaged */
    int region;           /* number of the region, -1 for none */
    const void *block;    /* the block that contains the address: from level full on, else NULL */
    unsigned int client;  /* number of the client whose it is, or 0: from level full on */
};

typedef void (*shared_multi_heap_fault_handler)(const struct shared_multi_heap_fault *fault);

/*
 * Sets the one handler to which faults go; NULL restores the port's own (on Linux: one line to
 * stderr, then abort). It is called with no lock held. Constant time.
 */
void shared_multi_heap_set_fault_handler(shared_multi_heap_fault_handler handler);

#ifdef __cplusplus
}
#endif

#endif
