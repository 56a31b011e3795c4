/* The attributes of this board's memories, beyond cacheable and non-cacheable. */
#ifndef MEMORIES_H
#define MEMORIES_H

enum { ATTR_DMA = 2, ATTR_FAST = 3 };

#endif
