// Requests for sets of attributes, and what happens when no region can serve one.
#include "pool/search.hpp"

namespace smh {

namespace {

// The set that is tried as the number-th: each preferred one, then what is required alone.
AttributeSet choice_of(const Request& request, std::size_t number) {
    AttributeSet wanted = request.required;
    if (number < request.preferred_count) {
        wanted.insert(request.preferred[number]);
    }
    return wanted;
}

bool makes_sense(const Request& request) {
    for (std::size_t number = 0; number <= request.preferred_count; ++number) {
        if (!choice_of(request, number).in_bound()) {
            return false;
        }
    }
    return (request.alignment & (request.alignment - 1)) == 0 && heap::units_of(request.bytes) != 0;
}

} // namespace

Served Pool::alloc(const Request& request) noexcept {
    if (!makes_sense(request)) {
        return {};
    }
    for (std::size_t number = 0; number <= request.preferred_count; ++number) {
        const Served served = serve(choice_of(request, number), request.alignment, request.bytes);
        if (served) {
            return served;
        }
    }
    count_failure(choice_of(request, 0));
    return {};
}

Served Pool::serve(AttributeSet attributes, std::size_t alignment, std::size_t bytes) noexcept {
    void* const block = attributes.empty() ? nullptr : search_set(attributes, alignment, bytes);
    return {block, block != nullptr ? region_of(block) : nullptr};
}

[[gnu::noinline]] void* Pool::search_set(AttributeSet attributes, std::size_t alignment,
                                         std::size_t bytes) noexcept {
    return search(attributes, Need(alignment, bytes));
}

[[gnu::noinline]] void* Pool::alloc_failed(Attribute attribute, std::size_t alignment,
                                           std::size_t bytes) noexcept {
    if constexpr (config::fallback) {
        std::uint32_t others = fallback_[attribute.number].load(std::memory_order_relaxed);
        for (; others != 0; others >>= 8) {
            void* const block = search_set(Attribute{(others & 0xFFU) - 1}, alignment, bytes);
            if (block != nullptr) {
                return block;
            }
        }
    }
    count_failure(attribute);
    return nullptr;
}

// Of a request that no region could serve, with those that were asked first.
void Pool::count_failure(AttributeSet attributes) noexcept {
    if constexpr (!config::statistics) {
        return;
    }
    const detail::Plan::State state = plan_.state();
    for (unsigned word = 0; !attributes.empty() && word < detail::rank_words; ++word) {
        std::uint32_t left = plan_.serving(state, attributes, word);
        for (; left != 0; left &= left - 1) {
            Slot& slot = slots_[plan_.slot(state, 32 * word + base::lowest_bit(left))];
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
