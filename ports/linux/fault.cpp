#include <cstdio>
#include <cstdlib>

#include "smh/port.hpp"

namespace smh::port {

void on_fault(const Fault& fault) noexcept {
    char region[96] = "none";
    if (fault.region >= 0) {
        std::snprintf(region, sizeof region, "%d (%s)", fault.region,
                      fault.region_name != nullptr ? fault.region_name : "no name");
    }
    // Names and values, always all of them and in this order: for people and for machines.
    std::fprintf(
        stderr, "smh: fault: %s; call: %s; address: %p; region: %s; block: %p; client: %u\n",
        name_of(fault.kind), name_of(fault.call), fault.address, region, fault.block, fault.client);
    std::abort();
}

} // namespace smh::port
