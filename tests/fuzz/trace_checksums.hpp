// Puts the checksums of a trace right, so that a changed chunk is read and not refused at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <zlib.h>

#include "trace/format.hpp"

namespace smh::fuzz {

inline std::string with_right_checksums(std::string_view bytes) {
    std::string trace{bytes};
    std::size_t at = trace::file_start.size();
    while (at < trace.size() && trace.size() - at >= trace::chunk_head_size) {
        auto* const head = reinterpret_cast<unsigned char*>(trace.data() + at);
        std::uint32_t length = 0;
        std::memcpy(&length, head + 4, sizeof length);
        const std::size_t behind = trace.size() - at - trace::chunk_head_size;
        length = static_cast<std::uint32_t>(std::min<std::size_t>(length, behind));
        uLong crc = crc32(0, head, trace::chunk_checked_size);
        if (length != 0) {
            crc = crc32(crc, head + trace::chunk_head_size, length);
        }
        const auto word = static_cast<std::uint32_t>(crc);
        std::memcpy(head + trace::chunk_checked_size, &word, sizeof word);
        at += trace::chunk_head_size + length;
    }
    return trace;
}

} // namespace smh::fuzz
