/*
 * Shared Multi Heap: regions that do not hold what the heap notes of them, and regions of addresses
 * that are not this program's. Thread and interrupt safety as in shared_multi_heap.h.
 */
#ifndef SHARED_MULTI_HEAP_METADATA_H
#define SHARED_MULTI_HEAP_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <shared_multi_heap/regions.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A region with all that it can have. Set all of it to 0, then struct_size, then what matters: so
 * a program goes on to mean the same when later versions append members.
 *
 * Where metadata_size and metadata_attributes are both 0 the region holds its own metadata (then
 * granule must be 0, and untouchable false). Else no byte of the region is read or written, but by
 * shared_multi_heap_calloc and by a realloc that moves a block; metadata lie in memory that the
 * caller names, or in a block of the pool with these attributes, which is freed when the region is
 * removed.
 */
struct shared_multi_heap_region_ex {
    size_t struct_size;                      /* sizeof(struct shared_multi_heap_region_ex) */
    uintptr_t addr;                          /* these as in shared_multi_heap_description */
    size_t size;
    shared_multi_heap_attributes attributes;
    int priority;
    void *user_data;
    const char *name;
    size_t cache_line;
    uintptr_t alias_offset;
    uintptr_t metadata_addr;                 /* a multiple of 64, on 32-bit machines of 8 */
    size_t metadata_size;                    /* at least shared_multi_heap_metadata_size() */
    shared_multi_heap_attributes metadata_attributes; /* or: from the pool; wins where not 0 */
    size_t granule;                          /* 16 bytes to 2 MiB, a power of two; 0: 64 */
    bool untouchable;                        /* calloc, and a realloc that moves, return NULL */
};

/*
 * As shared_multi_heap_add_described, and with metadata elsewhere. -EINVAL also where struct_size is
 * that of no version, or a member that this version does not know is not 0; the granule is none; the
 * region has not one granule, or more than 2^31 - 4; the metadata's memory is too small, or overlaps
 * the region. -EEXIST also where it overlaps another region's metadata. -ENOMEM also where no region
 * has a block for it. -EPERM also where the library was built without SMH_TABLES. After a failure
 * nothing has changed. Time grows with the square of the number of regions, not with their sizes.
 */
int shared_multi_heap_add_ex(const struct shared_multi_heap_region_ex *region);

/*
 * Bytes of metadata for a region of `size` bytes in granules of `granule` bytes: eight for each
 * granule and a control block of at most 16 KiB. 0 where granule is none. Constant time.
 */
size_t shared_multi_heap_metadata_size(uint64_t size, size_t granule);

/*
 * A block of an address region: a place in the region's own address space, such as that of a
 * device, or an offset in a file. The pool never follows one.
 */
struct shared_multi_heap_address {
    uint64_t value;
    int region; /* its number; negative: no block */
};

/* A range of such addresses. Its metadata always lie elsewhere; see above for the members. */
struct shared_multi_heap_address_region {
    size_t struct_size;
    uint64_t addr;
    uint64_t size;
    shared_multi_heap_attributes attributes;
    int priority; /* among address regions */
    void *user_data;
    const char *name;
    uintptr_t metadata_addr;
    size_t metadata_size;
    shared_multi_heap_attributes metadata_attributes;
    size_t granule;
};

/* As shared_multi_heap_add_ex. The ranges of several may overlap: each is a space of its own. */
int shared_multi_heap_add_addresses(const struct shared_multi_heap_address_region *region);

/*
 * As shared_multi_heap_alloc and shared_multi_heap_aligned_alloc, from the address regions alone.
 * No block (region -1) where those return NULL. Only these, free_address, usable_size_address and
 * resize_address take or give such blocks.
 */
struct shared_multi_heap_address shared_multi_heap_alloc_address(unsigned int attr, size_t bytes);
struct shared_multi_heap_address shared_multi_heap_aligned_alloc_address(unsigned int attr,
                                                                         size_t align,
                                                                         size_t bytes);

/*
 * Gives a block back; no block does nothing. What is none is a fault as in shared_multi_heap_free,
 * and changes nothing. Bounded time, whatever the number of regions.
 */
void shared_multi_heap_free_address(struct shared_multi_heap_address block);

/* At least what was asked for; 0 for no block, and after a fault. Bounded time. */
size_t shared_multi_heap_usable_size_address(struct shared_multi_heap_address block);

/*
 * Makes the block one of at least `bytes` bytes where it is. False, and nothing changed, where there
 * is no room, bytes is 0, or, after a fault, there is no such block. Bounded time.
 */
bool shared_multi_heap_resize_address(struct shared_multi_heap_address block, size_t bytes);

/* As shared_multi_heap_remove, for the region of this number, of either kind. */
int shared_multi_heap_remove_region(unsigned int region);

#ifdef __cplusplus
}
#endif

#endif
