// What a fault says of the pool.
#include "base/fault.hpp"

#include "pool/guard.hpp"
#include "smh/pool.hpp"

namespace smh {

namespace {

// The block that an address lies in.
struct Enclosing {
    std::uintptr_t address;
    const void* block = nullptr;
    unsigned client = 0;

    static void look(void* context, const BlockView& block) {
        auto& self = *static_cast<Enclosing*>(context);
        if (self.address - reinterpret_cast<std::uintptr_t>(block.address) < block.size) {
            self.block = block.address;
            self.client = block.client;
        }
    }
};

} // namespace

[[gnu::noinline]] void Pool::fault(FaultKind kind, Call call, Place place,
                                   const Slot* slot) const noexcept {
    const auto* const address = reinterpret_cast<const void*>(static_cast<std::uintptr_t>(place));
    if (slot == nullptr) {
        return base::raise({kind, call, address, nullptr, -1, nullptr, 0});
    }
    const auto number = static_cast<unsigned>(slot - slots_);
    Enclosing enclosing{reinterpret_cast<std::uintptr_t>(address)};
    if constexpr (config::hardening >= config::Hardening::full) {
        walk(number, Enclosing::look, &enclosing);
    }
    base::raise({kind, call, address, name_of(*slot), static_cast<int>(number), enclosing.block,
                 enclosing.client});
}

// Of the region that is in the slot now: another may come meanwhile.
const char* Pool::name_of(const Slot& slot) noexcept {
    const Guard guard(slot.lock);
    return slot.region.name;
}

} // namespace smh
