#include "command_folder.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

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

CommandFolder::CommandFolder() : path_(make_folder()) {}

CommandFolder::~CommandFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

Visit::Visit(const CommandFolder& folder, const std::string& bytes) : before_(fs::current_path()) {
    static const std::string good_trace = small_trace();
    fs::current_path(folder.path());
    for (const fs::directory_entry& entry : fs::directory_iterator{"."}) {
        fs::remove(entry.path());
    }
    write(CommandFolder::input, bytes);
    write(CommandFolder::board, good_board());
    write(CommandFolder::trace, good_trace);
}

Visit::~Visit() {
    fs::current_path(before_);
}

void Visit::check(bool failed) const {
    std::size_t files = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator{"."}) {
        require(!entry.path().native().ends_with(CommandFolder::unfinished),
                "no half written file is left");
        ++files;
    }
    require(!failed || (files == 3 && contents_of(CommandFolder::board) == good_board()),
            "a failure writes nothing");
}

} // namespace smh::fuzz
