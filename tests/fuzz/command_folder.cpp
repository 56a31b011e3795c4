#include "command_folder.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <unistd.h>

#include "require.hpp"
#include "trace/traces.hpp"

// boards/microcontroller.dts as the command has it built in.
extern "C" const char dt_blob_start[]; // NOLINT(readability-identifier-naming)
extern "C" const char dt_blob_end[];

namespace smh::fuzz {

namespace {

namespace fs = std::filesystem;

fs::path make_folder() {
    std::string name = (fs::temp_directory_path() / "smh-fuzz-XXXXXX").string();
    require(mkdtemp(name.data()) != nullptr, "there is a place for a folder");
    return name;
}

std::string small_trace() {
    return trace::test::trace_of(
        {{.size = 100, .address = 0x1000},
         {.operation = trace::Operation::aligned, .size = 50, .alignment = 64, .address = 0x40},
         {.operation = trace::Operation::realloc,
          .size = 300,
          .address = 0x2000,
          .old_address = 0x1000},
         {.operation = trace::Operation::free, .address = 0x2000}});
}

void write(const char* file, std::string_view bytes) {
    std::ofstream{file, std::ios::binary} << bytes;
}

std::string contents_of(const char* file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string_view good_board() {
    return {dt_blob_start, dt_blob_end};
}

} // namespace

CommandFolder::CommandFolder() : folder_(make_folder()) {
    fs::current_path(folder_);
}

CommandFolder::~CommandFolder() {
    std::error_code error;
    fs::remove_all(folder_, error);
}

void CommandFolder::prepare(const std::string& bytes) {
    static const std::string good_trace = small_trace();
    for (const fs::directory_entry& entry : fs::directory_iterator{"."}) {
        fs::remove(entry.path());
    }
    write(input, bytes);
    write(board, good_board());
    write(trace, good_trace);
}

void CommandFolder::check(bool failed) const {
    std::size_t files = 0;
    const std::string unfinished = "." + std::to_string(getpid()) + ".tmp";
    for (const fs::directory_entry& entry : fs::directory_iterator{"."}) {
        require(!entry.path().native().ends_with(unfinished), "no half written file is left");
        ++files;
    }
    require(!failed || (files == 3 && contents_of(board) == good_board()),
            "a failure writes nothing");
}

} // namespace smh::fuzz
