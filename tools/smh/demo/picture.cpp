#include "demo/picture.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace smh::tool {

namespace {

// How many allocated bytes fall into each of so many equal parts of a region.
class Density {
public:
    Density(const Region& region, std::size_t parts)
        : begin_(region.address), size_(region.size), used_(parts) {}

    void add(const BlockView& block) {
        // A block begins with its tag, one word before its address.
        const std::size_t from =
            reinterpret_cast<std::uintptr_t>(block.address) - begin_ - sizeof(std::uintptr_t);
        const std::size_t to = from + block.footprint;
        for (std::size_t part = part_of(from); part < used_.size() && start(part) < to; ++part) {
            used_[part] += std::min(to, start(part + 1)) - std::max(from, start(part));
        }
    }

    // 0: nothing is allocated. `levels` - 1: everything is.
    std::size_t level(std::size_t part, std::size_t levels) const {
        const std::size_t whole = start(part + 1) - start(part);
        return used_[part] == 0 ? 0 : 1 + used_[part] * (levels - 2) / std::max(whole, used_[part]);
    }

private:
    std::size_t start(std::size_t part) const { return size_ / used_.size() * part; }
    std::size_t part_of(std::size_t offset) const {
        return offset / std::max<std::size_t>(size_ / used_.size(), 1);
    }

    std::uintptr_t begin_;
    std::size_t size_;
    std::vector<std::size_t> used_;
};

} // namespace

std::string picture_of(const Pool& pool, unsigned number, std::size_t width, bool unicode) {
    constexpr std::array<const char*, 5> shades{" ", "\u2591", "\u2592", "\u2593", "\u2588"};
    constexpr std::array<const char*, 5> ascii{" ", ".", ":", "+", "#"};
    Density density{*pool.region(number), width};
    const auto add = [](void* context, const BlockView& block) {
        if (!block.free) {
            static_cast<Density*>(context)->add(block);
        }
    };
    pool.walk(number, add, &density);
    std::string line;
    for (std::size_t part = 0; part < width; ++part) {
        line += (unicode ? shades : ascii).at(density.level(part, shades.size()));
    }
    return line;
}

} // namespace smh::tool
