// Requests for sets of attributes, and what happens when no region can serve one.
#include "pool/choice.hpp"
#include "pool/search.hpp"

namespace smh {

Served Pool::alloc(const Request& request) noexcept {
    if (!makes_sense(request)) {
        return {};
    }
    const Served served = serve(request);
    return served ? report(served) : refuse(request);
}

// For its client, if it has one. Counts and reports no failure: who waits asks more than once.
Served Pool::serve(const Request& request) noexcept {
    return config::max_clients != 0 && request.client != nullptr
               ? serve_client(*request.client, request)
               : serve_anyone(request);
}

Served Pool::serve_anyone(const Request& request) noexcept {
    for (std::size_t number = 0; number <= request.preferred_count; ++number) {
        const AttributeSet wanted = choice_of(request, number);
        void* const block =
            wanted.empty() ? nullptr : search_set(wanted, request.alignment, request.bytes);
        if (block != nullptr) {
            return {block, region_of(block)};
        }
    }
    return {};
}

Served Pool::refuse(const Request& request, const detail::Plan& plan) noexcept {
    const AttributeSet wanted = choice_of(request, 0);
    if (config::max_clients == 0 || request.client == nullptr) {
        count_failure(plan, wanted);
    } else {
        request.client->count_failure();
        // What the quota refuses no region was asked for.
        if (request.client->has_room_for(least_footprint(request))) {
            count_failure(plan, wanted);
        }
    }
    report_failure({request.bytes, request.alignment, wanted});
    // For a moment it may have held what another, who waits, could have had: a block, or a part of
    // the quota.
    serve_waiters();
    return {};
}

[[gnu::noinline]] void* Pool::search_set(AttributeSet attributes, std::size_t alignment,
                                         std::size_t bytes) noexcept {
    return search(attributes, Need(alignment, heap::with_note(bytes, alignment)));
}

// The attribute, and what stands in for it, in their order; returns how many they are.
std::size_t Pool::choices_for(Attribute attribute, AttributeSet* choices) const noexcept {
    std::size_t count = 0;
    choices[count++] = attribute;
    if constexpr (config::fallback) {
        std::uint32_t others = fallback_[attribute.number].load(std::memory_order_relaxed);
        for (; others != 0; others >>= 8) {
            choices[count++] = Attribute{(others & 0xFFU) - 1};
        }
    }
    return count;
}

[[gnu::noinline]] void* Pool::alloc_failed(Attribute attribute, std::size_t alignment,
                                           std::size_t bytes) noexcept {
    if constexpr (config::fallback) {
        AttributeSet choices[1 + max_fallbacks];
        const std::size_t count = choices_for(attribute, choices);
        for (std::size_t choice = 1; choice < count; ++choice) {
            void* const block = search_set(choices[choice], alignment, bytes);
            if (block != nullptr) {
                return block;
            }
        }
    }
    count_failure(attribute);
    report_failure({bytes, alignment, attribute});
    return nullptr;
}

// Of a request that no region could serve, with those that were asked first.
void Pool::count_failure(const detail::Plan& plan, AttributeSet attributes) noexcept {
    if constexpr (!config::statistics) {
        return;
    }
    const detail::Plan::State state = plan.state();
    for (unsigned word = 0; !attributes.empty() && word < detail::rank_words; ++word) {
        std::uint32_t left = plan.serving(state, attributes, word);
        for (; left != 0; left &= left - 1) {
            Slot& slot = slots_[plan.slot(state, 32 * word + base::lowest_bit(left))];
            const Guard guard(slot.lock);
            slot.counts.count_failure();
        }
    }
}

Status Pool::set_fallback(Attribute attribute, std::initializer_list<Attribute> others) noexcept {
    return set_fallback(attribute, others.begin(), others.size());
}

Status Pool::set_fallback(Attribute attribute, const Attribute* others,
                          std::size_t count) noexcept {
    if (!config::fallback || !attribute.in_bound() || count > max_fallbacks) {
        return Status::invalid;
    }
    std::uint32_t numbers = 0;
    for (std::size_t place = 0; place < count; ++place) {
        if (!others[place].in_bound()) {
            return Status::invalid;
        }
        numbers |= (others[place].number + 1) << 8 * place;
    }
    fallback_[attribute.number].store(numbers, std::memory_order_relaxed);
    return Status::ok;
}

} // namespace smh
