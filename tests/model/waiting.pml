/*
 * Requests that wait: src/pool/wait.cpp, watch.cpp, and what may have made one possible: a block that
 * is freed (src/pool/pool.cpp), and a client's request that holds a block for a moment and gives it
 * back, as its quota has no room for all of it (src/pool/client.cpp).
 *
 * There is one region with room for one block, which a thread holds. Others wait for it, one of them
 * only for a time. Spin looks for a state in which one sleeps for ever. In what order they are served is not
 * part of this model.
 */
#define WAITERS 2

bool waiters_locked = false;
bool region_locked = false;
bool taken = true;        /* the only block */
bool watched = false;     /* the bit `waited` of watched_ */
bool listed[WAITERS];     /* who is in the list */
bool served[WAITERS];     /* Waiter::served */
bool woken[WAITERS];      /* Waiter::event */

inline lock(it) {
    atomic {
        !it;
        it = true
    }
}

/* Pool::serve, of one who has no client */
inline serve(result) {
    lock(region_locked);
    d_step {
        result = !taken;
        taken = true
    }
    region_locked = false
}

/* Pool::serve_waiters */
inline serve_one(number) {
    if
    :: listed[number] ->
       serve(served[number]);
       if
       :: served[number] ->
          listed[number] = false;
          woken[number] = true
       :: else
       fi
    :: else
    fi
}
inline serve_waiters() {
    if
    :: watched ->
       lock(waiters_locked);
       serve_one(0);
       serve_one(1);
       waiters_locked = false
    :: else
    fi
}

/* Pool::free: the long way where the pool is watched */
inline free() {
    lock(region_locked);
    d_step {
        looked = watched;
        taken = false
    }
    region_locked = false;
    if
    :: looked -> serve_waiters()
    :: else
    fi
}

/* Pool::wait */
inline wait(me) {
    lock(waiters_locked);
#ifndef WATCHED_AFTERWARDS
    watched = true;
#endif
    listed[me] = true;
    waiters_locked = false;
#ifndef NOT_SERVED_ONCE_MORE
    serve_waiters();
#endif
#ifdef WATCHED_AFTERWARDS
    watched = true;
#endif
    if
    :: woken[me]
    :: me == 1 /* its time is up */
    fi;
    lock(waiters_locked);
    listed[me] = false;
    watched = listed[0] || listed[1];
    waiters_locked = false
}

/* Pool::alloc that waits */
proctype waiter(byte me) {
    bool got = false, looked = false;
    if
    :: !watched -> serve(got)
    :: else
    fi;
    if
    :: !got -> wait(me); got = served[me]
    :: else
    fi;
    if
    :: got -> free()
    :: else
    fi
}

proctype owner() {
    bool looked;
    free()
}

/* Pool::serve_client and give_to, and then Pool::refuse */
proctype refused_client() {
    bool got;
    serve(got);
    if
    :: got ->
       lock(region_locked);
       taken = false;
       region_locked = false
    :: else
    fi;
#ifndef GIVEN_BACK_SILENTLY
    serve_waiters()
#endif
}

init {
    atomic {
        run owner();
        run waiter(0);
        run waiter(1);
        run refused_client()
    }
}
