// Reads a trace file: its header, and event by event what happened.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "trace/cursor.hpp"
#include "trace/format.hpp"

namespace smh::trace {

// Who was recorded.
struct Header {
    std::uint64_t process = 0;        // process number
    std::uint64_t parent = 0;         // the parent's
    std::uint64_t started = 0;        // nanoseconds since 1970-01-01, UTC
    bool inherits = false;            // a fork: blocks of the parent live on, without events
    std::vector<std::string> command; // its words; may be shortened at the end
};

class Reader {
public:
    // Opens the file and reads its header. This and next throw Error on anything that is no trace.
    explicit Reader(const std::string& file);

    const Header& header() const { return header_; }

    // The next event; false at the end of what is whole.
    bool next(Event& event);

    // Where in the file the event that next gave last begins.
    std::uint64_t event_offset() const { return event_offset_; }

    std::uint64_t events() const { return events_; }

    // Once next has returned false: did the recording end in order? If not, the program was
    // killed, or the file cut, and up to whole_bytes() the trace is good.
    bool complete() const { return complete_; }
    std::uint64_t whole_bytes() const { return chunk_offset_; }

private:
    struct ChunkHead {
        std::uint32_t kind;
        std::uint32_t length;
        std::uint32_t crc;
    };

    void read_start();
    void read_header();
    bool read_chunk(ChunkKind& kind);
    bool read_bytes(unsigned char* to, std::size_t count);
    void check(const unsigned char* head, const ChunkHead& says) const;
    bool open_next();
    void decode(Event& event);
    std::uint64_t take_address();

    std::ifstream input_;
    Header header_;
    std::vector<unsigned char> body_;
    Cursor cursor_;
    std::uint64_t chunk_offset_ = 0; // where the next chunk begins
    std::uint64_t event_offset_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t address_ = 0; // as in ChunkWriter
    std::uint32_t thread_ = 0;
    bool complete_ = false;
};

} // namespace smh::trace
