#include <cstdio>
#include <cstdlib>

#include "smh/port.hpp"

namespace smh::port {

void on_fault(const Fault& fault) noexcept {
    if (fault.region < 0) {
        std::fprintf(stderr, "smh: %s: %s of %p, which lies in no region\n", name_of(fault.call),
                     name_of(fault.kind), fault.address);
    } else {
        std::fprintf(stderr, "smh: %s: %s of %p in region %d (%s)\n", name_of(fault.call),
                     name_of(fault.kind), fault.address, fault.region,
                     fault.region_name != nullptr ? fault.region_name : "no name");
    }
    std::abort();
}

} // namespace smh::port
