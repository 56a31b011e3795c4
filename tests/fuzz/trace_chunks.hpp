// The chunks of a trace, found without the library.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <zlib.h>

#include "trace/format.hpp"

namespace smh::fuzz {

// Calls `see(chunk)` for each that has a head; the last may be cut.
template <class See>
void for_each_chunk(std::string_view trace, See see) {
    std::size_t at = trace::file_start.size();
    while (at < trace.size() && trace.size() - at >= trace::chunk_head_size) {
        std::uint32_t length = 0;
        std::memcpy(&length, trace.data() + at + 4, sizeof length);
        const std::string_view chunk = trace.substr(at, trace::chunk_head_size + length);
        see(chunk);
        at += chunk.size();
    }
}

// So that a changed chunk is read, and not refused at once.
inline std::string with_right_checksums(std::string_view bytes) {
    std::string trace{bytes};
    for_each_chunk(trace, [&trace](std::string_view chunk) {
        const auto* const head = reinterpret_cast<const unsigned char*>(chunk.data());
        const std::size_t body = chunk.size() - trace::chunk_head_size;
        uLong crc = crc32(0, head, trace::chunk_checked_size);
        if (body != 0) {
            crc = crc32(crc, head + trace::chunk_head_size, static_cast<uInt>(body));
        }
        const auto word = static_cast<std::uint32_t>(crc);
        const auto place = static_cast<std::size_t>(chunk.data() - trace.data());
        std::memcpy(trace.data() + place + trace::chunk_checked_size, &word, sizeof word);
    });
    return trace;
}

} // namespace smh::fuzz
