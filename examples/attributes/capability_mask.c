/*
 * Code that was written for ESP-IDF's heap, where memory is asked for by a mask of capabilities.
 *
 * A capability is an attribute, a mask is a set of them, and a list of masks in the order of
 * preference is a request that requires nothing and prefers these sets. The layer in between is all
 * there is to port; the driver and the application below it stay as they were.
 */
#include <shared_multi_heap.h>

#include <stdarg.h>
#include <stdio.h>

/* ---- The layer ---------------------------------------------------------------------------- */

enum { DMA = SMH_REG_ATTR_NUM, INTERNAL, EXTERNAL };

#define MALLOC_CAP_DMA (1u << DMA)
#define MALLOC_CAP_INTERNAL (1u << INTERNAL)
#define MALLOC_CAP_SPIRAM (1u << EXTERNAL)

static void *heap_caps_malloc(size_t size, uint32_t caps) {
    const struct shared_multi_heap_request request = {.bytes = size, .required = caps};
    return shared_multi_heap_alloc_request(&request, NULL);
}

static void *heap_caps_malloc_prefer(size_t size, size_t count, ...) {
    shared_multi_heap_attributes sets[SHARED_MULTI_HEAP_MAX_PREFERRED];
    const struct shared_multi_heap_request request = {
        .bytes = size, .preferred = sets, .preferred_count = count};
    va_list caps;
    va_start(caps, count);
    for (size_t i = 0; i < count && i < SHARED_MULTI_HEAP_MAX_PREFERRED; ++i) {
        sets[i] = va_arg(caps, uint32_t);
    }
    va_end(caps);
    return shared_multi_heap_alloc_request(&request, NULL);
}

static void heap_caps_free(void *block) {
    shared_multi_heap_free(block);
}

static struct shared_multi_heap_figures figures_of(uint32_t caps) {
    struct shared_multi_heap_figures figures;
    shared_multi_heap_statistics(caps, &figures);
    return figures;
}

static size_t heap_caps_get_free_size(uint32_t caps) {
    return figures_of(caps).free;
}

static size_t heap_caps_get_largest_free_block(uint32_t caps) {
    return figures_of(caps).largest;
}

static size_t heap_caps_get_minimum_free_size(uint32_t caps) {
    return figures_of(caps).minimum_free;
}

/* ---- The board: what a memory layout table says there --------------------------------------- */

static unsigned char internal_memory[16 * 1024];
static unsigned char dma_memory[8 * 1024];
static unsigned char external_memory[64 * 1024];

static int add(unsigned char *memory, size_t size, uint32_t caps, const char *name) {
    const struct shared_multi_heap_description region = {
        .addr = (uintptr_t)memory, .size = size, .attributes = caps, .name = name};
    return shared_multi_heap_add_described(&region);
}

static int start_heap(void) {
    return shared_multi_heap_pool_init() == 0 &&
           add(internal_memory, sizeof internal_memory, MALLOC_CAP_INTERNAL, "internal") == 0 &&
           add(dma_memory, sizeof dma_memory, MALLOC_CAP_INTERNAL | MALLOC_CAP_DMA, "dma") == 0 &&
           add(external_memory, sizeof external_memory, MALLOC_CAP_SPIRAM | MALLOC_CAP_DMA,
               "external") == 0;
}

/* ---- A driver and an application -------------------------------------------------------------- */

/* A descriptor must be near and the DMA must reach it; a buffer had better be near. */
struct channel {
    void *descriptor;
    void *buffer;
};

static int open_channel(struct channel *channel) {
    channel->descriptor = heap_caps_malloc(64, MALLOC_CAP_INTERNAL | MALLOC_CAP_DMA);
    channel->buffer = heap_caps_malloc_prefer(6 * 1024, 2, MALLOC_CAP_INTERNAL | MALLOC_CAP_DMA,
                                              MALLOC_CAP_DMA);
    return channel->descriptor != NULL && channel->buffer != NULL;
}

/* A large picture goes to external memory; where there is none, or no more, internal has to do. */
static void *new_picture(void) {
    return heap_caps_malloc_prefer(60 * 1024, 2, MALLOC_CAP_SPIRAM, MALLOC_CAP_INTERNAL);
}

static int lies_in(const void *block, const unsigned char *memory, size_t size) {
    return (uintptr_t)block - (uintptr_t)memory < size;
}

int main(void) {
    struct channel first, second;
    if (!start_heap() || !open_channel(&first) || !open_channel(&second)) {
        fputs("capability_mask: a channel could not be opened\n", stderr);
        return 1;
    }
    void *const picture = new_picture();
    const int as_expected =
        lies_in(first.descriptor, dma_memory, sizeof dma_memory) &&
        lies_in(first.buffer, dma_memory, sizeof dma_memory) &&
        lies_in(second.buffer, external_memory, sizeof external_memory) && picture == NULL &&
        heap_caps_malloc(16, MALLOC_CAP_SPIRAM | MALLOC_CAP_INTERNAL) == NULL;
    printf("DMA-capable: %zu bytes free, %zu at once, %zu at the least so far\n",
           heap_caps_get_free_size(MALLOC_CAP_DMA),
           heap_caps_get_largest_free_block(MALLOC_CAP_DMA),
           heap_caps_get_minimum_free_size(MALLOC_CAP_DMA));
    heap_caps_free(second.buffer);
    heap_caps_free(first.buffer);
    void *const later = new_picture();
    if (!as_expected || !lies_in(later, external_memory, sizeof external_memory)) {
        fputs("capability_mask: memory did not come from where it should\n", stderr);
        return 1;
    }
    heap_caps_free(later);
    heap_caps_free(first.descriptor);
    heap_caps_free(second.descriptor);
    return 0;
}
