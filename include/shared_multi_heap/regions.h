/*
 * Shared Multi Heap: regions with all that they can have, and regions that leave the pool.
 *
 * Regions are numbered from 0 in the order of their addition; a new one takes the lowest number
 * that has become free. Thread and interrupt safety as in shared_multi_heap.h.
 */
#ifndef SHARED_MULTI_HEAP_REGIONS_H
#define SHARED_MULTI_HEAP_REGIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct shared_multi_heap_region;

/* A set of attributes: bit n says whether attribute n is in it. */
typedef uint32_t shared_multi_heap_attributes;

struct shared_multi_heap_description {
    uintptr_t addr;                          /* first address */
    size_t size;                             /* in bytes */
    shared_multi_heap_attributes attributes; /* at least one */
    int priority;                            /* higher ones are asked first; else as added */
    void *user_data;                         /* kept for shared_multi_heap_user_data */
    const char *name;                        /* for people; kept as a pointer, may be NULL */
    size_t cache_line;      /* blocks in whole cache lines of so many bytes; 0: as they come */
    uintptr_t alias_offset; /* from here to where the same memory is mapped again; 0: nowhere */
};

/*
 * As shared_multi_heap_add. -EINVAL also where cache_line is neither 0 nor a power of two, or the
 * alias overlaps the range or reaches the end of the address space; -EEXIST also where the alias
 * overlaps a region or an alias.
 */
int shared_multi_heap_add_described(const struct shared_multi_heap_description *description);

/*
 * Takes the region that begins at region->addr, as it was added, out of the pool. Its memory is
 * left alone; the pool does not touch it any more. Safe beside any other call.
 *
 * Returns 0, or -EINVAL where region is NULL or none begins there, or -EBUSY where it has allocated
 * blocks or is being walked: it then serves no request any more, and may be removed when all are
 * free. Time grows with the square of the number of regions.
 */
int shared_multi_heap_remove(const struct shared_multi_heap_region *region);

/*
 * The region serves no request any more; its blocks stay. resume takes that back. Returns 0, or
 * -EINVAL where region is NULL or none begins there. Time as shared_multi_heap_remove.
 */
int shared_multi_heap_drain(const struct shared_multi_heap_region *region);
int shared_multi_heap_resume(const struct shared_multi_heap_region *region);

/* All numbers of regions are below this; some may be free. */
unsigned int shared_multi_heap_region_count(void);

/* The number of the region that contains the address; -1 where none does. Logarithmic. */
int shared_multi_heap_region_of(const void *address);

/* False, and nothing written, where no region has this number. */
bool shared_multi_heap_describe(unsigned int region,
                                struct shared_multi_heap_description *description);

/*
 * The other address of the same byte: to_alias from the region's own to the alias, from_alias back.
 * NULL where the address lies in no region, or in no alias. shared_multi_heap_free takes either.
 */
void *shared_multi_heap_to_alias(const void *address);
void *shared_multi_heap_from_alias(const void *address);

/* A word for an attribute, for people; the pointer is kept. -EINVAL where attr is out of bound. */
int shared_multi_heap_set_attribute_name(unsigned int attr, const char *name);

/* NULL where it has none; 0 and 1 are "cacheable" and "non-cacheable" until they are set. */
const char *shared_multi_heap_attribute_name(unsigned int attr);

struct shared_multi_heap_block {
    const void *address;
    size_t size;      /* usable bytes */
    size_t footprint; /* the block with its tag, in bytes */
    bool free;
    int client; /* whose it is; 0 for nobody's */
    uint64_t value; /* the address as a number; in an address region the only one */
};

typedef void (*shared_multi_heap_visitor)(void *context,
                                          const struct shared_multi_heap_block *block);

/*
 * Shows each block of a region, from the lowest address up. The lock is given back every few
 * blocks: what is there all the time is shown once, what comes or goes meanwhile may be or not.
 * The visitor may call the pool. Returns 0, -EINVAL where there is no such region, or -EBUSY
 * where two walks of it are under way.
 */
int shared_multi_heap_walk(unsigned int region, shared_multi_heap_visitor visitor, void *context);

/*
 * True where all that the pool knows of its regions is consistent; changes nothing. `full` looks at
 * every block, a few at a time between which the lock is given back; without it time is bounded.
 */
bool shared_multi_heap_validate(bool full);

#ifdef __cplusplus
}
#endif

#endif
