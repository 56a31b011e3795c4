/*
 * Shared Multi Heap: clients, such as drivers, whose memory is counted and may be limited.
 *
 * What is allocated through a client (shared_multi_heap_request.client) is counted until it is
 * freed, by whomever, and its blocks stay its when they are resized. Sizes are those of blocks
 * with their tags. All functions take constant time.
 */
#ifndef SHARED_MULTI_HEAP_CLIENTS_H
#define SHARED_MULTI_HEAP_CLIENTS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHARED_MULTI_HEAP_NO_QUOTA SIZE_MAX

struct shared_multi_heap_client_figures {
    const char *name;
    size_t used;        /* bytes in allocated blocks */
    size_t peak;        /* highest `used` since the client was added, or reset */
    size_t quota;       /* what `used` never exceeds */
    size_t blocks;      /* allocated now */
    size_t allocations; /* requests served so far */
    size_t failures;    /* requests refused, or that no region could serve */
};

/*
 * The number of a new client, from 1; the name is kept as a pointer. -EPERM before
 * shared_multi_heap_pool_init, -ENOMEM where SMH_MAX_CLIENTS are in the pool.
 */
int shared_multi_heap_add_client(const char *name, size_t quota);

/* 0; -EINVAL where there is no such client; -EBUSY where it has allocated blocks. */
int shared_multi_heap_remove_client(int client);

/* A quota below what is used refuses all requests until enough is freed. 0, or -EINVAL. */
int shared_multi_heap_set_quota(int client, size_t quota);

/* 0, or -EINVAL where there is no such client: nothing is written then. */
int shared_multi_heap_client_statistics(int client,
                                        struct shared_multi_heap_client_figures *figures);

/* The peak is what is used now. 0, or -EINVAL. */
int shared_multi_heap_reset_client_peak(int client);

#ifdef __cplusplus
}
#endif

#endif
