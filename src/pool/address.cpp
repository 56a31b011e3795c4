// Regions of addresses that are not this program's. Where a pointer would say which region a block
// lies in, here the address itself does.
#include "smh/pool.hpp"

#if SMH_TABLES

#include "pool/choice.hpp"
#include "pool/guard.hpp"
#include "pool/resize.hpp"
#include "pool/table.hpp"
#include "pool/with_block.hpp"

namespace smh {

Address Pool::alloc_address(Attribute attribute, std::size_t bytes) noexcept {
    return aligned_alloc_address(attribute, 0, bytes);
}

Address Pool::aligned_alloc_address(Attribute attribute, std::size_t alignment,
                                    std::size_t bytes) noexcept {
    if (!attribute.in_bound()) {
        return {};
    }
    AttributeSet choices[1 + max_fallbacks];
    const Request request{.bytes = bytes,
                          .alignment = alignment,
                          .required = {},
                          .preferred = choices,
                          .preferred_count = choices_for(attribute, choices),
                          .client = nullptr};
    return alloc_address(request);
}

Address Pool::alloc_address(const Request& request) noexcept {
    if (!makes_sense(request)) {
        return {};
    }
    const Address found = serve_address(request);
    if (!found) {
        refuse(request, address_plan_);
    } else if (observer() != nullptr) {
        report_allocated(own(*lock_region_of(found)), found.value());
    }
    return found;
}

// As serve of a request for memory: for its client, if it has one.
Address Pool::serve_address(const Request& request) noexcept {
    if constexpr (config::max_clients != 0) {
        if (request.client != nullptr) {
            return serve_address(*request.client, request);
        }
    }
    return find_address(request);
}

Address Pool::serve_address(Client& client, const Request& request) noexcept {
    const std::size_t least = least_footprint(request);
    if (this->client(client.number_) != &client || !client.change(0, least)) {
        return {};
    }
    const Address found = find_address(request);
    if (!found) {
        client.change(least, 0);
        return {};
    }
    Slot& slot = own(*lock_region_of(found));
    return give_to(client, slot, found.value(), least) ? found : Address{};
}

Address Pool::find_address(const Request& request) noexcept {
    Address found;
    for (std::size_t number = 0; !found && number <= request.preferred_count; ++number) {
        const AttributeSet wanted = choice_of(request, number);
        found =
            wanted.empty() ? Address{} : search_addresses(wanted, request.alignment, request.bytes);
    }
    return found;
}

// Each region first does what is quick; only if none can serve, each does all it can.
Address Pool::search_addresses(AttributeSet wanted, std::size_t alignment,
                               std::size_t bytes) noexcept {
    for (bool last_try = !heap::has_recent;; last_try = true) {
        const detail::Plan::State state = address_plan_.state();
        Address found;
        for (unsigned word = 0; !found && word < detail::rank_words; ++word) {
            std::uint32_t left = address_plan_.serving(state, wanted, word);
            for (; !found && left != 0; left &= left - 1) {
                const unsigned rank = 32 * word + base::lowest_bit(left);
                Slot& slot = slots_[address_plan_.slot(state, rank)];
                found = within(slot, Call::alloc, [&]() noexcept {
                    return address_plan_.current(state)
                               ? take_address(slot, alignment, bytes, last_try)
                               : Address{};
                });
            }
        }
        if (found || (last_try && address_plan_.current(state))) {
            return found;
        }
    }
    return {};
}

// With the slot's lock held.
Address Pool::take_address(Slot& slot, std::size_t alignment, std::size_t bytes,
                           bool last_try) noexcept {
    heap::TableHeap& heap = *slot.elsewhere.heap();
    const heap::Index index = take(heap, alignment, bytes, last_try);
    if (index != heap::TableHeap::none) {
        slot.counts.count_allocation();
        return {static_cast<unsigned>(&slot - slots_), heap.address_of(index)};
    }
    return {};
}

// The slot, with its lock held; null where the address lies in none.
const Pool::Slot* Pool::lock_region_of(Address address) const noexcept {
    if (address.region() < region_count()) {
        const Slot& slot = slots_[address.region()];
        slot.lock.lock();
        if (!slot.holds_tags() && slot.elsewhere.of_addresses() &&
            address.value() - slot.elsewhere.facts().begin < slot.elsewhere.facts().size) {
            return &slot;
        }
        slot.lock.unlock();
    }
    return nullptr;
}

void Pool::free(Address address) noexcept {
    if (!address) {
        return;
    }
    const Slot* const slot = lock_region_of(address);
    if (slot == nullptr) {
        return fault(FaultKind::foreign_pointer, Call::free, static_cast<Place>(address.value()),
                     nullptr);
    }
    free_in_table(own(*slot), static_cast<Place>(address.value()));
}

std::size_t Pool::usable_size(Address address) const noexcept {
    std::size_t usable = 0;
    if (!address) {
        return usable;
    }
    const auto place = static_cast<Place>(address.value());
    const Slot* const slot = lock_region_of(address);
    if (slot == nullptr) {
        fault(FaultKind::foreign_pointer, Call::usable_size, place, nullptr);
        return usable;
    }
    with_held_block(Call::usable_size, *slot, place,
                    [&](const Slot&, const heap::Block& found) { usable = found.usable; });
    return usable;
}

bool Pool::resize(Address address, std::size_t bytes) noexcept {
    bool in_place = false;
    if (!address || bytes == 0) {
        return in_place;
    }
    const auto place = static_cast<Place>(address.value());
    const Slot* const slot = lock_region_of(address);
    if (slot == nullptr) {
        fault(FaultKind::foreign_pointer, Call::realloc, place, nullptr);
        return in_place;
    }
    Resize resize{place, 0, bytes};
    with_held_block(Call::realloc, *slot, place, [&](const Slot& held, const heap::Block& old) {
        resize.old = old;
        resize.usable = old.usable;
        resize.alignment = old.alignment;
        in_place = resize_in_place(held, resize);
    });
    if (in_place && is_watched()) {
        if (const Slot* const resized = lock_region_of(address)) {
            report_resized(*resized, place);
        }
    }
    return in_place;
}

bool Pool::address_region(unsigned number, AddressRegion& out) const noexcept {
    const Slot* const slot = published(number);
    if (slot != nullptr) {
        const Guard guard(slot->lock);
        if (slot->elsewhere.of_addresses()) {
            const Region& shown = slot->region;
            out = {slot->elsewhere.facts().given_address,
                   slot->elsewhere.facts().given_size,
                   shown.attributes,
                   shown.priority,
                   shown.user_data,
                   shown.name};
            return true;
        }
    }
    return false;
}

} // namespace smh

#else

namespace smh {

Address Pool::alloc_address(Attribute /*attribute*/, std::size_t /*bytes*/) noexcept {
    return {};
}
Address Pool::aligned_alloc_address(Attribute /*attribute*/, std::size_t /*alignment*/,
                                    std::size_t /*bytes*/) noexcept {
    return {};
}
Address Pool::alloc_address(const Request& /*request*/) noexcept {
    return {};
}
void Pool::free(Address address) noexcept {
    if (address) {
        fault(FaultKind::foreign_pointer, Call::free, static_cast<Place>(address.value()), nullptr);
    }
}
std::size_t Pool::usable_size(Address address) const noexcept {
    if (address) {
        fault(FaultKind::foreign_pointer, Call::usable_size, static_cast<Place>(address.value()),
              nullptr);
    }
    return 0;
}
bool Pool::resize(Address address, std::size_t /*bytes*/) noexcept {
    if (address) {
        fault(FaultKind::foreign_pointer, Call::realloc, static_cast<Place>(address.value()),
              nullptr);
    }
    return false;
}
bool Pool::address_region(unsigned /*number*/, AddressRegion& /*out*/) const noexcept {
    return false;
}

} // namespace smh

#endif
