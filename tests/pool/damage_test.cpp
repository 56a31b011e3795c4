// What a pool does with regions that somebody has written over.
#include <gtest/gtest.h>

#include "support/pool_fixture.hpp"

namespace smh {
namespace {

class Damage : public test::PoolFixture {
protected:
    // A word that is not the library's, for as long as the object lives.
    class Overwritten {
    public:
        Overwritten(std::uintptr_t address, std::uintptr_t value)
            : word_(*reinterpret_cast<Word*>(address)), before_(word_) {
            word_ = value;
        }
        ~Overwritten() { word_ = before_; }
        Overwritten(const Overwritten&) = delete;
        Overwritten& operator=(const Overwritten&) = delete;

    private:
        using Word [[gnu::may_alias]] = std::uintptr_t;
        Word& word_;
        std::uintptr_t before_;
    };
};

TEST_F(Damage, OfOneRegionIsNoticedAmongOthers) {
    for (int region = 0; region < 3; ++region) {
        add(cacheable);
    }
    void* const block = pool_.alloc(cacheable, 100);
    {
        const Overwritten tag(reinterpret_cast<std::uintptr_t>(block) - sizeof(void*), 0x6b6b6b68);
        EXPECT_FALSE(pool_.validate(Depth::full));
    }
    EXPECT_TRUE(pool_.validate(Depth::full));
    const Overwritten sentinel(memories_[1].range().end - sizeof(void*), 0x6b6b6b68);
    EXPECT_FALSE(pool_.validate(Depth::quick));
}

} // namespace
} // namespace smh
