// Reading regions in a form that tests can compare and print.
#pragma once

#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "smh/devicetree.hpp"
#include "support/blob.hpp"

namespace smh::test {

struct Found {
    std::string name;
    std::uint64_t address;
    std::uint64_t size;
    AttributeSet attributes;
    std::int32_t priority = 0;
    std::optional<std::uint64_t> alias{};

    friend bool operator==(const Found&, const Found&) = default;
    friend void PrintTo(const Found& found, std::ostream* out) {
        *out << found.name << " " << std::hex << found.address << "+" << found.size << " {"
             << found.attributes.bits() << "}" << std::dec;
        if (found.priority != 0) {
            *out << " priority " << found.priority;
        }
        if (found.alias) {
            *out << std::hex << " alias " << *found.alias << std::dec;
        }
    }
};

// An error with texts of its own: those of devicetree::Error lie in the blob.
struct Refusal {
    devicetree::Problem problem = devicetree::Problem::none;
    std::string node;
    std::string property;
    std::string other;

    explicit operator bool() const { return problem != devicetree::Problem::none; }
};

struct Reading {
    Refusal error;
    std::vector<Found> regions;
};

inline Reading read(const Blob& blob, std::size_t size, std::size_t capacity = 64) {
    std::vector<devicetree::Entry> entries(capacity);
    std::size_t count = 77;
    Reading reading;
    const auto error = devicetree::read(blob.data(), size, entries.data(), capacity, count);
    reading.error = {error.problem, error.node, error.property, error.other};
    for (std::size_t number = 0; number < count; ++number) {
        const devicetree::Entry& entry = entries.at(number);
        reading.regions.push_back({entry.name, entry.address, entry.size, entry.attributes,
                                   entry.priority,
                                   entry.has_alias ? std::optional{entry.alias} : std::nullopt});
    }
    return reading;
}

inline Reading read(const Blob& blob) {
    return read(blob, blob.size());
}

// A tree with one-cell addresses and sizes around what is given.
inline Reading read_tree(const std::string& inside, const std::string& before = "") {
    return read(Blob::from_text("/dts-v1/; " + before +
                                " / { #address-cells = <1>; #size-cells = <1>; " + inside + " };"));
}

} // namespace smh::test
