#include "display.h"

#include <string.h>

#include <shared_multi_heap.h>

#include "memories.h"

enum { lines_at_once = 8, quota = 8 * 1024, dma_alignment = 32 };

struct display {
    size_t width;
    size_t height;
    int client;           /* whose all this memory is */
    unsigned char *frame; /* what is drawn */
    unsigned char *lines; /* what the controller reads */
};

/* Fast memory where there is some, else any that is cacheable. */
static void *fast_memory(int client, size_t bytes) {
    static const shared_multi_heap_attributes fast = 1u << ATTR_FAST;
    const struct shared_multi_heap_request request = {
        .bytes = bytes,
        .required = 1u << SMH_REG_ATTR_CACHEABLE,
        .preferred = &fast,
        .preferred_count = 1,
        .client = client,
    };
    return shared_multi_heap_alloc_request(&request, NULL);
}

static void *dma_memory(int client, size_t bytes) {
    const struct shared_multi_heap_request request = {
        .bytes = bytes, .align = dma_alignment, .required = 1u << ATTR_DMA, .client = client};
    return shared_multi_heap_alloc_request(&request, NULL);
}

struct display *display_open(size_t width, size_t height) {
    const int client = shared_multi_heap_add_client("display", quota);
    if (client < 0) {
        return NULL;
    }
    struct display *const display = fast_memory(client, sizeof *display);
    if (display == NULL) {
        shared_multi_heap_remove_client(client);
        return NULL;
    }
    *display = (struct display){.width = width, .height = height, .client = client};
    display->frame = fast_memory(client, width * height);
    display->lines = dma_memory(client, width * lines_at_once);
    if (display->frame == NULL || display->lines == NULL) {
        display_close(display);
        return NULL;
    }
    memset(display->frame, 0, width * height);
    return display;
}

void display_close(struct display *display) {
    const int client = display->client;
    shared_multi_heap_free(display->lines);
    shared_multi_heap_free(display->frame);
    shared_multi_heap_free(display);
    shared_multi_heap_remove_client(client);
}

unsigned char *display_frame(struct display *display) {
    return display->frame;
}

/* Stands for the controller. */
static size_t send(const unsigned char *bytes, size_t count) {
    (void)bytes;
    return count;
}

size_t display_show(struct display *display) {
    size_t sent = 0;
    for (size_t row = 0; row < display->height; row += lines_at_once) {
        const size_t left = display->height - row;
        const size_t count = display->width * (left < lines_at_once ? left : lines_at_once);
        memcpy(display->lines, display->frame + row * display->width, count);
        sent += send(display->lines, count);
    }
    return sent;
}

size_t display_memory(const struct display *display) {
    struct shared_multi_heap_client_figures figures;
    shared_multi_heap_client_statistics(display->client, &figures);
    return figures.used;
}
