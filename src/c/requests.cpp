// The C API: requests.
#include "shared_multi_heap/requests.h"

#include "c/c_api.hpp"

namespace smh {

namespace {

constexpr std::uint64_t nanoseconds(std::uint32_t milliseconds) {
    constexpr std::uint64_t in_one = 1'000'000;
    return milliseconds == SHARED_MULTI_HEAP_FOREVER ? Pool::forever : milliseconds * in_one;
}

void* serve(const shared_multi_heap_request* wanted, std::uint64_t timeout, unsigned* region) {
    if (wanted == nullptr || wanted->preferred_count > SHARED_MULTI_HEAP_MAX_PREFERRED ||
        (wanted->preferred == nullptr && wanted->preferred_count != 0)) {
        return nullptr;
    }
    AttributeSet preferred[SHARED_MULTI_HEAP_MAX_PREFERRED];
    for (std::size_t number = 0; number < wanted->preferred_count; ++number) {
        preferred[number] = AttributeSet::from_bits(wanted->preferred[number]);
    }
    Client* const client = shared_pool().client(static_cast<unsigned>(wanted->client));
    if (wanted->client != 0 && client == nullptr) {
        return nullptr;
    }
    const Request request{.bytes = wanted->bytes,
                          .alignment = wanted->align,
                          .required = AttributeSet::from_bits(wanted->required),
                          .preferred = preferred,
                          .preferred_count = wanted->preferred_count,
                          .client = client};
    void* const block = shared_pool().alloc(request, timeout).block;
    if (block != nullptr && region != nullptr) {
        *region = static_cast<unsigned>(shared_pool().region_number_of(block));
    }
    return block;
}

} // namespace
} // namespace smh

extern "C" {

void* shared_multi_heap_alloc_request(const struct shared_multi_heap_request* request,
                                      unsigned int* region) {
    return smh::serve(request, 0, region);
}

void* shared_multi_heap_alloc_request_timeout(const struct shared_multi_heap_request* request,
                                              uint32_t milliseconds, unsigned int* region) {
    return smh::serve(request, smh::nanoseconds(milliseconds), region);
}

void* shared_multi_heap_alloc_timeout(unsigned int attr, size_t bytes, uint32_t milliseconds) {
    return smh::shared_pool().alloc_timeout(smh::Attribute{attr}, bytes,
                                            smh::nanoseconds(milliseconds));
}

int shared_multi_heap_set_fallback(unsigned int attr, const unsigned int* others, size_t count) {
    smh::Attribute attributes[smh::Pool::max_fallbacks];
    if (count > smh::Pool::max_fallbacks || (others == nullptr && count != 0)) {
        return smh::error_number(smh::Status::invalid);
    }
    for (size_t number = 0; number < count; ++number) {
        attributes[number].number = others[number];
    }
    return smh::error_number(
        smh::shared_pool().set_fallback(smh::Attribute{attr}, attributes, count));
}

} // extern "C"
