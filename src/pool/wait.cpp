// Requests that wait for memory.
//
// Who waits stands in a list, in the order of arrival, and sleeps. Whatever may make a request
// possible (a free, a region, a quota) serves the list afterwards: it asks for each in turn, and
// who is served is woken with the block. So nobody is woken in vain, and nobody who waits takes
// what an earlier one could have had.
//
// No wake-up is lost: who waits is in the list, and the pool is watched, before the list is served
// once more.
#include "pool/choice.hpp"
#include "pool/guard.hpp"
#include "smh/pool.hpp"

namespace smh {

struct Pool::Waiter {
    const Request& request;
    Served served{};
    Waiter* next = nullptr;
    port::Event event{};
};

Served Pool::alloc(const Request& request, std::uint64_t timeout) noexcept {
    if (!makes_sense(request)) {
        return {};
    }
    const bool may_wait = can_wait && timeout != 0;
    Served served;
    if (!may_wait || !anybody_waits()) {
        served = serve(request);
    }
    if (!served && may_wait) {
        served = wait(request, timeout);
    }
    return served ? report(served) : refuse(request);
}

void* Pool::alloc_timeout(Attribute attribute, std::size_t bytes, std::uint64_t timeout) noexcept {
    if (!attribute.in_bound()) {
        return nullptr;
    }
    AttributeSet choices[1 + max_fallbacks];
    const Request request{.bytes = bytes,
                          .alignment = 0,
                          .required = {},
                          .preferred = choices,
                          .preferred_count = choices_for(attribute, choices),
                          .client = nullptr};
    return alloc(request, timeout).block;
}

Served Pool::wait(const Request& request, std::uint64_t timeout) noexcept {
    Waiter waiter{request};
    {
        const Guard guard(waiters_lock_);
        if (waiters_ == nullptr) {
            watch(waited, true);
        }
        *link_to(nullptr) = &waiter;
    }
    serve_waiters();
    waiter.event.wait(timeout);
    const Guard guard(waiters_lock_);
    if (!waiter.served) {
        *link_to(&waiter) = waiter.next;
    }
    if (waiters_ == nullptr) {
        watch(waited, false);
    }
    return waiter.served;
}

// What leads to a waiter, or, for null, to the end of the list.
Pool::Waiter** Pool::link_to(const Waiter* waiter) noexcept {
    Waiter** link = &waiters_;
    while (*link != waiter) {
        link = &(*link)->next;
    }
    return link;
}

void Pool::serve_waiters() noexcept {
    if (!anybody_waits()) {
        return;
    }
    const Guard guard(waiters_lock_);
    for (Waiter** link = &waiters_; *link != nullptr;) {
        Waiter& waiter = **link;
        waiter.served = serve(waiter.request);
        if (waiter.served) {
            // Whoever waits takes the lock before it goes on, so it is still there.
            *link = waiter.next;
            waiter.event.set();
        } else {
            link = &waiter.next;
        }
    }
}

} // namespace smh
