/*
 * Code that was written for Zephyr, where a region of the devicetree has zephyr,memory-attr, a mask
 * of bits, and memory is asked for by one of its software bits (mem_attr_heap_alloc), or by the
 * number of an attribute (shared_multi_heap_alloc).
 *
 * Both are the same pool here. A bit of the mask is an attribute, by the numbering that smh uses
 * for regions it reads from a devicetree: cacheable is 0 and non-cacheable 1, as in the Shared Multi
 * Heap; bits 1 to 7 are 2 to 8; the software bits 16 to 18 are 9 to 11.
 */
#include <shared_multi_heap.h>

#include <stdio.h>

/* ---- The layer: bits of zephyr,memory-attr to attributes, and the calls ----------------------- */

#define DT_MEM_CACHEABLE (1u << 0)
#define DT_MEM_DMA (1u << 3)
#define DT_MEM_NON_CACHEABLE (1u << 8)
#define DT_MEM_SW_ALLOC_CACHE (1u << 16)
#define DT_MEM_SW_ALLOC_NON_CACHE (1u << 17)
#define DT_MEM_SW_ALLOC_DMA (1u << 18)

static shared_multi_heap_attributes attributes_of(uint32_t bits) {
    return (bits & 1u) | (bits >> 8 & 1u) << 1 | (bits >> 1 & 0x7Fu) << 2 |
           (bits >> 16 & 7u) << 9;
}

static void *mem_attr_heap_aligned_alloc(uint32_t bits, size_t align, size_t bytes) {
    const struct shared_multi_heap_request request = {
        .bytes = bytes, .align = align, .required = attributes_of(bits)};
    return shared_multi_heap_alloc_request(&request, NULL);
}

static void *mem_attr_heap_alloc(uint32_t bits, size_t bytes) {
    return mem_attr_heap_aligned_alloc(bits, 0, bytes);
}

static void mem_attr_heap_free(void *block) {
    shared_multi_heap_free(block);
}

/* ---- The board: what the devicetree says there ------------------------------------------------ */

static unsigned char sram[32 * 1024];
static unsigned char dma_window[8 * 1024];

static const struct {
    unsigned char *memory;
    size_t size;
    uint32_t bits;
} regions[] = {
    {sram, sizeof sram, DT_MEM_CACHEABLE | DT_MEM_SW_ALLOC_CACHE},
    {dma_window, sizeof dma_window,
     DT_MEM_NON_CACHEABLE | DT_MEM_DMA | DT_MEM_SW_ALLOC_NON_CACHE | DT_MEM_SW_ALLOC_DMA},
};

static int mem_attr_heap_pool_init(void) {
    int error = shared_multi_heap_pool_init();
    for (size_t i = 0; i < sizeof regions / sizeof regions[0] && error == 0; ++i) {
        const struct shared_multi_heap_description region = {
            .addr = (uintptr_t)regions[i].memory,
            .size = regions[i].size,
            .attributes = attributes_of(regions[i].bits)};
        error = shared_multi_heap_add_described(&region);
    }
    return error;
}

/* ---- Those who use it -------------------------------------------------------------------------- */

static int lies_in(const void *block, const unsigned char *memory, size_t size) {
    return (uintptr_t)block - (uintptr_t)memory < size;
}

int main(void) {
    if (mem_attr_heap_pool_init() != 0) {
        fputs("memory_attributes: the pool could not be made\n", stderr);
        return 1;
    }
    void *const table = mem_attr_heap_alloc(DT_MEM_SW_ALLOC_CACHE, 4096);
    void *const ring = mem_attr_heap_aligned_alloc(DT_MEM_SW_ALLOC_DMA, 1024, 4096);
    void *const by_number = shared_multi_heap_alloc(SMH_REG_ATTR_NON_CACHEABLE, 512);
    void *const both = mem_attr_heap_alloc(DT_MEM_NON_CACHEABLE | DT_MEM_DMA, 512);
    void *const none = mem_attr_heap_alloc(DT_MEM_SW_ALLOC_CACHE | DT_MEM_DMA, 16);
    const int as_expected = lies_in(table, sram, sizeof sram) &&
                            lies_in(ring, dma_window, sizeof dma_window) &&
                            (uintptr_t)ring % 1024 == 0 &&
                            lies_in(by_number, dma_window, sizeof dma_window) &&
                            lies_in(both, dma_window, sizeof dma_window) && none == NULL;
    mem_attr_heap_free(both);
    shared_multi_heap_free(ring);
    mem_attr_heap_free(by_number);
    mem_attr_heap_free(table);
    if (!as_expected) {
        fputs("memory_attributes: memory did not come from where it should\n", stderr);
        return 1;
    }
    puts("each block came from the region that its bits name");
    return 0;
}
