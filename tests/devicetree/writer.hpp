// Writes blobs that no compiler would: byte by byte, as large and as wrong as a test wants them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/blob.hpp"

namespace smh::test {

class Writer {
public:
    // The words of a header, by their place.
    enum Field {
        total,
        structure,
        names,
        reservations,
        version,
        compatible,
        processor,
        names_size,
        structure_size
    };

    void begin(std::string_view name) {
        add_word(structure_, 1);
        add_padded(name, 1);
    }
    void end() { add_word(structure_, 2); }
    void property(std::string_view name, std::string_view value) {
        property_at(place_of(name), value);
    }
    void cells(std::string_view name, const std::vector<std::uint32_t>& values) {
        property(name, bytes_of(values));
    }
    void text(std::string_view name, std::string value) { property(name, value + '\0'); }
    // Of the name that stands at this place among all names.
    void property_at(std::uint32_t name, std::string_view value) {
        add_word(structure_, 3);
        add_word(structure_, static_cast<std::uint32_t>(value.size()));
        add_word(structure_, name);
        add_padded(value, 0);
    }
    void reserve(std::uint64_t address, std::uint64_t size) {
        for (const std::uint64_t number : {address, size}) {
            add_word(reservations_, static_cast<std::uint32_t>(number >> 32));
            add_word(reservations_, static_cast<std::uint32_t>(number));
        }
    }
    // A word of the structure as it is.
    void raw(std::uint32_t word) { add_word(structure_, word); }
    // Where the next name begins.
    std::uint32_t add_name(std::string_view name) {
        const auto place = static_cast<std::uint32_t>(names_.size());
        names_ += name;
        names_ += '\0';
        return place;
    }

    Blob blob(int changed_field = -1, std::uint32_t value = 0) const {
        const std::string reserved = reservations_ + std::string(16, '\0');
        const std::string tree = structure_ + std::string{"\0\0\0\x09", 4};
        std::vector<std::uint32_t> fields(9);
        fields[structure] = static_cast<std::uint32_t>(header_size + reserved.size());
        fields[names] = static_cast<std::uint32_t>(fields[structure] + tree.size());
        fields[total] = static_cast<std::uint32_t>(fields[names] + names_.size());
        fields[reservations] = header_size;
        fields[version] = 17;
        fields[compatible] = 16;
        fields[names_size] = static_cast<std::uint32_t>(names_.size());
        fields[structure_size] = static_cast<std::uint32_t>(tree.size());
        if (changed_field >= 0) {
            fields.at(static_cast<std::size_t>(changed_field)) = value;
        }
        return Blob::from_bytes("\xd0\x0d\xfe\xed" + bytes_of(fields) + reserved + tree + names_);
    }

    static std::string bytes_of(const std::vector<std::uint32_t>& words) {
        std::string bytes;
        for (const std::uint32_t word : words) {
            add_word(bytes, word);
        }
        return bytes;
    }

private:
    static constexpr std::uint32_t header_size = 40;

    static void add_word(std::string& bytes, std::uint32_t word) {
        for (unsigned shift = 32; shift > 0; shift -= 8) {
            bytes += static_cast<char>(word >> (shift - 8));
        }
    }
    void add_padded(std::string_view bytes, std::size_t zeros) {
        structure_ += bytes;
        structure_.append(zeros, '\0');
        structure_.append((4 - structure_.size() % 4) % 4, '\0');
    }
    std::uint32_t place_of(std::string_view name) {
        const std::size_t found = names_.find(std::string{name} + '\0');
        return found != std::string::npos ? static_cast<std::uint32_t>(found) : add_name(name);
    }

    std::string structure_;
    std::string names_;
    std::string reservations_;
};

} // namespace smh::test
