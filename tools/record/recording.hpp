// One process's trace in the making.
#pragma once

#include "record/guard.hpp"
#include "trace/format.hpp"

namespace smh::record {

// One call at a time: an event is in the trace before another thread's is. Used on its own, or
// held over a call whose event must not be overtaken.
class Turn {
public:
    Turn();
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    // Fills in the thread. Does nothing once recording has stopped.
    void note(trace::Event event) const;

private:
    Guard guard_; // what the recorder itself calls is not the program's
};

// Writes out what is left, and the end. `goes_on`: the program may still go on, because this is
// before an exec that can fail. Does nothing in a child that shares its parent's memory (vfork),
// nor in a signal handler that has interrupted the recorder.
void finish(bool goes_on);

} // namespace smh::record
