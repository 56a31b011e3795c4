/*
 * What the models of the pool share: slots with their locks, and the memory of regions.
 *
 * A region is told by a number from 1 on, which stands for its address. Each has room for a single
 * block: so a request is refused as soon as another thread holds that.
 */
#define SLOTS 2
#ifndef REGIONS
#define REGIONS 2
#endif
#define ATTRIBUTES 2

/* Pool::Slot */
bool locked[SLOTS];
bool sized[SLOTS];      /* size is not 0 */
byte begin[SLOTS];      /* the region; what was there before stays */
byte attributes[SLOTS]; /* of the region, as bits */

/* The memory itself. What is not plugged in must not be touched. */
bool plugged[REGIONS + 1];
bool taken[REGIONS + 1];

inline lock_slot(slot) {
    atomic {
        !locked[slot];
        locked[slot] = true
    }
}

inline unlock_slot(slot) {
    locked[slot] = false
}

/* Any use of a heap reads and writes the memory of its region. */
inline touch(region) {
    assert(region != 0 && plugged[region])
}
