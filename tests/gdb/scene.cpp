#include "gdb/scene.hpp"

#include "smh/shared_pool.hpp"

namespace scene {

constinit Expected expected{};
constinit smh::Client network{"network"};
constinit smh::Pool apart;

namespace {

// Where words are long, enough for blocks that are kept for the next request of their size.
constexpr std::size_t large = sizeof(void*) == 8 ? 131072 : 4096;
constexpr std::size_t small = 2048;
constexpr std::size_t page = 1024;
constexpr std::uintptr_t alias_offset = 0x10000000;

alignas(page) unsigned char fast[large];
alignas(page) unsigned char slow[small];
alignas(page) unsigned char other[small];

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

} // namespace

bool set() {
    smh::Pool& pool = smh::shared_pool();
    return pool.init() == smh::Status::ok && apart.init() == smh::Status::ok &&
           pool.add_client(network) == smh::Status::ok &&
           add(pool, "FAST", fast, large, smh::cacheable, alias_offset) &&
           add(pool, "SLOW", slow, small, smh::non_cacheable) &&
           add(apart, "APART", other, small, smh::cacheable) && fill_first(pool) &&
           fill_second(pool) && apart.alloc(smh::cacheable, 500) != nullptr;
}

} // namespace scene

// Not inline, and not without effect.
extern "C" [[gnu::noinline]] void scene_is_set() {
    asm volatile("" ::: "memory");
}
