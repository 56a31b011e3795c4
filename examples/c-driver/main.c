/* A board of two memories, and a driver that needs both. */
#include <stdio.h>

#include <shared_multi_heap.h>

#include "display.h"
#include "memories.h"

static unsigned char tightly_coupled[6 * 1024];
static unsigned char sram[16 * 1024];

static int add(unsigned char *memory, size_t size, shared_multi_heap_attributes attributes,
               const char *name) {
    const struct shared_multi_heap_description region = {
        .addr = (uintptr_t)memory, .size = size, .attributes = attributes, .name = name};
    return shared_multi_heap_add_described(&region);
}

static void show_where(const char *what, const void *block) {
    struct shared_multi_heap_description region;
    shared_multi_heap_describe((unsigned)shared_multi_heap_region_of(block), &region);
    printf("%s: in %s\n", what, region.name);
}

int main(void) {
    int error = shared_multi_heap_pool_init();
    error |= add(tightly_coupled, sizeof tightly_coupled,
                 1u << SMH_REG_ATTR_CACHEABLE | 1u << ATTR_FAST, "tightly coupled memory");
    error |= add(sram, sizeof sram, 1u << SMH_REG_ATTR_CACHEABLE | 1u << ATTR_DMA, "SRAM");
    if (error != 0) {
        return 1;
    }
    struct display *const display = display_open(64, 64);
    if (display == NULL) {
        puts("no memory for a display of 64 by 64");
        return 1;
    }
    show_where("frame", display_frame(display));
    display_frame(display)[0] = 255;
    printf("%zu bytes sent, %zu bytes in use\n", display_show(display), display_memory(display));
    if (display_open(1024, 1024) == NULL) {
        puts("a display of 1024 by 1024 is beyond what the driver may have");
    }
    display_close(display);

    struct shared_multi_heap_figures figures;
    shared_multi_heap_statistics(0, &figures);
    return figures.used == 0 ? 0 : 1;
}
