#include "recording/process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "failure.hpp"

namespace smh::tool {

namespace {

// For the signal handler; one program at a time.
volatile pid_t running = 0;

void pass_on(int signal) {
    kill(running, signal);
}

// Keeps the signals of this object off while a program starts, so that none comes between its
// start and the moment they are its. The program itself starts with the mask of before.
class SignalsHeldBack {
public:
    SignalsHeldBack() {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) {
            sigaddset(&held, signal);
        }
        sigprocmask(SIG_BLOCK, &held, &before_);
    }
    ~SignalsHeldBack() { sigprocmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeldBack(const SignalsHeldBack&) = delete;
    SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;

    const sigset_t& before() const { return before_; }

private:
    sigset_t before_{};
};

// What signals do while a program runs, and afterwards again what they did before.
class SignalsOfProgram {
public:
    // After the start of the program, which must not inherit it.
    explicit SignalsOfProgram(pid_t process) {
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
    ~SignalsOfProgram() {
        sigaction(SIGINT, &interrupt_, nullptr);
        sigaction(SIGQUIT, &quit_, nullptr);
        sigaction(SIGTERM, &terminate_, nullptr);
        sigaction(SIGHUP, &hang_up_, nullptr);
    }
    SignalsOfProgram(const SignalsOfProgram&) = delete;
    SignalsOfProgram& operator=(const SignalsOfProgram&) = delete;

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

// Its number. Throws Failure where it cannot be started.
pid_t start(const std::string& path, std::vector<std::string> words,
            std::vector<std::string> environment, const sigset_t& mask) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t process = 0;
    const int error = posix_spawn(&process, path.c_str(), nullptr, &attributes,
                                  pointers_to(words).data(), pointers_to(environment).data());
    posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        throw Failure{path, std::strerror(error), "name a program that you may run"};
    }
    return process;
}

// Its number stays its own: a signal that comes now still finds no other process.
void wait_for_end(pid_t process) {
    siginfo_t ended{};
    while (waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR) {
    }
}

pid_t run(const std::string& path, const std::vector<std::string>& words,
          const std::vector<std::string>& variables) {
    std::optional<SignalsHeldBack> held{std::in_place};
    const pid_t process = start(path, words, environment_with(variables), held->before());
    const SignalsOfProgram signals{process};
    held.reset();
    wait_for_end(process);
    return process;
}

} // namespace

int run_process(const std::string& path, const std::vector<std::string>& words,
                const std::vector<std::string>& variables) {
    const pid_t process = run(path, words, variables);
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    constexpr int signalled = 128;
    return WIFSIGNALED(status) ? signalled + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace smh::tool
