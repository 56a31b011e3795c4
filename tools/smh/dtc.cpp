#include "dtc.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <utility>

#include "descriptor.hpp"
#include "failure.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

// A file without a name, gone when it is closed.
using NamelessFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

NamelessFile make_nameless_file(const std::string& subject) {
    NamelessFile file{std::tmpfile(), &std::fclose};
    if (file == nullptr) {
        throw Failure{subject, std::strerror(errno), "dtc cannot be started"};
    }
    return file;
}

// dtc's words for what it read: "-: board.dts part.dtsi", where spaces in names are not told from
// those between them. So a name goes on until there is such a file.
std::vector<std::string> files_in(std::istringstream rule) {
    std::vector<std::string> files;
    std::string name;
    std::string word;
    rule >> word; // what was made
    while (rule >> word) {
        name += (name.empty() ? "" : " ") + word;
        if (access(name.c_str(), F_OK) == 0) {
            files.push_back(std::exchange(name, {}));
        }
    }
    return files;
}

// A running dtc: its output comes through a pipe, what it says goes to a file, and what it read to
// another one.
class Compiler {
public:
    explicit Compiler(const std::string& file)
        : file_(file), said_(make_nameless_file(file)), read_(make_nameless_file(file)) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw Failure{file, std::strerror(errno), "dtc cannot be started"};
        }
        output_ = Descriptor{ends[0]};
        const Descriptor input{ends[1]};
        start(input.number());
    }
    ~Compiler() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            wait();
        }
    }
    Compiler(const Compiler&) = delete;
    Compiler& operator=(const Compiler&) = delete;

    int output() const { return output_.number(); }

    bool succeeded() {
        const int status = wait();
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

    // The first line that dtc wrote for people.
    std::string first_words() {
        std::rewind(said_.get());
        std::array<char, 256> line{};
        if (std::fgets(line.data(), line.size(), said_.get()) == nullptr) {
            return "dtc refuses it without a word";
        }
        line[std::strcspn(line.data(), "\n")] = '\0';
        return "dtc: " + printable(line.data());
    }

    std::vector<std::string> files() {
        std::rewind(read_.get());
        std::string rule;
        for (int letter = 0; (letter = std::fgetc(read_.get())) != EOF;) {
            rule += static_cast<char>(letter);
        }
        return files_in(std::istringstream{rule});
    }

private:
    void start(int write_end) {
        std::array<std::string, 10> words{"dtc", "-q", "-I",        "dts", "-O",
                                          "dtb", "-d", "/dev/fd/3", "--",  file_};
        std::array<char*, words.size() + 1> arguments{};
        for (std::size_t at = 0; at < words.size(); ++at) {
            arguments.at(at) = words.at(at).data();
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, write_end, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, fileno(said_.get()), STDERR_FILENO);
        posix_spawn_file_actions_adddup2(&actions, fileno(read_.get()), 3);
        const int error =
            posix_spawnp(&process_, "dtc", &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) {
            process_ = 0;
            throw Failure{file_, std::string{"dtc cannot be started, "} + std::strerror(error),
                          "install device-tree-compiler, or give a .dtb"};
        }
    }

    int wait() {
        int status = 0;
        while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = 0;
        return status;
    }

    std::string file_;
    NamelessFile said_;
    NamelessFile read_;
    Descriptor output_{-1};
    pid_t process_ = 0;
};

} // namespace

Compiled compile_source(const std::string& file) {
    Blob::read_file(file); // says in our words what dtc would say in its own
    Compiler compiler{file};
    Blob blob = Blob::read_all(compiler.output(), file);
    if (!compiler.succeeded()) {
        throw Failure{file, compiler.first_words(), "correct the source"};
    }
    return {std::move(blob), compiler.files()};
}

} // namespace smh::tool
