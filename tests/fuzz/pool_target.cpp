// Histories of a pool: each byte is a call, or says how it is made. The model in pool/ knows what
// must come of it.
#include <array>

#include "pool/looks.hpp"
#include "pool/misuse.hpp"
#include "pool/requests.hpp"
#include "pool/settings.hpp"
#include "pool/with_addresses.hpp"
#include "require.hpp"
#include "target.hpp"

namespace smh::fuzz {

namespace {

using Operation = void (*)(World&);

// What is there more than once is done more often.
constexpr std::array<Operation, 27> right_calls{allocate,
                                                allocate,
                                                allocate,
                                                allocate_from_the_first,
                                                allocate_aligned,
                                                allocate_zeroed,
                                                allocate_by_request,
                                                allocate_by_request,
                                                resize,
                                                resize,
                                                resize_aligned,
                                                release,
                                                release,
                                                release,
                                                release,
                                                release_by_alias,
                                                ask_for_size,
                                                look_at_all,
                                                walk_while_changing,
                                                add_region,
                                                remove_region,
                                                drain_region,
                                                resume_region,
                                                set_fallback,
                                                set_quota,
                                                change_client,
                                                reset_extremes};

constexpr std::array<Operation, 7> other_calls{
    misuse_freed,    misuse_twice,   misuse_interior,
    misuse_anywhere, misuse_foreign, config::exact ? misuse_overrun : misuse_twice,
    change_observer};

// In a world that has tables.
constexpr std::array<Operation, 9> table_calls{add_addresses,    allocate_address, allocate_address,
                                               allocate_address, release_address,  release_address,
                                               release_address,  remove_addresses, misuse_address};

// Where nothing is checked, nothing is promised of wrong calls.
constexpr bool may_misuse = config::hardening != config::Hardening::none;

Operation operation_of(unsigned number) {
    constexpr std::size_t usual = right_calls.size() + other_calls.size();
    if (number >= usual) {
        const Operation call = table_calls.at(number - usual);
        return call != misuse_address || may_misuse ? call : release_address;
    }
    if (number < right_calls.size()) {
        return right_calls.at(number);
    }
    return may_misuse ? other_calls.at(number - right_calls.size()) : change_observer;
}

void play(Input& input) {
    World world{input};
    for (unsigned calls = 0; !input.at_end(); ++calls) {
        operation_of(input.below(right_calls.size() + other_calls.size() +
                                 (world.has_tables ? table_calls.size() : 0)))(world);
        world.watcher.forget();
        // It takes longer than the call.
        require(calls % 8 != 0 || world.pool.validate(Depth::quick), "the pool stays consistent");
    }
    world.end();
}

} // namespace

} // namespace smh::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    smh::fuzz::Input input{data, size};
    smh::fuzz::play(input);
    return 0;
}
