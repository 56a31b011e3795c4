// The reader of devicetree blobs, on any bytes: what it gives is what smh/devicetree.hpp promises.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "require.hpp"
#include "smh/devicetree.hpp"
#include "target.hpp"

namespace smh::fuzz {

namespace {

using devicetree::Entry;
using devicetree::Error;
using devicetree::Problem;

// The bytes aligned as a blob must be, with nothing behind them that could be read unnoticed.
class Blob {
public:
    Blob(const std::uint8_t* data, std::size_t size)
        : bytes_(static_cast<std::uint8_t*>(std::malloc(size))), size_(size) {
        if (size != 0) {
            std::memcpy(bytes_.get(), data, size);
        }
    }

    const void* data() const { return bytes_.get(); }
    std::size_t size() const { return size_; }
    bool contains(const char* text) const {
        const auto* const begin = reinterpret_cast<const char*>(bytes_.get());
        return text >= begin && text < begin + size_;
    }

private:
    struct Free {
        void operator()(void* bytes) const { std::free(bytes); }
    };
    std::unique_ptr<std::uint8_t, Free> bytes_;
    std::size_t size_;
};

constexpr std::size_t most_entries = 64;

struct Reading {
    Error error;
    std::array<Entry, most_entries> entries{};
    std::size_t count = 77;
};

using Function = decltype(devicetree::read);

Reading reading_of(Function& function, const Blob& blob, std::size_t capacity) {
    Reading reading;
    reading.error =
        function(blob.data(), blob.size(), reading.entries.data(), capacity, reading.count);
    require(reading.count <= capacity, "no more entries than there is room for");
    require(!reading.error || reading.count == 0, "an error has no entries");
    require(reading.error || reading.count != 0, "no entries are an error");
    return reading;
}

// Reads all of a text, which AddressSanitizer watches.
void see(const char* text) {
    require(text != nullptr && std::strlen(text) < ~std::size_t{0}, "a text is one");
}

void check(const Error& error) {
    see(error.node);
    see(error.property);
    see(error.other);
    require(*devicetree::describe(error.problem) != '\0', "a problem has a description");
}

std::uint64_t last_of(const Entry& entry) {
    return entry.address + (entry.size - 1);
}

void check(const Blob& blob, const Entry& entry) {
    see(entry.name);
    require(blob.contains(entry.name), "a name lies in the blob");
    require(entry.node >= 0 && static_cast<std::size_t>(entry.node) < blob.size(),
            "a node lies in the blob");
    require(entry.size != 0 && last_of(entry) >= entry.address, "a region does not wrap");
    require(entry.attributes.valid(), "a region has attributes that there are");
    if (entry.has_alias) {
        require(last_of(alias_of(entry)) >= entry.alias, "an alias does not wrap");
    }
}

// All ranges: of the regions, and of their aliases.
void check_apart(const Reading& reading) {
    std::array<Entry, 2 * most_entries> ranges;
    std::size_t count = 0;
    for (std::size_t number = 0; number < reading.count; ++number) {
        const Entry& entry = reading.entries.at(number);
        ranges.at(count++) = entry;
        if (entry.has_alias) {
            ranges.at(count++) = alias_of(entry);
        }
    }
    std::sort(ranges.begin(), ranges.begin() + count,
              [](const Entry& a, const Entry& b) { return a.address < b.address; });
    for (std::size_t number = 1; number < count; ++number) {
        require(last_of(ranges.at(number - 1)) < ranges.at(number).address,
                "no two regions or aliases share addresses");
    }
}

void check(const Blob& blob, const Reading& reading) {
    check(reading.error);
    for (std::size_t number = 0; number < reading.count; ++number) {
        const Entry& entry = reading.entries.at(number);
        check(blob, entry);
        require(number == 0 || reading.entries.at(number - 1).address <= entry.address,
                "regions are sorted by address");
    }
}

bool same(const Entry& one, const Entry& other) {
    return one.name == other.name && one.node == other.node && one.address == other.address &&
           one.size == other.size && one.attributes == other.attributes &&
           one.priority == other.priority && one.has_alias == other.has_alias &&
           one.alias == other.alias;
}

// Both read the same, but for overlaps.
void check_alike(const Reading& read, const Reading& collected) {
    if (read.error.problem == Problem::overlap) {
        require(!collected.error, "overlaps are collected");
        return;
    }
    require(read.error.problem == collected.error.problem, "both find the same problem");
    require(std::equal(read.entries.begin(), read.entries.begin() + read.count,
                       collected.entries.begin(), collected.entries.begin() + collected.count,
                       same),
            "both find the same regions");
}

// With less room the same, or that there is too little.
void check_with_less_room(const Blob& blob, const Reading& read) {
    const Reading tight = reading_of(devicetree::read, blob, 2);
    check(blob, tight);
    require(tight.error.problem == Problem::table_full ||
                (tight.error.problem == read.error.problem && tight.count == read.count),
            "a small table is too small, or serves");
}

} // namespace

} // namespace smh::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace smh::fuzz;
    const Blob blob{data, size};
    const Reading read = reading_of(smh::devicetree::read, blob, most_entries);
    const Reading collected = reading_of(smh::devicetree::collect, blob, most_entries);
    check(blob, read);
    check_apart(read);
    check(blob, collected);
    check_alike(read, collected);
    check_with_less_room(blob, read);
    check(smh::devicetree::check_complete(blob.data(), blob.size()));
    require(size == 0 || std::memcmp(blob.data(), data, size) == 0, "a blob is only read");
    return 0;
}
