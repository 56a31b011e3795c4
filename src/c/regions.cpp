// The C API: regions.
#include "shared_multi_heap/regions.h"

#include "c/c_api.hpp"

namespace smh {

namespace {

// A visitor of the C API, behind one that the pool knows.
struct Visit {
    shared_multi_heap_visitor visitor;
    void* context;

    static void show(void* self, const BlockView& block) {
        const auto& visit = *static_cast<const Visit*>(self);
        const shared_multi_heap_block shown{
            block.address, block.size, block.footprint, block.free, static_cast<int>(block.client),
            block.value};
        visit.visitor(visit.context, &shown);
    }
};

} // namespace
} // namespace smh

extern "C" {

int shared_multi_heap_add_described(const struct shared_multi_heap_description* description) {
    smh::Region region; // without attributes: refused, but not before the pool refuses to take any
    if (description != nullptr) {
        region = {.address = description->addr,
                  .size = description->size,
                  .attributes = smh::AttributeSet::from_bits(description->attributes),
                  .priority = description->priority,
                  .user_data = description->user_data,
                  .name = description->name,
                  .cache_line = description->cache_line,
                  .alias_offset = description->alias_offset};
    }
    return smh::error_number(smh::shared_pool().add(region));
}

unsigned int shared_multi_heap_region_count(void) {
    return smh::shared_pool().region_count();
}

int shared_multi_heap_region_of(const void* address) {
    return smh::shared_pool().region_number_of(address);
}

bool shared_multi_heap_describe(unsigned int region,
                                struct shared_multi_heap_description* description) {
    const smh::Region* const found = smh::shared_pool().region(region);
    if (found == nullptr || description == nullptr) {
        return false;
    }
    *description = {found->address,   found->size, found->attributes.bits(), found->priority,
                    found->user_data, found->name, found->cache_line,        found->alias_offset};
    return true;
}

void* shared_multi_heap_to_alias(const void* address) {
    return smh::shared_pool().to_alias(address);
}

void* shared_multi_heap_from_alias(const void* address) {
    return smh::shared_pool().from_alias(address);
}

int shared_multi_heap_set_attribute_name(unsigned int attr, const char* name) {
    return smh::set_name(smh::Attribute{attr}, name) ? 0 : smh::error_number(smh::Status::invalid);
}

const char* shared_multi_heap_attribute_name(unsigned int attr) {
    return smh::name_of(smh::Attribute{attr});
}

int shared_multi_heap_walk(unsigned int region, shared_multi_heap_visitor visitor, void* context) {
    smh::Visit visit{visitor, context};
    return smh::error_number(smh::shared_pool().walk(region, smh::Visit::show, &visit));
}

bool shared_multi_heap_validate(bool full) {
    return smh::shared_pool().validate(full ? smh::Depth::full : smh::Depth::quick);
}

} // extern "C"
