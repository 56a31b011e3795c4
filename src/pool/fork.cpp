// A process that forks: the child has a copy of all memory, but only the thread that forked.
//
// While no lock is held no heap and no plan is half changed. So who forks takes all locks before,
// and both processes give theirs back after. What is left to be put right in the child is what
// calls keep between two holds of a lock.
#include "base/memcheck.hpp"
#include "heap/heap.hpp"
#include "smh/client.hpp"
#include "smh/pool.hpp"

namespace smh {

// In the order in which calls take those that they hold together. Of slots a call holds one lock at
// a time, and of clients one behind it.
template <class Action>
void Pool::for_all_locks(Action action) noexcept {
    action(waiters_lock_);
    action(add_lock_);
    for (Slot& slot : slots_) {
        action(slot.lock);
    }
    for (std::atomic<Client*>& place : clients_) {
        if (Client* const client = place.load(std::memory_order_relaxed)) {
            action(client->lock_);
        }
    }
}

void Pool::before_fork() noexcept {
    for_all_locks([](port::Lock& lock) { lock.lock(); });
}

void Pool::after_fork_in_parent() noexcept {
    for_all_locks([](port::Lock& lock) { lock.unlock(); });
}

void Pool::after_fork_in_child() noexcept {
    [[maybe_unused]] const base::memcheck::Quiet quiet;
    waiters_ = nullptr;
    for (Slot& slot : slots_) {
        for (unsigned walk = 0; slot.occupied() && walk < heap::Heap::max_walks; ++walk) {
            slot.with_heap([walk](auto& heap) { heap.end_walk(walk); });
        }
    }
    recount_clients();
    for_all_locks([](port::Lock& lock) { lock.unlock(); });
    watch(waited, false);
    watch(observed, observer() != nullptr);
}

// A call that is over may have reserved bytes for a block that it did not get, or have freed one
// and not said so yet. The blocks tell.
void Pool::recount_clients() noexcept {
    bool any = false;
    for (std::atomic<Client*>& place : clients_) {
        if (Client* const client = place.load(std::memory_order_relaxed)) {
            client->used_ = 0;
            client->frees_ = client->allocations_;
            any = true;
        }
    }
    const BlockVisitor count = [](void* pool, const BlockView& block) {
        Client* const client = static_cast<Pool*>(pool)->client(block.client);
        if (client != nullptr && !block.free) {
            client->used_ += block.footprint;
            --client->frees_;
        }
    };
    for (Slot& slot : slots_) {
        if (any && slot.occupied()) {
            slot.with_heap([&](auto& heap) { heap.walk(count, this); });
        }
    }
}

} // namespace smh
