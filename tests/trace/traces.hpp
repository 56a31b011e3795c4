// Traces for tests: their bytes, and a file that holds them.
#pragma once

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "trace/chunk_writer.hpp"

namespace smh::trace::test {

// A file in the folder for temporary files, gone with the object.
class TraceFile {
public:
    explicit TraceFile(std::string_view bytes)
        : name_(std::string{P_tmpdir} + "/smh-trace-test-" + std::to_string(getpid())) {
        std::ofstream{name_, std::ios::binary} << bytes;
    }
    ~TraceFile() { std::remove(name_.c_str()); }
    TraceFile(const TraceFile&) = delete;
    TraceFile& operator=(const TraceFile&) = delete;

    const std::string& name() const { return name_; }

private:
    std::string name_;
};

inline void append(std::string& bytes, std::span<const unsigned char> more) {
    bytes.append(more.begin(), more.end());
}

inline std::string chunk_of(ChunkKind kind, std::initializer_list<std::uint64_t> numbers,
                            std::string_view text = {}) {
    ChunkWriter writer{};
    for (const std::uint64_t number : numbers) {
        writer.add_number(number);
    }
    writer.add_bytes({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
    std::string bytes;
    append(bytes, writer.finish(kind));
    return bytes;
}

inline constexpr std::string_view command_words{"program\0-x\0", 11};

// Up to the first events.
inline std::string beginning(std::uint64_t flags = 0) {
    std::string bytes;
    append(bytes, file_start);
    return bytes +
           chunk_of(ChunkKind::header, {42, 7, 1000, flags, command_words.size()}, command_words);
}

inline std::string chunks_of(const std::vector<Event>& events) {
    std::string bytes;
    ChunkWriter writer{};
    for (const Event& event : events) {
        if (!writer.has_room()) {
            append(bytes, writer.finish(ChunkKind::events));
            writer.clear();
        }
        writer.add(event);
    }
    append(bytes, writer.finish(ChunkKind::events));
    return bytes;
}

inline std::string end_of(std::uint64_t events) {
    return chunk_of(ChunkKind::end, {events});
}

inline std::string trace_of(const std::vector<Event>& events, std::uint64_t flags = 0) {
    return beginning(flags) + chunks_of(events) + end_of(events.size());
}

} // namespace smh::trace::test
