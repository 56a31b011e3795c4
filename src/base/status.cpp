#include "smh/status.hpp"

namespace smh {

const char* describe(Status status) noexcept {
    switch (status) {
    case Status::ok:
        return "done";
    case Status::already:
        return "the pool is initialised already";
    case Status::not_permitted:
        return "the pool is not initialised yet";
    case Status::invalid:
        return "the region cannot be used: check its attributes, address and size";
    case Status::exists:
        return "the region overlaps one that is in the pool";
    case Status::no_memory:
        return "the pool has no slot left for a region: raise SMH_MAX_REGIONS";
    case Status::busy:
        return "the region is in use";
    }
    return "unknown status";
}

} // namespace smh
