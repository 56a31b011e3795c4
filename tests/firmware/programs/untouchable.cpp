// A region where nothing answers: whoever reads or writes there is stopped by an exception, which
// `touch` on the command line shows. Its tags lie in this board's memory, and all that can be done
// with it is done. And so it is with addresses that this processor does not have.
#include "check.hpp"
#include "shared_multi_heap.h"
#include "shared_multi_heap/metadata.h"

namespace {

constexpr unsigned attribute = SMH_REG_ATTR_NON_CACHEABLE;
constexpr std::size_t size = 1 << 20;
constexpr std::uint64_t far = std::uint64_t{1} << 50;

alignas(8) unsigned char metadata[36 << 10];
alignas(8) unsigned char other_metadata[4 << 10];

bool is_touch(const char* text) {
    return text[0] == 't';
}

void add_region() {
    shared_multi_heap_region_ex region{};
    region.struct_size = sizeof region;
    region.addr = NOTHING_AT;
    region.size = size;
    region.attributes = 1U << attribute;
    region.metadata_addr = check::address_of(metadata);
    region.metadata_size = sizeof metadata;
    region.granule = 256;
    region.untouchable = true;
    check::holds(shared_multi_heap_add_ex(&region) == 0, "add");
}

void count(void* blocks, const shared_multi_heap_block* block) {
    *static_cast<unsigned*>(blocks) += block->free ? 0U : 1U;
}

void use_region() {
    constexpr unsigned count_of_blocks = 100;
    void* blocks[count_of_blocks];
    check::Random random(7);
    for (void*& block : blocks) {
        const std::size_t alignment = std::size_t{1} << random.below(14);
        block = shared_multi_heap_aligned_alloc(attribute, alignment, 1 + random.below(4000));
        check::holds(block != nullptr, "aligned_alloc");
        check::holds((reinterpret_cast<std::uintptr_t>(block) & (alignment - 1)) == 0, "aligned");
        check::holds(shared_multi_heap_usable_size(block) != 0, "usable_size");
    }
    check::holds(shared_multi_heap_realloc(attribute, blocks[0], 1) == blocks[0], "realloc");
    check::holds(shared_multi_heap_realloc(attribute, blocks[0], size) == nullptr, "no move");
    check::holds(shared_multi_heap_calloc(attribute, 1, 8) == nullptr, "calloc");
    check::holds(shared_multi_heap_validate(true), "validate");
    unsigned seen = 0;
    check::holds(shared_multi_heap_walk(0, count, &seen) == 0, "walk");
    check::holds(seen == count_of_blocks, "blocks seen");
    shared_multi_heap_figures figures{};
    check::holds(shared_multi_heap_region_statistics(0, &figures) == 0, "statistics");
    for (void* const block : blocks) {
        shared_multi_heap_free(block);
    }
    void* const whole = shared_multi_heap_alloc(attribute, size);
    check::holds(whole == reinterpret_cast<void*>(NOTHING_AT), "the whole region");
    shared_multi_heap_free(whole);
}

void use_addresses() {
    shared_multi_heap_address_region region{};
    region.struct_size = sizeof region;
    region.addr = far;
    region.size = std::uint64_t{1} << 33; // more than this processor can name
    region.attributes = 1U << attribute;
    region.metadata_addr = check::address_of(other_metadata);
    region.metadata_size = sizeof other_metadata;
    region.granule = 0;
    check::holds(shared_multi_heap_add_addresses(&region) != 0, "too little metadata");
    region.granule = 2 << 20;
    region.size = std::uint64_t{1} << 29;
    check::holds(shared_multi_heap_add_addresses(&region) == 0, "add addresses");
    const shared_multi_heap_address first = shared_multi_heap_alloc_address(attribute, 3 << 20);
    const shared_multi_heap_address second =
        shared_multi_heap_aligned_alloc_address(attribute, 64 << 20, 100);
    check::holds(first.region == 1 && first.value >= far, "far block");
    check::holds(second.value >= far && second.value % (64 << 20) == 0, "aligned far block");
    check::holds(shared_multi_heap_usable_size_address(first) == 4 << 20, "length");
    check::holds(shared_multi_heap_validate(true), "validate");
    shared_multi_heap_free_address(first);
    shared_multi_heap_free_address(second);
    check::holds(shared_multi_heap_remove_region(1) == 0, "remove");
}

} // namespace

int machine::run() {
    char words[64];
    command_line(words, sizeof words);
    if (is_touch(words)) {
        auto address = std::uintptr_t{NOTHING_AT};
        asm("" : "+r"(address)); // the compiler must not know
        write(*reinterpret_cast<volatile std::uint32_t*>(address));
        return 0;
    }
    check::holds(shared_multi_heap_pool_init() == 0, "init");
    add_region();
    use_region();
    use_addresses();
    check::holds(shared_multi_heap_remove_region(0) == 0, "remove");
    return 0;
}
