/* A driver of a display on a serial bus: it draws into a frame in fast memory, and sends that from
 * memory that the DMA controller reaches. */
#ifndef DISPLAY_H
#define DISPLAY_H

#include <stddef.h>

struct display;

/* NULL where there is no memory, or not enough of the right kind. */
struct display *display_open(size_t width, size_t height);
void display_close(struct display *display);

/* The frame, row by row, a byte for each pixel. */
unsigned char *display_frame(struct display *display);

/* Returns how many bytes went out. */
size_t display_show(struct display *display);

/* What the driver has in use, in bytes. */
size_t display_memory(const struct display *display);

#endif
