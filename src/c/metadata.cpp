// The C API: regions that do not hold their own metadata, and regions of addresses.
#include "shared_multi_heap/metadata.h"

#include "c/c_api.hpp"

namespace smh {

namespace {

// A copy of a structure that begins with its own size, as long as this version's. What an earlier
// version does not have is 0; `first` is the size of the first that there was. False where it says
// something that this version does not know.
template <class Struct>
bool take_over(const Struct* given, std::size_t first, Struct& copy) {
    if (given == nullptr || given->struct_size < first) {
        return false;
    }
    const std::size_t known =
        given->struct_size < sizeof(Struct) ? given->struct_size : sizeof(Struct);
    const auto* const bytes = reinterpret_cast<const unsigned char*>(given);
    for (std::size_t place = known; place < given->struct_size; ++place) {
        if (bytes[place] != 0) {
            return false;
        }
    }
    __builtin_memcpy(&copy, given, known);
    return true;
}

// What both kinds of region say of theirs.
template <class Struct>
Metadata metadata_of(const Struct& region) {
    Metadata metadata;
    metadata.address = region.metadata_addr;
    metadata.size = region.metadata_size;
    metadata.from = AttributeSet::from_bits(region.metadata_attributes);
    metadata.granule = region.granule != 0 ? region.granule : Metadata{}.granule;
    return metadata;
}

Region region_of(const shared_multi_heap_region_ex& from) {
    return {.address = from.addr,
            .size = from.size,
            .attributes = AttributeSet::from_bits(from.attributes),
            .priority = from.priority,
            .user_data = from.user_data,
            .name = from.name,
            .cache_line = from.cache_line,
            .alias_offset = from.alias_offset};
}

bool holds_its_own(const shared_multi_heap_region_ex& region) {
    return region.metadata_size == 0 && region.metadata_attributes == 0;
}

shared_multi_heap_address for_c(Address address) {
    return address ? shared_multi_heap_address{address.value(), static_cast<int>(address.region())}
                   : shared_multi_heap_address{0, -1};
}

Address from_c(shared_multi_heap_address block) {
    return block.region >= 0 ? Address(static_cast<unsigned>(block.region), block.value)
                             : Address{};
}

} // namespace
} // namespace smh

extern "C" {

int shared_multi_heap_add_ex(const struct shared_multi_heap_region_ex* region) {
    shared_multi_heap_region_ex known{};
    // Else without attributes: refused, but not before the pool refuses to take any.
    const bool valid = smh::take_over(region, sizeof known, known);
    const smh::Region added = valid ? smh::region_of(known) : smh::Region{};
    if (smh::holds_its_own(known)) {
        const bool plain = known.granule == 0 && !known.untouchable;
        return smh::error_number(smh::shared_pool().add(plain ? added : smh::Region{}));
    }
    smh::Metadata metadata = smh::metadata_of(known);
    metadata.untouchable = known.untouchable;
    return smh::error_number(smh::shared_pool().add(added, metadata));
}

size_t shared_multi_heap_metadata_size(uint64_t size, size_t granule) {
    return smh::valid_granule(granule) ? smh::metadata_size(size, granule) : 0;
}

int shared_multi_heap_add_addresses(const struct shared_multi_heap_address_region* region) {
    shared_multi_heap_address_region known{};
    smh::AddressRegion added;
    if (smh::take_over(region, sizeof known, known)) {
        added = {.address = known.addr,
                 .size = known.size,
                 .attributes = smh::AttributeSet::from_bits(known.attributes),
                 .priority = known.priority,
                 .user_data = known.user_data,
                 .name = known.name};
    }
    return smh::error_number(smh::shared_pool().add(added, smh::metadata_of(known)));
}

struct shared_multi_heap_address shared_multi_heap_alloc_address(unsigned int attr, size_t bytes) {
    return smh::for_c(smh::shared_pool().alloc_address(smh::Attribute{attr}, bytes));
}

struct shared_multi_heap_address
shared_multi_heap_aligned_alloc_address(unsigned int attr, size_t align, size_t bytes) {
    return smh::for_c(smh::shared_pool().aligned_alloc_address(smh::Attribute{attr}, align, bytes));
}

void shared_multi_heap_free_address(struct shared_multi_heap_address block) {
    smh::shared_pool().free(smh::from_c(block));
}

size_t shared_multi_heap_usable_size_address(struct shared_multi_heap_address block) {
    return smh::shared_pool().usable_size(smh::from_c(block));
}

bool shared_multi_heap_resize_address(struct shared_multi_heap_address block, size_t bytes) {
    return smh::shared_pool().resize(smh::from_c(block), bytes);
}

int shared_multi_heap_remove_region(unsigned int region) {
    return smh::error_number(smh::shared_pool().remove_region(region));
}

} // extern "C"
