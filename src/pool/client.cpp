// Clients: who they are, what they use, and what they may.
#include "smh/client.hpp"

#include "pool/choice.hpp"
#include "pool/freeing.hpp"
#include "pool/within.hpp"

namespace smh {

ClientStatistics Client::statistics() const noexcept {
    const Guard guard(lock_);
    return {used_, peak_, quota_, allocations_ - frees_, allocations_, failures_};
}

void Client::reset_peak() noexcept {
    const Guard guard(lock_);
    peak_ = used_;
}

bool Client::change(std::size_t from, std::size_t to) noexcept {
    const Guard guard(lock_);
    if (to > from && (used_ > quota_ || to - from > quota_ - used_)) {
        return false;
    }
    used_ += to - from;
    peak_ = peak_ > used_ ? peak_ : used_;
    return true;
}

bool Client::has_room_for(std::size_t bytes) const noexcept {
    const Guard guard(lock_);
    return used_ <= quota_ && bytes <= quota_ - used_;
}

void Client::count_served() noexcept {
    const Guard guard(lock_);
    ++allocations_;
}

void Client::count_freed(std::size_t footprint) noexcept {
    const Guard guard(lock_);
    used_ -= footprint;
    ++frees_;
}

void Client::count_failure() noexcept {
    const Guard guard(lock_);
    ++failures_;
}

Status Pool::add_client(Client& client) noexcept {
    const Guard guard(add_lock_);
    if (!initialised_) {
        return Status::not_permitted;
    }
    if (client.number_ != 0) {
        return Status::exists;
    }
    for (unsigned place = 0; place < config::max_clients; ++place) {
        if (clients_[place].load(std::memory_order_relaxed) == nullptr) {
            client.number_ = place + 1;
            clients_[place].store(&client, std::memory_order_release);
            return Status::ok;
        }
    }
    return Status::no_memory;
}

Status Pool::remove_client(Client& client) noexcept {
    const Guard guard(add_lock_);
    if (this->client(client.number_) != &client) {
        return Status::invalid;
    }
    const Guard client_guard(client.lock_);
    if (client.used_ != 0) {
        return Status::busy;
    }
    clients_[client.number_ - 1].store(nullptr, std::memory_order_release);
    client.number_ = 0;
    return Status::ok;
}

void Pool::set_quota(Client& client, std::size_t quota) noexcept {
    {
        const Guard guard(client.lock_);
        client.quota_ = quota;
    }
    serve_waiters();
}

Client* Pool::client(unsigned number) const noexcept {
    return number - 1 < config::max_clients ? clients_[number - 1].load(std::memory_order_acquire)
                                            : nullptr;
}

// What a block for the request takes at least, wherever it will lie.
std::size_t Pool::least_footprint(const Request& request) const noexcept {
    const bool tables = config::tables && tables_.load(std::memory_order_relaxed) != 0;
    return tables ? request.bytes : least_with_tag(request);
}

// A request through a client: what the block takes at least is reserved first, and then made what
// it really takes. Where the quota has no room for that, it is as if no region could serve.
Served Pool::serve_client(Client& client, const Request& request) noexcept {
    const std::size_t least = least_footprint(request);
    if (this->client(client.number_) != &client || !client.change(0, least)) {
        return {};
    }
    Served served = serve_anyone(request);
    if (!served) {
        client.change(least, 0);
        return served;
    }
    const auto address = reinterpret_cast<std::uintptr_t>(served.block);
    if (!give_to(client, own(*lock_owner(address)), address, least)) {
        served = {};
    }
    return served;
}

// With the slot's lock held, which it gives back. Frees the block again where the quota has no room
// for it.
bool Pool::give_to(Client& client, Slot& slot, Place address, std::size_t reserved) noexcept {
    heap::Block found{};
    bool parked = false;
    {
        const Guard guard(slot.lock, Guard::Held{});
        make_sound(slot);
        const bool given = slot.with_heap([&](auto& heap) noexcept {
            using Heap = std::remove_reference_t<decltype(heap)>;
            const auto place = static_cast<typename Heap::Address>(address);
            heap.look_at(place, found);
            if (client.change(reserved, found.footprint)) {
                heap.set_client(place, client.number_);
                return true;
            }
            parked = Heap::exact;
            give_up(slot, heap, found, place);
            return false;
        });
        if (given) {
            client.count_served();
            return true;
        }
    }
    client.change(reserved, 0);
    if (parked) {
        retire(slot, found);
    }
    return false;
}

} // namespace smh
