#include "operation.hpp"

#include <fmt/format.h>

namespace smh::exhaustive {

std::string Operation::text() const {
    switch (kind) {
    case Kind::alloc:
        return fmt::format("alloc({})", bytes);
    case Kind::aligned_alloc:
        return fmt::format("aligned_alloc({}, {})", alignment, bytes);
    case Kind::free:
        return fmt::format("free(block {})", block);
    case Kind::resize:
        return fmt::format("resize(block {}, {})", block, bytes);
    }
    return "";
}

} // namespace smh::exhaustive
