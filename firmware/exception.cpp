#include "machine.hpp"

namespace machine {

void stop_at_exception(bool at_breakpoint) {
    write(at_breakpoint ? "stopped at a breakpoint\n" : "stopped by an exception\n");
    stop(at_breakpoint ? stopped_by_breakpoint : stopped_by_exception);
}

} // namespace machine
