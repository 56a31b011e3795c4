#include "picture.hpp"

namespace smh::demo {

namespace {

constexpr unsigned parts = 40;

struct Density {
    std::uintptr_t begin;
    std::size_t part; // bytes
    std::size_t used[parts];
};

void add(void* context, const BlockView& block) {
    auto& density = *static_cast<Density*>(context);
    if (block.free) {
        return;
    }
    // A block begins with its tag, one word before its address.
    std::size_t at =
        reinterpret_cast<std::uintptr_t>(block.address) - density.begin - sizeof(std::uintptr_t);
    const std::size_t end = at + block.footprint;
    for (unsigned number = at / density.part; number < parts && at < end; ++number) {
        const std::size_t next = (number + 1) * density.part;
        density.used[number] += (next < end ? next : end) - at;
        at = next;
    }
}

} // namespace

Text picture_of(const Pool& pool, unsigned number) {
    constexpr char shades[] = " .:+#";
    constexpr std::size_t darkest = sizeof shades - 2;
    const Region& region = *pool.region(number);
    const std::size_t part = region.size / parts;
    Density density{region.address, part == 0 ? 1 : part, {}};
    pool.walk(number, add, &density);
    Text picture;
    for (const std::size_t used : density.used) {
        // No overflow: a part of a 32-bit address space, times three.
        const std::size_t level = used == 0 ? 0 : 1 + used * (darkest - 1) / density.part;
        picture.add(shades[level < darkest ? level : darkest]);
    }
    return picture;
}

} // namespace smh::demo
