/*
 * The lock of the Linux port: ports/linux/include/smh/port.hpp (Lock) and ports/linux/lock.cpp.
 *
 * Threads take the lock as often as they like, by lock() or try_lock(), and end. Spin looks for two
 * of them inside at once (an assertion), and for a state in which some sleep and nobody is left to
 * wake them (an invalid end state).
 *
 * Each atomic operation of the code is one step here. A kernel's futex: it compares and goes to
 * sleep in one step, wakes one of those who sleep, whichever, and may return for no reason.
 */
#ifndef THREADS
#define THREADS 4
#endif

byte state = 0; /* 0: free; 1: held; 2: held, and someone may be asleep */
bool asleep[THREADS];
byte inside = 0;

/* state_.compare_exchange_strong(0, 1) */
inline compare_exchange(taken) {
#ifdef TAKEN_IN_TWO_STEPS
    taken = (state == 0);
    if
    :: taken -> state = 1
    :: else
    fi
#else
    atomic {
        taken = (state == 0);
        if
        :: taken -> state = 1
        :: else
        fi
    }
#endif
}

/* futex(state_, FUTEX_WAIT_PRIVATE, 2) */
inline wait_on_futex() {
#ifdef SLEEPS_WITHOUT_A_LOOK
    asleep[_pid] = true;
#else
    atomic {
        if
        :: state == 2 -> asleep[_pid] = true
        :: state != 2 /* EAGAIN */
        :: true /* EINTR */
        fi
    }
#endif
    !asleep[_pid]
}

/* futex(state_, FUTEX_WAKE_PRIVATE, 1) */
inline wake_one() {
    atomic {
        if
        :: asleep[0] -> asleep[0] = false
        :: asleep[1] -> asleep[1] = false
        :: asleep[2] -> asleep[2] = false
        :: asleep[3] -> asleep[3] = false
        :: else
        fi
    }
}

/* Lock::lock_contended: the looks after longer and longer pauses, as many as it may be, and then
   the exchange of the last loop. */
inline lock_contended() {
    do
    :: compare_exchange(taken);
       if
       :: taken -> goto entered
       :: else
       fi
    :: break
    od;
    do
    :: atomic {
           before = state;
#ifdef TAKEN_AS_IF_NOBODY_SLEPT
           state = (before == 0 -> 1 : 2)
#else
           state = 2
#endif
       }
       if
       :: before == 0 -> break
       :: else -> wait_on_futex()
       fi
    od
}

/* Lock::unlock */
inline unlock() {
    atomic {
        before = state;
        state = 0
    }
    if
#ifndef NOBODY_IS_WOKEN
    :: before == 2 -> wake_one()
#endif
    :: else
    fi
}

active [THREADS] proctype thread() {
    bool taken;
    byte before;
    do
    :: compare_exchange(taken);
       if
       :: taken
       :: !taken -> lock_contended()
       :: !taken -> goto next /* it was try_lock() */
       fi;
entered:
       inside++;
       assert(inside == 1);
       inside--;
       unlock();
next:
       taken = false;
       before = 0
    :: break
    od
}
