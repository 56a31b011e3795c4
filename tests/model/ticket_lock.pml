/*
 * TicketLock of include/smh/locks.hpp, on cores that each run one process with interrupts off.
 *
 * Spin looks for two of them inside at once, for one that is served before another that came
 * earlier, and for a state in which some wait and nobody goes on.
 *
 * Tickets are not let wrap around: the code has 2^32 of them, and a core would have to stand still
 * in the middle of try_lock for that many.
 */
#define CORES 3
#define ROUNDS 3

byte next_ticket = 0;
byte serving = 0;
byte inside = 0;
byte last_ticket = 255; /* of who was inside last */

inline critical() {
    inside++;
    assert(inside == 1);
    last_ticket++;
    assert(ticket == last_ticket);
    inside--
}

/* TicketLock::lock */
inline lock() {
#ifdef TICKET_TAKEN_IN_TWO_STEPS
    ticket = next_ticket;
    next_ticket = ticket + 1;
#else
    atomic {
        ticket = next_ticket;
        next_ticket++
    }
#endif
#ifndef NOBODY_WAITS
    serving == ticket
#endif
}

/* TicketLock::try_lock */
inline try_lock(taken) {
    ticket = serving;
    atomic {
#ifdef TRIES_WITHOUT_A_LOOK
        taken = true;
#else
        taken = (next_ticket == ticket);
#endif
        if
        :: taken -> next_ticket = ticket + 1
        :: else
        fi
    }
}

/* TicketLock::unlock */
inline unlock() {
    before = serving;
#ifdef NEXT_ONE_FORGOTTEN
    serving = next_ticket
#else
    serving = before + 1
#endif
}

active [CORES] proctype core() {
    byte ticket;
    byte before;
    byte round = 0;
    bool taken;
    do
    :: round < ROUNDS ->
       round++;
       if
       :: lock();
          taken = true
       :: try_lock(taken)
       fi;
       if
       :: taken ->
          critical();
          unlock()
       :: else
       fi
    :: round == ROUNDS -> break
    od
}
