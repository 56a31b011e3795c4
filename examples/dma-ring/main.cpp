// A ring of receive buffers that a device writes while the processor reads others, on a machine
// whose cache does not see what devices write.
//
// Two rules make that safe. The region gives blocks in whole cache lines (Region::cache_line), so
// to invalidate a buffer's lines never touches a neighbour, or what the heap notes about it. And
// each buffer has one owner at a time: the device from `give`, the processor from `take`.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <set>
#include <span>
#include <vector>

#include <smh/allocator.hpp>
#include <smh/buffer.hpp>
#include <smh/pool.hpp>

namespace {

constexpr smh::Attribute dma{2};
constexpr std::size_t line = 64;

alignas(line) unsigned char memory[64 * 1024];
constinit smh::Pool pool;

// What a driver does here on such a machine; the lines are those of the bytes, whole.
void invalidate_cache(std::span<const std::byte> bytes) {
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
    if (begin % line != 0) {
        std::printf("0x%zx is not the begin of a line\n", static_cast<std::size_t>(begin));
    }
}

class Ring {
public:
    Ring(std::size_t count, std::size_t bytes) {
        buffers_.reserve(count);
        for (std::size_t number = 0; number < count; ++number) {
            buffers_.emplace_back(pool, dma, bytes, line);
        }
    }

    // To the device, which may write it from now on.
    std::span<std::byte> give() {
        smh::buffer<>& buffer = buffers_[given_++ % buffers_.size()];
        invalidate_cache(buffer);
        return buffer;
    }

    // Back from the device: what it wrote can be read.
    std::span<const std::byte> take() {
        const smh::buffer<>& buffer = buffers_[taken_++ % buffers_.size()];
        invalidate_cache(buffer);
        return buffer;
    }

    bool all_given() const { return given_ - taken_ == buffers_.size(); }

    // Do no two buffers share a line?
    bool isolated() const {
        std::set<std::uintptr_t> lines;
        std::size_t count = 0;
        for (const smh::buffer<>& buffer : buffers_) {
            const std::uintptr_t first = reinterpret_cast<std::uintptr_t>(buffer.data()) / line;
            const std::uintptr_t last =
                (reinterpret_cast<std::uintptr_t>(buffer.data()) + buffer.size() - 1) / line;
            for (std::uintptr_t each = first; each <= last; ++each, ++count) {
                lines.insert(each);
            }
        }
        return lines.size() == count;
    }

private:
    std::vector<smh::buffer<>> buffers_;
    std::size_t given_ = 0;
    std::size_t taken_ = 0;
};

// Stands for the device.
void receive(std::span<std::byte> bytes, unsigned number) {
    std::memset(bytes.data(), static_cast<int>(number & 0xFF), bytes.size());
}

} // namespace

int main() {
    smh::Region region;
    region.address = reinterpret_cast<std::uintptr_t>(memory);
    region.size = sizeof memory;
    region.attributes = dma;
    region.cache_line = line;
    region.name = "DMA memory";
    pool.init();
    if (pool.add(region) != smh::Status::ok) {
        return 1;
    }
    constexpr std::size_t frame = 1518; // not a multiple of a line: frames are what they are
    Ring ring(8, frame);
    unsigned sum = 0;
    for (unsigned number = 0; number < 100; ++number) {
        receive(ring.give(), number);
        if (ring.all_given()) {
            sum += std::to_integer<unsigned>(ring.take().back());
        }
    }
    std::printf("8 buffers of %zu bytes, in lines of their own: %s\nsum of what was received: %u\n",
                frame, ring.isolated() ? "yes" : "no", sum);
    return ring.isolated() && sum == 92 * 93 / 2 ? 0 : 1;
}
