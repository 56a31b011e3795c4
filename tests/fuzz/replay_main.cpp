// Runs a target on the files that are named, and on those in the folders that are: so that what an
// engine has found stays found, without one.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "require.hpp"
#include "target.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& place) {
    if (!fs::is_directory(place)) {
        return {place};
    }
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator{place}) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

// Named before it runs, so that the last line says which one it was.
void replay(const fs::path& file) {
    std::fprintf(stderr, "%s\n", file.c_str());
    std::ifstream in{file, std::ios::binary};
    smh::fuzz::require(in.is_open(), "the file can be read");
    const std::vector<char> bytes{std::istreambuf_iterator<char>{in}, {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int number = 1; number < argc; ++number) {
        for (const fs::path& file : files_in(argv[number])) {
            replay(file);
            ++count;
        }
    }
    std::fprintf(stderr, "%zu inputs\n", count);
    return count == 0 ? 1 : 0;
}
