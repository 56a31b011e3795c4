// The pool: all regions with their heaps, the choice among them, and the locks.
//
// Thread safety: every function may be called at any time from any thread, also while another
// thread adds a region. A region's lock (the port's) is held for one bounded operation of its
// heap; regions never wait for each other. A call from an interrupt is safe where the port's lock
// says so (a lock that masks interrupts does, the Linux lock does not: there, do not call from a
// signal handler).
//
// Each pool is usable as a static object without a constructor running at start-up.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>

#include "smh/address.hpp"
#include "smh/attribute.hpp"
#include "smh/block.hpp"
#include "smh/client.hpp"
#include "smh/config.hpp"
#include "smh/detail/counts.hpp"
#include "smh/detail/elsewhere.hpp"
#include "smh/detail/low_water.hpp"
#include "smh/detail/order.hpp"
#include "smh/detail/owners.hpp"
#include "smh/detail/plan.hpp"
#include "smh/fault.hpp"
#include "smh/metadata.hpp"
#include "smh/observer.hpp"
#include "smh/port.hpp"
#include "smh/region.hpp"
#include "smh/request.hpp"
#include "smh/statistics.hpp"
#include "smh/status.hpp"

namespace smh {

namespace heap {
template <class Places>
class BasicHeap;
class InsidePlaces;
using Heap = BasicHeap<InsidePlaces>;
struct Block;
enum class FreeResult : std::uint8_t;
} // namespace heap
namespace base {
struct Range;
} // namespace base

class Pool {
public:
    constexpr Pool() noexcept = default;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    // Makes the pool ready for add. Returns ok once; any other call returns `already`, and not
    // before the pool is ready, and changes nothing. Constant time.
    Status init() noexcept;

    // Lays a heap out over the region's memory and serves from it from then on. The region is
    // trimmed inwards to multiples of two words (of its cache line, where it names one); of a
    // region that begins at address 0 the first such piece is left out, so no block is at 0.
    // The memory must be ordinary readable and writable memory that nobody else uses. Writes the
    // control block and two tags, nothing else.
    //
    // not_permitted: init has not been called.
    // invalid: no attribute, or one out of bound; cache_line neither 0 nor a power of two; the
    //     range is empty, reaches the end of the address space, is too small for one block, or is
    //     larger than 64 GiB on a 64-bit machine; its alias reaches the end, or overlaps it.
    // exists: the range, before trimming, or its alias overlaps a region in the pool or an alias.
    // no_memory: config::max_regions regions are in the pool.
    // After a failure neither the pool nor the memory has changed. Time grows with the square of
    // the number of regions, not with the region's size.
    Status add(const Region& region) noexcept;

    // As add, but what the heap notes lies elsewhere, as `metadata` says, and the region's memory
    // is never touched. The region is trimmed inwards to multiples of the granule. Writes the
    // control block and at most five entries of the table.
    //
    // not_permitted: also where the library was built without config::tables.
    // invalid: as there, and: the granule is none; the region has not one, or more than
    //     max_granules; the metadata's memory is too small, or overlaps the region.
    // no_memory: also where metadata.from has no block to give.
    // Time as add, and that of an allocation.
    Status add(const Region& region, const Metadata& metadata) noexcept;

    // The same for a range of addresses that are not this program's; only the functions that have
    // `address` in their names serve from it. exists: its metadata overlap another region's.
    Status add(const AddressRegion& region, const Metadata& metadata) noexcept;

    // Takes the region that begins at this address, as it was given to add, out of the pool, and
    // leaves its memory alone. Afterwards the pool does not touch that any more, and add may be
    // given it, or a part of it, again. Safe beside any other call.
    //
    // invalid: no region of the pool begins there. not_permitted: the library was built without
    // config::changing_regions. busy: it has allocated blocks, or is being
    // walked or validated; then it serves no request any more (drain), and remove may be called
    // again when the blocks are free. Time as add.
    Status remove(std::uintptr_t address) noexcept;

    // The same for the region of this number, of either kind. invalid: there is none.
    Status remove_region(unsigned number) noexcept;

    // No request is served from the region that begins at this address any more; its blocks stay,
    // and may be freed. resume takes that back; the region keeps its place in the order. invalid
    // and not_permitted as remove. Time as add.
    Status drain(std::uintptr_t address) noexcept;
    Status resume(std::uintptr_t address) noexcept;

    // When no region that has the attribute can serve a request for it, those of these others are
    // asked, in their order; none takes it back. Concerns the functions that are given a single
    // attribute. At most four.
    //
    // invalid, and nothing changed: one is out of bound, they are too many, or the library was
    // built without config::fallback. Constant time.
    Status set_fallback(Attribute attribute, std::initializer_list<Attribute> others) noexcept;
    Status set_fallback(Attribute attribute, const Attribute* others, std::size_t count) noexcept;
    static constexpr std::size_t max_fallbacks = 4;

    // A block of at least `bytes` bytes, aligned for any object (max_align_t), from the first
    // region that has the attribute and can serve: those of the highest priority first, then in
    // the order in which they were added. The contents are indeterminate.
    //
    // A region that could serve only after merging the blocks that were freed lately (see
    // config::recent_blocks) comes after those that serve at once.
    //
    // Null if and only if: `bytes` is 0; the attribute is out of bound; no region has it; or no
    // such region can serve the request; in the last two cases those of its fallback, if it has
    // one, neither. Then nothing but the regions' failure counts changes. Time: bounded for each
    // region that is tried, whatever the number of blocks.
    [[nodiscard]] void* alloc(Attribute attribute, std::size_t bytes) noexcept;

    // As alloc, with an address that is a multiple of `alignment`: a power of two, in bytes; 0 and
    // 1 ask for the alignment of alloc. What the alignment skips stays usable. Null also where
    // the alignment is no power of two.
    [[nodiscard]] void* aligned_alloc(Attribute attribute, std::size_t alignment,
                                      std::size_t bytes) noexcept;

    // A block by sets of attributes; see Request, and which region it came from. Null where
    // `alignment` is no power of two, or a set has an attribute out of bound, and else as alloc.
    // Time: as alloc for each set that is tried.
    [[nodiscard]] Served alloc(const Request& request) noexcept;

    // As alloc, but where no region can serve, or the client's quota does not allow it, the caller
    // waits until that changes, by a free or a new region, or until so many nanoseconds have
    // passed. Who waits is served in the order of arrival, before any later call that waits; one
    // that cannot be served yet does not keep later ones waiting. Not from an interrupt.
    //
    // Null where no waiting helps: the request is refused whatever is free (0 bytes, attributes
    // out of bound, an alignment that is none); and without config::waiting, or on a port that has
    // no way to wait, where it cannot be served at once.
    [[nodiscard]] Served alloc(const Request& request, std::uint64_t timeout) noexcept;
    static constexpr std::uint64_t forever = ~std::uint64_t{0};

    // The same for one attribute, with its fallback.
    [[nodiscard]] void* alloc_timeout(Attribute attribute, std::size_t bytes,
                                      std::uint64_t timeout) noexcept;

    // As alloc and aligned_alloc, from the address regions alone: those of a higher priority first,
    // then in the order of their addition. `bytes` and `alignment` are of the region's own address
    // space. The fallback of the attribute holds here, too.
    [[nodiscard]] Address alloc_address(Attribute attribute, std::size_t bytes) noexcept;
    [[nodiscard]] Address aligned_alloc_address(Attribute attribute, std::size_t alignment,
                                                std::size_t bytes) noexcept;
    [[nodiscard]] Address alloc_address(const Request& request) noexcept;

    // As free: bounded, and constant in the number of regions. None does nothing.
    //
    // Faults: foreign_pointer where its region is not in the pool, is none of addresses, or does
    // not contain it; interior_pointer and double_free as free.
    void free(Address address) noexcept;

    // As usable_size.
    std::size_t usable_size(Address address) const noexcept;

    // Makes the block one of at least `bytes` bytes where it is. False, and nothing changed, where
    // there is no room, its client's quota has none, `bytes` is 0, or, after a fault as in free,
    // `address` is no block's. It keeps the alignment that it was asked for at. Bounded time.
    bool resize(Address address, std::size_t bytes) noexcept;

    // Gives a block back. It merges with its free neighbours within this call or, where it is kept
    // for the next request of its size (config::recent_blocks), within a later one. Null does
    // nothing. Bounded time; the look-up of the region is logarithmic in the number of regions.
    //
    // The address may also be that of the block's alias (Region::alias_offset); finding it is then
    // linear in the number of regions.
    //
    // Faults: foreign_pointer, interior_pointer, double_free (see fault.hpp). Where the handler
    // returns, nothing has changed. A pointer is never handed to a region that does not contain
    // it. A block that was freed and whose address was since given out again is that new block.
    void free(void* block) noexcept;

    // A block of `count` times `size` bytes, all 0. Null also where that overflows, or where the
    // region that serves is untouchable (Metadata). As alloc, and the time to write them, which is
    // outside any lock.
    [[nodiscard]] void* calloc(Attribute attribute, std::size_t count, std::size_t size) noexcept;

    // Makes a block one of at least `bytes` bytes and returns it, at the same address or another;
    // what it held is kept, up to the shorter of both lengths. It stays where it is if its region
    // has the attribute and there is room; else it moves to a new block as alloc gives it. A block
    // that was asked for at an alignment keeps that.
    //
    // A null `block` asks for a new one; 0 bytes free the block, and the result is null.
    //
    // Null, and the block and what it holds untouched, where: the attribute is out of bound
    // (whatever `bytes` is); no room is found; it would have to move from or to a region that is
    // untouchable (Metadata); or `block` is no block, which is a fault as in free.
    // Time: as alloc and free, and that of the copy, which is made with no lock held. The block
    // must not be freed or resized by others meanwhile; other blocks may.
    [[nodiscard]] void* realloc(Attribute attribute, void* block, std::size_t bytes) noexcept;

    // As realloc, with an address that is a multiple of `alignment`: a power of two, in bytes; 0
    // and 1 are realloc. Null, and the block untouched, also where it is no power of two.
    [[nodiscard]] void* aligned_realloc(Attribute attribute, void* block, std::size_t alignment,
                                        std::size_t bytes) noexcept;

    // How many bytes of a block may be used: at least what was asked for. 0 for null and, after a
    // fault as in free, where `block` is no block. Bounded time.
    std::size_t usable_size(const void* block) const noexcept;

    // Regions are numbered from 0 in the order of their addition; a new one takes the lowest number
    // that has become free. All numbers are below this.
    unsigned region_count() const noexcept;

    // The region as it was given to add; null where none has this number. Valid as long as the
    // region is in the pool. Constant time.
    const Region* region(unsigned number) const noexcept;

    // The same of address regions. False, with `out` unchanged, where none has this number.
    bool address_region(unsigned number, AddressRegion& out) const noexcept;

    // Where the region's metadata lie, as it was given to add, with the granule that it has got;
    // null where no region has this number, or it holds its own. Valid as long as the region is in
    // the pool. Constant time.
    const Metadata* metadata(unsigned number) const noexcept;

    // The region that contains the address (also one of its control block); null where none does.
    // Logarithmic in the number of regions.
    const Region* region_of(const void* address) const noexcept;

    // Its number; -1 where none contains the address.
    int region_number_of(const void* address) const noexcept;

    // The other address of the same byte, for regions that are mapped twice (Region::alias_offset):
    // to_alias from the region's own, from_alias back. Null where the address lies in no region, or
    // no alias of one. The first is logarithmic in the number of regions, the second linear.
    void* to_alias(const void* address) const noexcept;
    void* from_alias(const void* address) const noexcept;

    // False, with `out` unchanged, where there is no such region. Merges the blocks that were
    // freed lately (config::recent_blocks), so that the figures are exact; else constant time.
    // Under the region's lock.
    bool statistics(unsigned number, Statistics& out) const noexcept;

    // Of all regions that have these attributes, and of all. As above, for each region.
    Statistics statistics(AttributeSet attributes) const noexcept;
    Statistics statistics() const noexcept;

    // The region's peak and minimum are as now. False where there is no such region. Constant time.
    bool reset_extremes(unsigned number) noexcept;

    // Adds a client; see smh/client.hpp. It must live until it is removed.
    //
    // not_permitted: init has not been called. exists: it is in a pool already. no_memory:
    // config::max_clients are in the pool. Linear in the number of clients.
    Status add_client(Client& client) noexcept;

    // invalid: it is not in this pool. busy: it has allocated blocks. Constant time.
    Status remove_client(Client& client) noexcept;

    // A lower quota than what the client uses refuses all requests until enough is freed. Constant
    // time, and that of requests that wait and can be served now.
    void set_quota(Client& client, std::size_t quota) noexcept;

    // Null where the pool has no client of this number. Constant time.
    Client* client(unsigned number) const noexcept;

    // Calls the observer's functions from now on; null ends it. The table must outlive the calls
    // that are under way when it is replaced. Without config::observers nothing is ever called.
    // Linear in the number of regions.
    void observe(const Observer* observer) noexcept;

    // The observer's low_water is called when less than so many bytes of the region are free; 0:
    // never. False where there is no such region. Constant time.
    bool set_low_water(unsigned number, std::size_t bytes) noexcept;

    // Shows each block of a region to the visitor, from the lowest address up, a few at a time
    // between which others may use the region: a block that is there all the time is shown once,
    // and one that comes or goes meanwhile may be or not. The visitor is called with no lock held,
    // and may call the pool.
    //
    // invalid: there is no such region. busy: two others of it are under way. Time grows
    // with the number of blocks; the lock is held for a few of them at a time, and at the begin for
    // the merging of the blocks that were freed lately.
    Status walk(unsigned number, BlockVisitor visitor, void* context) const noexcept;

    // True where all that the pool knows of its regions is consistent. Changes nothing. Each region
    // is examined under its lock, a few blocks at a time, between which others may use it. What
    // only all blocks of a region tell together, such as the sum of their lengths, is compared
    // where nobody has allocated or freed there meanwhile. See Depth for the time.
    bool validate(Depth depth) const noexcept;

    // For a process that forks while other threads use the pool: before_fork, fork, and then
    // after_fork_in_parent in the process that forked and after_fork_in_child in the new one. The
    // first waits until nobody is in the middle of a change, and keeps all others out until the
    // next; so the child has a valid pool of its own copy of the memory.
    //
    // The threads that only the parent has are in no call any more: in the child nobody waits, no
    // region is walked, and a client uses what its blocks say. A block that such a thread had, or
    // was just about to get, stays allocated. Not from a visitor.
    //
    // The C API's pool does this by itself (port::at_fork). For others hand three functions that
    // call these to pthread_atfork. Memory that both processes go on to share (MAP_SHARED) must be
    // used by one of them only. Time: linear in the number of regions and clients, and in the
    // child, where there are clients, in the number of blocks.
    void before_fork() noexcept;
    void after_fork_in_parent() noexcept;
    void after_fork_in_child() noexcept;

private:
    [[gnu::always_inline]] static heap::Heap& heap_at(std::uintptr_t start) noexcept {
        return *reinterpret_cast<heap::Heap*>(start);
    }

    // One region. All but the counts is written, under the lock, before the slot is published and
    // not after, until the region has left the pool.
    struct alignas(port::interference_size) Slot {
        mutable port::Lock lock;
        [[no_unique_address]] detail::Turn turn;
        // Of a region that holds its own tags, after trimming; its control block is at the begin.
        // A look-up may ask a slot that is not published yet: so size, 0 where there is no such
        // region, is stored last, and read first.
        std::atomic<std::uintptr_t> begin{0};
        std::atomic<std::size_t> size{0};
        [[no_unique_address]] mutable detail::Counts counts; // as a repair finds them
        // Begins with the heap, which every call asks for: in the cache line of the lock.
        [[no_unique_address]] detail::MaybeElsewhere elsewhere;
        Region region;
        [[no_unique_address]] detail::Mark mark;

        [[gnu::always_inline]] std::uintptr_t start() const noexcept {
            return begin.load(std::memory_order_relaxed);
        }
        [[gnu::always_inline]] std::size_t length() const noexcept {
            return size.load(std::memory_order_relaxed);
        }
        bool occupied() const noexcept { return length() != 0 || elsewhere.heap() != nullptr; }
        // Where pointers lead into its region, of either kind: one of the two is always 0. Of a
        // region of addresses both are.
        std::uintptr_t region_start() const noexcept {
            return detail::observe(begin) + elsewhere.begin();
        }
        std::size_t region_length() const noexcept {
            return detail::observe(size) + elsewhere.size();
        }
        [[gnu::always_inline]] bool holds_tags() const noexcept {
            return elsewhere.heap() == nullptr;
        }
        // Where it does.
        [[gnu::always_inline]] heap::Heap& heap() const noexcept { return heap_at(start()); }
        // Calls `action` with the heap, of whichever kind it is.
        template <class Action>
        [[gnu::always_inline]] auto with_heap(const Action& action) const noexcept {
            if constexpr (config::tables) {
                if (!holds_tags()) {
                    return action(*elsewhere.heap());
                }
            }
            return action(heap());
        }
        // Of what the heap has been given.
        std::size_t heap_length() const noexcept {
            return holds_tags() ? length() : elsewhere.heap_length();
        }
        // With the lock held, or probably: without it a region may just come or go.
        [[gnu::always_inline]] bool contains(std::uintptr_t address) const noexcept {
            const std::size_t length = region_length();
            return address - region_start() < length;
        }
        bool asked_before(const Slot& other) const noexcept {
            return region.priority != other.region.priority
                       ? region.priority > other.region.priority
                       : turn.before(other.turn);
        }
    };

    // Where a block lies, in any region.
    using Place = std::conditional_t<config::tables, std::uint64_t, std::uintptr_t>;

    // What a request is for, in the heaps' own terms.
    struct Need;

    // Who waits for memory.
    struct Waiter;
    static constexpr bool can_wait = config::waiting && port::can_wait;

    // Why the pool is watched, as bits.
    static constexpr std::uint8_t observed = 1;
    static constexpr std::uint8_t waited = 2;
    static constexpr bool can_be_watched = config::observers || can_wait;

    // Adding and removing, with add_lock_ held.
    Status report_added(Status status, unsigned number) noexcept;
    Status add(const Region& region, unsigned& number) noexcept;
    Status check(const Region& region) const noexcept;
    unsigned free_slot() const noexcept;
    template <class Prepare>
    void publish(unsigned number, const Region& region, const Prepare& prepare) noexcept;
    template <class Find>
    Status remove_found(const Find& find) noexcept;
    Status remove(Slot* slot, void*& metadata) noexcept;
    Slot* slot_that_begins_at(std::uintptr_t address) noexcept;
    Status set_serving(Slot* slot, bool serves) noexcept;
    Status serve_from(std::uintptr_t address, bool serves) noexcept;

    // Regions of which the tags lie elsewhere: src/pool/table.cpp, and of addresses:
    // src/pool/address.cpp.
    struct TableRegion;
    Status add_table(const TableRegion& added, unsigned& number) noexcept;
    Status create_table(const TableRegion& added, base::Range memory, void* taken,
                        unsigned& number) noexcept;
    Status check(const TableRegion& added) const noexcept;
    bool metadata_overlap(base::Range memory) const noexcept;
    Status take_metadata(const TableRegion& added, base::Range& memory, void*& taken) noexcept;
    [[nodiscard]] void* ask_table(const Slot& slot, std::size_t alignment, std::size_t bytes,
                                  bool last_try) noexcept;
    static void* recent_in_table(const Slot& slot, std::size_t bytes) noexcept;
    [[nodiscard]] void* alloc_elsewhere(Attribute attribute, std::size_t bytes) noexcept;
    void free_in_table(Slot& slot, Place address) noexcept;
    void free_merged_in_table(Slot& slot, Place address) noexcept;
    const Slot* lock_region_of(Address address) const noexcept;
    [[nodiscard]] Address serve_address(const Request& request) noexcept;
    [[nodiscard]] Address serve_address(Client& client, const Request& request) noexcept;
    [[nodiscard]] Address find_address(const Request& request) noexcept;
    [[nodiscard]] Address search_addresses(AttributeSet wanted, std::size_t alignment,
                                           std::size_t bytes) noexcept;
    [[nodiscard]] Address take_address(Slot& slot, std::size_t alignment, std::size_t bytes,
                                       bool last_try) noexcept;
    void* touchable_or_freed(void* block) noexcept;
    std::size_t least_footprint(const Request& request) const noexcept;
    // With add_lock_ held.
    void count_tables(int more, bool untouchable) noexcept {
        const auto change = [more](std::atomic<std::uint8_t>& number) {
            const int before = number.load(std::memory_order_relaxed);
            number.store(static_cast<std::uint8_t>(before + more), std::memory_order_relaxed);
        };
        change(tables_);
        if (untouchable) {
            change(untouchable_);
        }
    }
    void make_plan(bool of_addresses) noexcept;
    void update_first() noexcept;
    template <class Plan>
    void mark_last_resorts(const Plan& plan, bool of_addresses) noexcept;

    // The ways of a request.
    bool still_first(const Slot& slot, Attribute attribute) const noexcept;
    bool still_first_table(const Slot& slot, Attribute attribute) const noexcept;
    [[nodiscard]] void* alloc_rest(Slot& first, Attribute attribute, std::size_t bytes) noexcept;
    [[nodiscard]] void* alloc_any(Attribute attribute, std::size_t alignment,
                                  std::size_t payload) noexcept;
    [[nodiscard]] void* alloc_failed(Attribute attribute, std::size_t alignment,
                                     std::size_t bytes) noexcept;
    template <class Wanted>
    [[nodiscard]] void* search(Wanted wanted, Need need) noexcept;
    template <class Wanted>
    [[nodiscard]] void* ask_all(detail::Plan::State state, Wanted wanted, Need need,
                                bool last_try) noexcept;
    [[nodiscard]] void* search_set(AttributeSet attributes, std::size_t alignment,
                                   std::size_t bytes) noexcept;
    [[nodiscard]] void* ask(Slot& slot, Need need, bool last_try) noexcept;
    [[nodiscard]] void* ask_quickly(Slot& slot, Need need) noexcept;
    [[nodiscard]] void* ask_for_lines(Slot& slot, std::size_t alignment,
                                      std::size_t bytes) noexcept;
    [[nodiscard]] Served serve(const Request& request) noexcept;
    [[nodiscard]] Served serve_anyone(const Request& request) noexcept;
    [[nodiscard]] Served serve_client(Client& client, const Request& request) noexcept;
    bool give_to(Client& client, Slot& slot, Place address, std::size_t reserved) noexcept;
    Served refuse(const Request& request) noexcept { return refuse(request, plan_); }
    Served refuse(const Request& request, const detail::Plan& plan) noexcept;
    std::size_t choices_for(Attribute attribute, AttributeSet* choices) const noexcept;
    void count_failure(AttributeSet attributes) noexcept { count_failure(plan_, attributes); }
    void count_failure(const detail::Plan& plan, AttributeSet attributes) noexcept;

    // Watching: see src/pool/watch.cpp. And waiting: src/pool/wait.cpp.
    [[gnu::always_inline]] bool is_watched() const noexcept {
        return can_be_watched && watched_.load(std::memory_order_relaxed) != 0;
    }
    bool anybody_waits() const noexcept {
        return can_wait && (watched_.load(std::memory_order_relaxed) & waited) != 0;
    }
    const Observer* observer() const noexcept {
        return config::observers ? observer_.load(std::memory_order_acquire) : nullptr;
    }
    void watch(std::uint8_t reason, bool on) noexcept;
    BlockEvent event_of(const Slot& slot, Place address) const noexcept;
    BlockEvent event_of(const Slot& slot, Place address, const heap::Block& found) const noexcept;
    static std::size_t free_bytes(const Slot& slot) noexcept;
    [[nodiscard]] void* alloc_watched(Attribute attribute, std::size_t alignment,
                                      std::size_t bytes) noexcept;
    void free_accounted(Slot& slot, Place address) noexcept;
    Served report(Served served) noexcept;
    void report_allocated(Slot& slot, Place address) noexcept;
    void report_resized(const Slot& slot, Place address) noexcept;
    void report_failure(const FailedRequest& request) noexcept;
    void report_region(unsigned number, bool added) noexcept;
    Served wait(const Request& request, std::uint64_t timeout) noexcept;
    Waiter** link_to(const Waiter* waiter) noexcept;
    void serve_waiters() noexcept;

    template <class Heap>
    void give_up(Slot& slot, Heap& heap, const heap::Block& block, Place address) noexcept;
    static void count_freed(Slot& slot) noexcept;
    static void seal(const Slot& slot, const void* block, std::size_t bytes, std::size_t alignment,
                     std::size_t before = 0) noexcept;
    void retire(Slot& slot, const heap::Block& parked) noexcept;

    // Forks: see src/pool/fork.cpp.
    template <class Action>
    void for_all_locks(Action action) noexcept;
    void recount_clients() noexcept;

    void free_any(void* block) noexcept;
    void free_held(Slot& slot, void* block) noexcept;
    void give_back(Slot& slot, void* block) noexcept;
    void tell_of_freed(const BlockEvent& event) noexcept;
    void free_refused(const Slot& slot, Place address, heap::FreeResult result) const noexcept;
    const Slot* lock_owner(std::uintptr_t address) const noexcept;
    Slot& own(const Slot& slot) noexcept { return slots_[&slot - slots_]; }
    void fault(FaultKind kind, Call call, Place address, const Slot* slot) const noexcept;
    static const char* name_of(const Slot& slot) noexcept;

    // A region's heap: src/pool/within.hpp. What was found damaged: src/pool/damage.cpp.
    template <class Action>
    auto within(const Slot& slot, Call call, const Action& action) const noexcept;
    template <class Action>
    auto within_held(const Slot& slot, Call call, const Action& action) const noexcept;
    struct Found;
    void make_sound(const Slot& slot) const noexcept;
    Found what_was_found(const Slot& slot) const noexcept;
    void report_damage(const Slot& slot, Call call, const Found& found) const noexcept;
    void repair(const Slot& slot) const noexcept;

    template <class Action>
    bool with_block(Call call, const void* address, const Action& action) const noexcept;
    template <class Action>
    bool with_held_block(Call call, const Slot& slot, Place place,
                         const Action& action) const noexcept;
    struct Resize;
    bool resize_in_place(const Slot& slot, const Resize& resize) noexcept;
    static std::uint32_t units_for(const Slot& slot, const Resize& resize) noexcept;
    static void mark_resized(const Slot& slot, const Resize& resize) noexcept;
    void* move(Attribute attribute, void* block, const Resize& resize) noexcept;

    const Slot* published(unsigned number) const noexcept;
    bool statistics(unsigned number, AttributeSet attributes, Statistics& out) const noexcept;
    bool lies_in_its_place(const Slot& slot) const noexcept;
    bool validate(const Slot& slot, Depth depth) const noexcept;

    Slot slots_[config::max_regions];
    detail::Plan plan_;
    [[no_unique_address]] detail::AddressPlan address_plan_;
    // For each attribute the slot that is asked first, or null; the short way needs no more.
    static constexpr bool has_short_way =
        config::recent_blocks != 0 && sizeof(void*) == 8 && !config::exact;
    std::atomic<Slot*> first_[has_short_way ? config::max_attributes : 1]{};
    // The same where that is one with its tags elsewhere; then the other is null.
    std::atomic<Slot*> first_table_[has_short_way && config::tables ? config::max_attributes : 1]{};
    std::atomic<Client*> clients_[config::max_clients != 0 ? config::max_clients : 1]{};
    std::atomic<const Observer*> observer_{nullptr};
    Waiter* waiters_ = nullptr; // the first of them
    detail::Owners owners_;
    // For each attribute its fallback: four numbers plus one, the first in the lowest byte.
    std::atomic<std::uint32_t> fallback_[config::fallback ? config::max_attributes : 1]{};
    std::uint32_t additions_ = 0;
    port::Lock waiters_lock_;             // taken before add_lock_ and the slots' locks
    port::Lock add_lock_;                 // for whatever changes regions or clients, one at a time
    std::atomic<std::uint8_t> count_{0};  // slots that have had a region
    std::atomic<std::uint8_t> tables_{0}; // regions that have one
    std::atomic<std::uint8_t> untouchable_{0}; // regions that are: mostly nobody has to ask
    std::atomic<std::uint8_t> watched_{0};
    bool initialised_ = false;
};

} // namespace smh
