/* The path and the enum name that newer Zephyr uses, so that code written for it compiles. */
#ifndef ZEPHYR_MULTI_HEAP_SHARED_MULTI_HEAP_H
#define ZEPHYR_MULTI_HEAP_SHARED_MULTI_HEAP_H

#include <shared_multi_heap.h>

#define shared_multi_heap_attr smh_reg_attr

#endif
