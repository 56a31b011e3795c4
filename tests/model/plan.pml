/*
 * Requests beside a thread that adds, drains, resumes and removes regions: the plan
 * (include/smh/detail/plan.hpp), the ways of a request (src/pool/pool.cpp, src/pool/search.hpp),
 * src/pool/add.cpp and src/pool/remove.cpp.
 *
 * Spin looks for a request that is served from a region that has not the attribute, does not serve
 * any more or has left the pool; for memory that is touched after its region was removed; for a
 * block that free would not find; and for a reader that trusts what it read from a copy of the plan
 * although that was changed under it.
 *
 * Each load and store of what several threads share is one step. add_lock_ lets one thread change
 * regions at a time, so there is one. How free finds a region is in owners.pml.
 */
#include "memory.pml"

/* As many as can be looked through in seconds: see CMakeLists.txt. */
#ifndef CHANGES
#define CHANGES 2
#endif
#ifndef USERS
#define USERS 2
#endif
#define REQUESTS 1

/* ChangingPlan: two copies, each with a set of ranks for each attribute, and a slot for each rank. */
byte version = 0;
byte sets[2 * ATTRIBUTES];
byte slots[2 * SLOTS];
#ifdef ONE_COPY
#define copy_of(version) 0
#else
#define copy_of(version) ((version) % 2)
#endif
#define set_of(version, attribute) sets[copy_of(version) * ATTRIBUTES + (attribute)]
#define slot_at(version, rank) slots[copy_of(version) * SLOTS + (rank)]

byte first[ATTRIBUTES]; /* Pool::first_: a slot and 1, or 0 */

/* Of who changes regions. */
bool serves[SLOTS];
byte youngest = 1; /* the slot that came last, and is asked last */

/* For the assertions. The look-up by address has it; and what a reader reads from, and whether that
   was written since. */
bool findable[REGIONS + 1];
byte reads[2] = 2;
bool spoilt[2];

inline spoil() {
    spoilt[0] = spoilt[0] || reads[0] == copy_of(next);
    spoilt[1] = spoilt[1] || reads[1] == copy_of(next)
}

/* Each of these is one store, with what the thread finds out on its own before it. */
inline clear_set(number) {
    d_step {
        next = version + 1;
        set_of(next, number) = 0;
        spoil()
    }
}
inline insert_rank(number) {
    d_step {
        if
        :: rank < count && attributes[slot_at(next, rank)] & (1 << number) ->
           set_of(next, number) = set_of(next, number) | (1 << rank);
           spoil()
        :: else
        fi
    }
}

/* ChangingPlan::sort, for two slots. The youngest is asked last. */
inline sort() {
    d_step {
        count = 0;
        if
        :: serves[0] -> slot_at(next, 0) = 0; count++; spoil()
        :: else
        fi
    }
    d_step {
        if
        :: serves[1] && count == 1 && youngest == 0 -> slot_at(next, 1) = 0; count++; spoil()
        :: serves[1] && !(count == 1 && youngest == 0) ->
           slot_at(next, count) = 1;
           count++;
           spoil()
        :: else
        fi
    }
    d_step {
        if
        :: count == 2 && youngest == 0 -> slot_at(next, 0) = 1; spoil()
        :: else
        fi
    }
}

/* ChangingPlan::make */
inline make_plan() {
    clear_set(0);
    clear_set(1);
    sort();
    rank = 0;
    insert_rank(0);
    insert_rank(1);
    rank = 1;
    insert_rank(0);
    insert_rank(1);
    version = next;
    rank = 0
}

/* Pool::update_first */
inline set_first(number) {
    d_step {
        first[number] = (set_of(next, number) & 1 -> slot_at(next, 0) + 1 :
                        (set_of(next, number) & 2 -> slot_at(next, 1) + 1 : 0))
    }
}
inline update_first() {
    set_first(0);
    set_first(1);
    mark_last_resorts();
    next = 0
}

/* Pool::mark_last_resorts */
inline mark_last_resorts() {
    do
    :: count > 0 ->
       count--;
       lock_slot(slot_at(next, count));
       touch(begin[slot_at(next, count)]);
       unlock_slot(slot_at(next, count))
    :: else -> break
    od
}

/* Pool::publish. `free_slot` and what Heap::create writes come before. */
inline add(region, wanted) {
    slot = (sized[0] -> 1 : 0);
    plugged[region] = true;
    lock_slot(slot);
    d_step {
        attributes[slot] = wanted;
        begin[slot] = region;
        sized[slot] = true;
#ifndef PLAN_BEFORE_OWNERS
        findable[region] = true;
#endif
    }
    unlock_slot(slot);
    d_step {
        serves[slot] = true;
        youngest = slot
    }
    make_plan();
    update_first();
#ifdef PLAN_BEFORE_OWNERS
    findable[region] = true;
#endif
    slot = 0
}

/* Pool::set_serving */
inline set_serving(on) {
    if
    :: serves[slot] != on ->
       serves[slot] = on;
       make_plan();
       update_first()
    :: else
    fi
}

/* Pool::remove. Whoever removed the region may take its memory away. */
inline remove(region) {
    slot = (sized[0] && begin[0] == region -> 0 : 1);
#ifndef LOCK_BEFORE_PLAN
    set_serving(false);
#endif
    lock_slot(slot);
    touch(begin[slot]);
    if
    :: taken[region] ->
       unlock_slot(slot)
    :: else ->
       sized[slot] = false;
       unlock_slot(slot);
       findable[region] = false;
       plugged[region] = false;
#ifdef LOCK_BEFORE_PLAN
       set_serving(false);
#endif
    fi;
    slot = 0
}

inline resume(region) {
    slot = (sized[0] && begin[0] == region -> 0 : 1);
    set_serving(true);
    slot = 0
}

#define in_pool(region) ((sized[0] && begin[0] == (region)) || (sized[1] && begin[1] == (region)))

proctype changer() {
    byte changes = 0, slot = 0, next = 0, count = 0, rank = 0;
    do
    :: changes < CHANGES && !in_pool(1) -> changes++; add(1, 2)
    :: changes < CHANGES && !in_pool(2) -> changes++; add(2, 1)
    :: changes < CHANGES && !in_pool(2) -> changes++; add(2, 3)
    :: changes < CHANGES && in_pool(1) -> changes++; remove(1)
    :: changes < CHANGES && in_pool(2) -> changes++; remove(2)
    :: changes < CHANGES && in_pool(2) -> changes++; resume(2)
    :: changes == CHANGES -> break
    od
}

/* With the slot's lock held. */
inline ask(number) {
    d_step {
        assert(sized[number] && attributes[number] & (1 << wanted));
        touch(begin[number]);
        if
        :: !taken[begin[number]] ->
           taken[begin[number]] = true;
           block = begin[number]
        :: else
        fi
    }
}

/* Plan::state */
inline take_state() {
    d_step {
        state = version;
        reads[me] = copy_of(state);
        spoilt[me] = false
    }
}

/* Plan::current, with the slot's lock held */
inline look_again(current) {
    d_step {
#ifdef NO_SECOND_LOOK
        current = true;
#else
        current = (version == state);
#endif
        assert(!current || !spoilt[me])
    }
}

#ifdef NO_SECOND_LOOK
#define still_first true
#else
#define still_first (first[wanted] == slot + 1)
#endif

/* Pool::alloc, as far as the first region, and then Pool::alloc_rest. */
inline alloc_short() {
    slot = first[wanted];
    if
    :: slot == 0 -> goto long_way
    :: else -> slot--
    fi;
    atomic {
        if
        :: !locked[slot] -> locked[slot] = true
        :: else -> goto long_way
        fi
    }
    if
    :: still_first -> ask(slot)
    :: else
    fi;
    left = 0;
    if
    :: block != 0 -> skip
    :: else ->
       take_state();
       if
       :: still_first -> left = set_of(state, wanted)
       :: else
       fi
    fi;
    unlock_slot(slot);
    /* The lowest rank is the first's. */
    left = (left & 1 -> left & 2 : 0);
    if
    :: block == 0 && left != 0 ->
       slot = slot_at(state, 1);
       lock_slot(slot);
       look_again(current);
       if
       :: current -> ask(slot)
       :: else
       fi;
       unlock_slot(slot)
    :: else
    fi
}

/* Pool::search and ask_all */
inline search() {
    last_try = false;
    do
    :: take_state();
       left = set_of(state, wanted);
       rank = 0;
       do
       :: rank < SLOTS && block == 0 ->
          if
          :: left & (1 << rank) ->
             slot = slot_at(state, rank);
             lock_slot(slot);
             look_again(current);
             if
             :: current -> ask(slot)
             :: else -> rank = SLOTS - 1 /* the round ends */
             fi;
             unlock_slot(slot)
          :: else
          fi;
          rank++
       :: else -> break
       od;
       if
       :: block != 0 || (last_try && version == state) -> break
       :: else -> last_try = true
       fi
    od
}

/* Pool::free: the region is there as long as the block is. */
inline free() {
    assert(findable[block]);
    slot = (sized[0] && begin[0] == block -> 0 : 1);
    lock_slot(slot);
    d_step {
        assert(sized[slot] && begin[slot] == block);
        touch(block);
        taken[block] = false
    }
    unlock_slot(slot)
}

proctype user(byte me) {
    byte requests = 0, wanted = 0, block = 0, slot = 0, state = 0, left = 0, rank = 0;
    bool last_try = false, current = false;
    do
    :: requests < REQUESTS ->
       requests++;
       if
       :: wanted = 0
       :: wanted = 1
       fi;
       if
       :: alloc_short() /* Pool::alloc */
       :: true          /* what goes straight to alloc_any, such as aligned_alloc */
       fi;
long_way:
       if
       :: block == 0 -> search()
       :: else
       fi;
       if
       :: block != 0 -> free()
       :: else
       fi;
       d_step {
           block = 0; slot = 0; state = 0; left = 0; rank = 0; last_try = false; current = false;
           reads[me] = 2; spoilt[me] = false
       }
    :: else -> break
    od
}

/* Two regions that have attribute 0, as two calls of add leave them. */
init {
    atomic {
        sized[0] = true; begin[0] = 1; attributes[0] = 1; serves[0] = true;
        sized[1] = true; begin[1] = 2; attributes[1] = 1; serves[1] = true;
        plugged[1] = true; plugged[2] = true;
        findable[1] = true; findable[2] = true;
        sets[0] = 3; slots[0] = 0; slots[1] = 1; first[0] = 1;
        run changer();
        run user(0);
#if USERS == 2
        run user(1)
#endif
    }
}
