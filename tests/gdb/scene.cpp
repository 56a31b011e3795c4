#include "gdb/scene.hpp"

#include "smh/shared_pool.hpp"

namespace scene {

constinit Expected expected{};
constinit smh::Client network{"network"};
constinit smh::Client visitor{"visitor"};
constinit smh::Pool apart;
constinit smh::Pool tabled;

namespace {

// Where words are long, enough for blocks that are kept for the next request of their size.
constexpr std::size_t large = sizeof(void*) == 8 ? 131072 : 4096;
constexpr std::size_t small = 2048;
constexpr std::size_t page = 1024;
constexpr std::uintptr_t alias_offset = 0x10000000;

alignas(page) unsigned char fast[large];
alignas(page) unsigned char slow[small];
alignas(page) unsigned char other[small];
alignas(page) unsigned char far[large];

constexpr std::size_t granule = 64;
constexpr std::uint64_t remote_begin = std::uint64_t{5} << 48;
constexpr std::size_t remote_size = 65536;
alignas(64) unsigned char far_metadata[smh::metadata_size(large, granule)];
alignas(64) unsigned char remote_metadata[smh::metadata_size(remote_size, granule)];

bool add(smh::Pool& pool, const char* name, unsigned char* memory, std::size_t size,
         smh::Attribute attribute, std::uintptr_t offset = 0) {
    return pool.add({.address = reinterpret_cast<std::uintptr_t>(memory),
                     .size = size,
                     .attributes = attribute,
                     .name = name,
                     .alias_offset = offset}) == smh::Status::ok;
}

void note(void* /*context*/, const smh::BlockView& block) {
    expected.walked[expected.count++] = block;
}

bool fill_first(smh::Pool& pool) {
    expected.kept = pool.alloc(smh::cacheable, 100);
    expected.alias_of_kept = reinterpret_cast<std::uintptr_t>(expected.kept) + alias_offset;
    expected.freed = pool.alloc(smh::cacheable, 40);
    expected.aligned = pool.aligned_alloc(smh::cacheable, page, 200);
    expected.of_client =
        pool.alloc({.bytes = 60, .required = smh::cacheable, .client = &network}).block;
    pool.free(expected.freed);
    return expected.kept != nullptr && expected.aligned != nullptr && expected.of_client != nullptr;
}

// Free blocks between allocated ones.
bool fill_second(smh::Pool& pool) {
    void* blocks[5]{};
    for (void*& block : blocks) {
        block = pool.alloc(smh::non_cacheable, 32);
    }
    pool.free(blocks[1]);
    pool.free(blocks[3]);
    return pool.walk(1, note, nullptr) == smh::Status::ok && expected.count > 5;
}

template <std::size_t size>
smh::Metadata in(unsigned char (&memory)[size]) {
    smh::Metadata metadata;
    metadata.address = reinterpret_cast<std::uintptr_t>(memory);
    metadata.size = size;
    metadata.granule = granule;
    return metadata;
}

bool add_tabled() {
    smh::Region region;
    region.address = reinterpret_cast<std::uintptr_t>(far);
    region.size = large;
    region.attributes = smh::cacheable;
    region.name = "FAR";
    smh::AddressRegion remote;
    remote.address = remote_begin;
    remote.size = remote_size;
    remote.attributes = smh::cacheable;
    remote.name = "REMOTE";
    return tabled.init() == smh::Status::ok && tabled.add_client(visitor) == smh::Status::ok &&
           tabled.add(region, in(far_metadata)) == smh::Status::ok &&
           tabled.add(remote, in(remote_metadata)) == smh::Status::ok;
}

// Between two blocks that stay a free one of a single granule, and one of several.
bool fill_tabled() {
    const smh::Request request{.bytes = 100, .required = smh::cacheable, .client = &visitor};
    expected.far_freed = tabled.alloc(smh::cacheable, 40);
    expected.far = tabled.alloc(request).block;
    tabled.free(expected.far_freed);
    smh::Address blocks[5];
    for (std::size_t number = 0; number < 5; ++number) {
        blocks[number] = tabled.alloc_address(smh::cacheable, number == 3 ? 400 : 10);
    }
    tabled.free(blocks[1]);
    tabled.free(blocks[3]);
    smh::Statistics merged;
    expected.remote = blocks[2];
    return expected.far != nullptr && expected.remote && tabled.statistics(1, merged);
}

} // namespace

bool set() {
    smh::Pool& pool = smh::shared_pool();
    return pool.init() == smh::Status::ok && apart.init() == smh::Status::ok &&
           pool.add_client(network) == smh::Status::ok &&
           add(pool, "FAST", fast, large, smh::cacheable, alias_offset) &&
           add(pool, "SLOW", slow, small, smh::non_cacheable) &&
           add(apart, "APART", other, small, smh::cacheable) && fill_first(pool) &&
           fill_second(pool) && apart.alloc(smh::cacheable, 500) != nullptr && add_tabled() &&
           fill_tabled();
}

} // namespace scene

// Not inline, and not without effect.
extern "C" [[gnu::noinline]] void scene_is_set() {
    asm volatile("" ::: "memory");
}
