/*
 * From an address to the region's slot, beside a thread that adds and removes regions:
 * include/smh/detail/owner_table.hpp and owners.hpp, Pool::free and lock_owner of src/pool/pool.cpp.
 *
 * Spin looks for a block that free does not find, for an address that is handed to a region that
 * does not contain it, for memory that is touched after its region was removed, and for a look-up
 * of what is in no region that finds something.
 *
 * Each load and store of what several threads share is one step. A region's number is its address.
 */
#define REGIONS 3
#include "memory.pml"

/* As many as can be looked through in seconds: see CMakeLists.txt. */
#ifndef CHANGES
#define CHANGES 2
#endif
#ifndef USERS
#define USERS 2
#endif
#define NOWHERE 4 /* an address that no region ever contains */

/* OwnerTable: two copies, each sorted; 0 is no entry, and above all addresses. */
byte version = 0;
byte entries = 0;
byte keys[2 * SLOTS];
byte slots[2 * SLOTS];
#ifdef ONE_TABLE
#define copy_of(version) 0
#else
#define copy_of(version) ((version) % 2 * SLOTS)
#endif

bool serves[SLOTS]; /* the plan, for what is not this model's: see plan.pml */

/* OwnerTable::assign: two stores */
inline assign(place, start, number) {
    keys[place] = start;
    slots[place] = number
}

/* OwnerTable::announce, for a table that now ends at `to`. The state is stored as one word. */
inline announce() {
    count = to - copy_of(version + 1);
    do
    :: to < copy_of(version + 1) + SLOTS -> assign(to, 0, 0); to++
    :: else -> break
    od;
    atomic {
        version++;
        entries = count
    }
}

/* OwnerTable::take_over */
inline take_over() {
    key = keys[from];
    number = slots[from];
    assign(to, key, number);
    to++;
    from++
}

/* OwnerTable::insert, into a table of at most one entry */
inline insert(region, new_slot) {
    from = copy_of(version);
    to = copy_of(version + 1);
    end = from + entries;
    if
    :: from != end && keys[from] < region ->
       take_over();
       assign(to, region, new_slot);
       to++
    :: from != end && keys[from] > region ->
#ifdef ONE_TABLE
       to++;
       take_over();
       assign(copy_of(version), region, new_slot)
#else
       assign(to, region, new_slot);
       to++;
       take_over()
#endif
    :: from == end ->
       assign(to, region, new_slot);
       to++
    fi;
    announce()
}

/* OwnerTable::remove */
inline remove_entry(region) {
    from = copy_of(version);
    to = copy_of(version + 1);
    end = from + entries;
    do
    :: from != end && keys[from] != region -> take_over()
    :: from != end && keys[from] == region -> from++
    :: from == end -> break
    od;
    announce()
}

/* Pool::publish, without the plan */
inline add(region) {
    slot = (sized[0] -> 1 : 0);
    plugged[region] = true;
    lock_slot(slot);
    begin[slot] = region;
    sized[slot] = true;
#ifndef PLAN_BEFORE_OWNERS
    insert(region, slot);
#endif
    unlock_slot(slot);
    serves[slot] = true;
#ifdef PLAN_BEFORE_OWNERS
    insert(region, slot);
#endif
}

/* Pool::remove */
inline remove(region) {
    slot = (sized[0] && begin[0] == region -> 0 : 1);
    serves[slot] = false;
    lock_slot(slot);
    touch(begin[slot]);
    if
    :: taken[region] ->
       unlock_slot(slot)
    :: else ->
       sized[slot] = false;
       unlock_slot(slot);
       remove_entry(region);
       plugged[region] = false
    fi
}

#define in_pool(region) ((sized[0] && begin[0] == (region)) || (sized[1] && begin[1] == (region)))

proctype changer() {
    byte changes = 0, slot, from, to, end, key, number, count;
    do
    :: changes < CHANGES && !(sized[0] && sized[1]) && !in_pool(1) -> changes++; add(1)
    :: changes < CHANGES && !(sized[0] && sized[1]) && !in_pool(2) -> changes++; add(2)
    :: changes < CHANGES && !(sized[0] && sized[1]) && !in_pool(3) -> changes++; add(3)
    :: changes < CHANGES && in_pool(1) -> changes++; remove(1)
    :: changes < CHANGES && in_pool(2) -> changes++; remove(2)
    :: changes < CHANGES && in_pool(3) -> changes++; remove(3)
    :: changes == CHANGES -> break
    od
}

/* OwnerTable::state and find */
inline find_entry() {
    atomic {
        state = version;
        found = copy_of(version);
        two = (entries == 2)
    }
    if
    :: two && keys[found + 1] != 0 && keys[found + 1] <= address -> found++
    :: else
    fi;
    slot = slots[found]
}

/* surely_contains: two looks, without the lock */
inline look() {
    contains = sized[slot];
    contains = contains && begin[slot] == address
}
inline look_twice() {
    look();
    if
    :: contains -> look()
    :: else
    fi
}

/* ManyOwners::find. OwnerTable::State is the version and the number of entries. */
inline find() {
    do
    :: find_entry();
       look_twice();
       if
       :: contains -> break
       :: else
       fi;
#ifdef LOOKS_ONCE
       break
#else
       if
       :: version == state -> break
       :: else
       fi
#endif
    od
}

/* Pool::lock_owner: `contains` says whether it was found, and then its lock is held. */
inline lock_owner() {
    do
    :: find();
       if
       :: !contains -> break
       :: else -> lock_slot(slot)
       fi;
#ifdef NO_SECOND_LOOK
       break
#else
       if
       :: sized[slot] && begin[slot] == address -> break
       :: else -> unlock_slot(slot)
       fi
#endif
    od
}

/* The quick way of Pool::free asks a slot that is guessed, and so may be any. */
inline probable() {
    if
    :: slot = 0
    :: slot = 1
    fi;
    contains = false;
    atomic {
        if
        :: !locked[slot] -> locked[slot] = true; contains = true
        :: else
        fi
    }
    if
    :: contains && !(sized[slot] && begin[slot] == address) ->
       unlock_slot(slot);
       contains = false
    :: else
    fi
}

/* A block of one of the regions, as plan.pml gives it. */
inline alloc() {
    atomic {
        if
        :: serves[0] && !locked[0] && !taken[begin[0]] -> address = begin[0]
        :: serves[1] && !locked[1] && !taken[begin[1]] -> address = begin[1]
        :: true -> goto done
        fi;
        touch(address);
        taken[address] = true
    }
}

inline free() {
    probable();
    if
    :: !contains -> lock_owner()
    :: else
    fi;
    assert(contains && begin[slot] == address && taken[address]);
    touch(address);
    taken[address] = false;
    unlock_slot(slot)
}

/* A pointer that is nobody's block: the region may be there or not, and may come or go. */
inline free_stale() {
    lock_owner();
    if
    :: contains ->
       assert(sized[slot] && begin[slot] == address && address != NOWHERE);
       touch(address);
       unlock_slot(slot)
    :: else
    fi
}

proctype user() {
    byte address = 0, slot = 0, state, found;
    bool contains, two;
    if
    :: alloc(); free()
    :: if
       :: address = 1
       :: address = 3
       :: address = NOWHERE
       fi;
       free_stale()
    fi;
done:
    skip
}

/* Two regions, as two calls of add leave them. */
init {
    atomic {
        sized[0] = true; begin[0] = 1; plugged[1] = true; serves[0] = true;
        sized[1] = true; begin[1] = 2; plugged[2] = true; serves[1] = true;
        keys[0] = 1; slots[0] = 0; keys[1] = 2; slots[1] = 1; entries = 2;
        run changer();
        run user();
#if USERS == 2
        run user()
#endif
    }
}
