#include "guarded_call.hpp"

#include <sys/time.h>

#include <csetjmp>
#include <csignal>

namespace smh::corruption {

namespace {

sigjmp_buf before_call;
volatile std::sig_atomic_t in_call = 0;
volatile std::sig_atomic_t ticks_in_call = 0;

constexpr int stopped_outside = 1;
constexpr int stopped_endless = 2;

// The fault of a test itself is none of the heap's.
void on_bad_access(int signal) {
    if (in_call == 0) {
        std::signal(signal, SIG_DFL);
        return;
    }
    siglongjmp(before_call, stopped_outside);
}

void on_tick(int) {
    ticks_in_call = ticks_in_call + 1;
    if (in_call != 0 && ticks_in_call > 2) {
        siglongjmp(before_call, stopped_endless);
    }
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigaction(signal, &action, nullptr);
}

} // namespace

void watch_for_endless_calls() {
    handle(SIGSEGV, on_bad_access);
    handle(SIGBUS, on_bad_access);
    handle(SIGPROF, on_tick);
    const itimerval every_second{{1, 0}, {1, 0}};
    setitimer(ITIMER_PROF, &every_second, nullptr);
}

std::optional<Harm> guarded_call(const std::function<void()>& call) {
    ticks_in_call = 0;
    switch (sigsetjmp(before_call, 1)) {
    case 0:
        in_call = 1;
        call();
        in_call = 0;
        return std::nullopt;
    case stopped_outside:
        in_call = 0;
        return Harm::outside;
    default:
        in_call = 0;
        return Harm::endless;
    }
}

} // namespace smh::corruption
