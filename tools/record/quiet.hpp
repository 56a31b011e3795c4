// A stretch of code that the program must not notice.
#pragma once

#include <csignal>

namespace smh::record {

// While it lives: no signal is handled on this thread, the thread is not cancelled. When it goes,
// errno is what it was, and a signal that a failed write sent (SIGXFSZ, SIGPIPE) is gone.
class Quiet {
public:
    Quiet();
    ~Quiet();
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    int error_;
    int cancel_ = 0;
    sigset_t blocked_;
    sigset_t pending_; // before: those are the program's
};

} // namespace smh::record
