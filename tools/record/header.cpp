#include "record/header.hpp"

#include <array>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace smh::record {

namespace {

constexpr std::size_t longest_command = 2048;
static_assert(longest_command + 5 * trace::ChunkWriter::longest_number + trace::chunk_head_size <=
              trace::ChunkWriter::capacity);

std::uint64_t now() {
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_nsec);
}

// The first bytes of the command line; none where /proc is not there.
std::span<const unsigned char> read_command(std::span<unsigned char> room) {
    const int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    const ssize_t count = file < 0 ? 0 : read(file, room.data(), room.size());
    if (file >= 0) {
        close(file);
    }
    return room.first(count > 0 ? static_cast<std::size_t>(count) : 0);
}

} // namespace

void write_header(trace::ChunkWriter& chunk, bool inherits) {
    std::array<unsigned char, longest_command> room{};
    const auto command = read_command(room);
    chunk.add_number(static_cast<std::uint64_t>(getpid()));
    chunk.add_number(static_cast<std::uint64_t>(getppid()));
    chunk.add_number(now());
    chunk.add_number(inherits ? trace::inherits_bit : 0);
    chunk.add_number(command.size());
    chunk.add_bytes(command);
}

} // namespace smh::record
