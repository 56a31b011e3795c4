// What the files of the C API share.
#pragma once

#include "smh/port.hpp"
#include "smh/shared_pool.hpp"

namespace smh {

constexpr int error_number(Status status) {
    switch (status) {
    case Status::ok:
        return 0;
    case Status::already:
        return -port::error_already;
    case Status::not_permitted:
        return -port::error_not_permitted;
    case Status::exists:
        return -port::error_exists;
    case Status::no_memory:
        return -port::error_no_memory;
    case Status::busy:
        return -port::error_busy;
    case Status::invalid:
        break;
    }
    return -port::error_invalid;
}

} // namespace smh
