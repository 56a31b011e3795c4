// Memory at address 0 is real on many chips. Linux lets root map it, so this test can have it.
#include <gtest/gtest.h>

#include <sys/mman.h>

#include "smh/pool.hpp"

namespace smh {
namespace {

// Unmapped again whatever happens: a null pointer must not stay readable for other tests.
class ZeroPage {
public:
    ZeroPage()
        : mapped_(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == nullptr) {}
    ~ZeroPage() {
        if (mapped_) {
            munmap(nullptr, size);
        }
    }
    ZeroPage(const ZeroPage&) = delete;
    ZeroPage& operator=(const ZeroPage&) = delete;

    bool mapped() const { return mapped_; }
    static constexpr std::size_t size = 4096;

private:
    bool mapped_;
};

TEST(AddressZero, ServesButNeverABlockAtZero) {
    const ZeroPage page;
    if (!page.mapped()) {
        GTEST_SKIP() << "vm.mmap_min_addr forbids it to this user";
    }
    Pool pool;
    ASSERT_EQ(pool.init(), Status::ok);
    Region region;
    region.size = ZeroPage::size;
    region.attributes = cacheable;
    ASSERT_EQ(pool.add(region), Status::ok);
    ASSERT_EQ(pool.add(region), Status::exists);
    int blocks = 0;
    while (void* const block = pool.alloc(cacheable, 64)) {
        EXPECT_LT(reinterpret_cast<std::uintptr_t>(block), ZeroPage::size);
        ++blocks;
    }
    EXPECT_GT(blocks, 40);
    EXPECT_TRUE(pool.validate(Depth::full));
    EXPECT_EQ(pool.region_of(nullptr), nullptr);
}

} // namespace
} // namespace smh
