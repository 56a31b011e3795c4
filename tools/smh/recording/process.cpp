#include "recording/process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include "failure.hpp"

namespace smh::tool {

namespace {

// For the signal handler; one program at a time.
volatile pid_t running = 0;

void pass_on(int signal) {
    kill(running, signal);
}

// What signals do while a program runs, and afterwards again what they did before.
class Signals {
public:
    // After the start of the program, which must not inherit it.
    explicit Signals(pid_t process) {
        running = process;
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        sigaction(SIGINT, &ignore, &interrupt_);
        sigaction(SIGQUIT, &ignore, &quit_);
        struct sigaction pass {};
        pass.sa_handler = pass_on;
        sigaction(SIGTERM, &pass, &terminate_);
        sigaction(SIGHUP, &pass, &hang_up_);
    }
    ~Signals() {
        sigaction(SIGINT, &interrupt_, nullptr);
        sigaction(SIGQUIT, &quit_, nullptr);
        sigaction(SIGTERM, &terminate_, nullptr);
        sigaction(SIGHUP, &hang_up_, nullptr);
    }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

private:
    struct sigaction interrupt_ {};
    struct sigaction quit_ {};
    struct sigaction terminate_ {};
    struct sigaction hang_up_ {};
};

std::string_view name_of(std::string_view variable) {
    return variable.substr(0, variable.find('=') + 1);
}

std::vector<std::string> environment_with(const std::vector<std::string>& variables) {
    std::vector<std::string> all = variables;
    for (char** own = environ; *own != nullptr; ++own) {
        const bool replaced =
            std::any_of(variables.begin(), variables.end(),
                        [own](const std::string& one) { return name_of(one) == name_of(*own); });
        if (!replaced) {
            all.emplace_back(*own);
        }
    }
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

int run_process(const std::string& path, const std::vector<std::string>& words,
                const std::vector<std::string>& variables) {
    std::vector<std::string> arguments = words;
    std::vector<std::string> environment = environment_with(variables);
    pid_t process = 0;
    const int error = posix_spawn(&process, path.c_str(), nullptr, nullptr,
                                  pointers_to(arguments).data(), pointers_to(environment).data());
    if (error != 0) {
        throw Failure{path, std::strerror(error), "name a program that you may run"};
    }
    const Signals signals{process};
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    constexpr int signalled = 128;
    return WIFSIGNALED(status) ? signalled + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace smh::tool
