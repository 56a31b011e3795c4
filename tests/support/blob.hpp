// Devicetree blobs for tests: compiled with dtc from a file or from text.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace smh::test {

// Bytes aligned for libfdt.
class Blob {
public:
    static Blob from_file(const std::filesystem::path& file) {
        std::ifstream in{file, std::ios::binary};
        return from_bytes({std::istreambuf_iterator<char>{in}, {}});
    }

    static Blob from_bytes(const std::string& bytes) {
        Blob blob;
        blob.size_ = bytes.size();
        blob.words_.resize(bytes.size() / 8 + 1);
        bytes.copy(blob.bytes(), bytes.size());
        return blob;
    }

    static Blob from_dts(const std::filesystem::path& file) {
        const auto folder = make_folder();
        const auto out = folder / "blob.dtb";
        const std::string command =
            "dtc -q -I dts -O dtb -o " + out.string() + " '" + file.string() + "'";
        if (std::system(command.c_str()) != 0) {
            throw std::runtime_error{"dtc refused " + file.string()};
        }
        Blob blob = from_file(out);
        std::filesystem::remove_all(folder);
        return blob;
    }

    static Blob from_text(const std::string& text) {
        const auto folder = make_folder();
        const auto file = folder / "text.dts";
        std::ofstream{file} << text;
        Blob blob = from_dts(file);
        std::filesystem::remove_all(folder);
        return blob;
    }

    char* bytes() { return reinterpret_cast<char*>(words_.data()); }
    const void* data() const { return words_.data(); }
    std::size_t size() const { return size_; }

private:
    static std::filesystem::path make_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "smh-blob-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        return name;
    }

    std::vector<std::uint64_t> words_;
    std::size_t size_ = 0;
};

} // namespace smh::test
