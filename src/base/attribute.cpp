#include "smh/attribute.hpp"

#include <atomic>

namespace smh {

namespace {

constinit std::atomic<const char*> names[config::max_attributes]{"cacheable", "non-cacheable"};

} // namespace

bool set_name(Attribute attribute, const char* name) noexcept {
    if (!attribute.in_bound()) {
        return false;
    }
    names[attribute.number].store(name, std::memory_order_release);
    return true;
}

const char* name_of(Attribute attribute) noexcept {
    return attribute.in_bound() ? names[attribute.number].load(std::memory_order_acquire) : nullptr;
}

} // namespace smh
