#include "record/quiet.hpp"

#include <cerrno>
#include <ctime>
#include <pthread.h>

namespace smh::record {

Quiet::Quiet() : error_(errno) {
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel_);
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &blocked_);
    sigpending(&pending_);
}

Quiet::~Quiet() {
    constexpr int of_writes[] = {SIGXFSZ, SIGPIPE};
    for (const int signal : of_writes) {
        if (sigismember(&pending_, signal) == 0) {
            sigset_t one;
            sigemptyset(&one);
            sigaddset(&one, signal);
            const timespec at_once{};
            sigtimedwait(&one, nullptr, &at_once);
        }
    }
    pthread_sigmask(SIG_SETMASK, &blocked_, nullptr);
    pthread_setcancelstate(cancel_, nullptr);
    errno = error_;
}

} // namespace smh::record
