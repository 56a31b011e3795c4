// What a program may do to files, processes and itself, one of: close, fork, vfork, limit, signal,
// quick. Exit code 0 where it noticed nothing of the recorder.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

constexpr int many = 5000; // events of more than one chunk

void allocate() {
    for (int n = 0; n < many; ++n) {
        void* volatile block = malloc(static_cast<std::size_t>(n));
        free(block);
    }
}

int exit_code_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Closes every descriptor, and takes the numbers for a file of its own.
int close_all() {
    allocate();
    constexpr int highest = 2000;
    for (int number = 3; number < highest; ++number) {
        close(number);
    }
    const int own = open("own", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int number = own + 1; number < 1024; ++number) {
        dup2(own, number);
    }
    allocate();
    return lseek(own, 0, SEEK_END) == 0 ? 0 : 1;
}

// Forks while another thread is in malloc all the time; the children free what they inherit.
int forks() {
    std::jthread busy{[](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            free(malloc(100));
        }
    }};
    for (int n = 0; n < 20; ++n) {
        void* const inherited = malloc(50);
        const pid_t child = fork();
        if (child == 0) {
            free(inherited);
            allocate();
            _exit(7);
        }
        free(inherited);
        if (exit_code_of(child) != 7) {
            return 1;
        }
    }
    return 0;
}

int forks_with_shared_memory() {
    allocate();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    const pid_t child = vfork();
#pragma GCC diagnostic pop
    if (child == 0) {
        execl("/nowhere/at/all", "all", nullptr);
        _exit(7);
    }
    allocate();
    return exit_code_of(child) == 7 ? 0 : 1;
}

// A file size limit, whose signal must not reach a program that writes nothing itself.
int limits_files() {
    const rlimit limit{6000, 6000};
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_DFL);
    allocate();
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGXFSZ);
}

// A signal handler that allocates, which POSIX forbids and programs do.
int interrupted() {
    signal(SIGALRM, [](int) { free(malloc(10)); });
    ualarm(500, 500);
    for (int n = 0; n < 200; ++n) {
        // Not inside the C library's own malloc, which would wait for itself.
        usleep(100);
    }
    ualarm(0, 0);
    return 0;
}

} // namespace

int main(int count, char** words) {
    if (count < 2) {
        return 2;
    }
    const char* const what = words[1];
    if (std::strcmp(what, "quick") == 0) {
        free(malloc(10));
        std::quick_exit(0);
    }
    struct Unusual {
        const char* name;
        int (*run)();
    };
    constexpr Unusual all[] = {{"close", close_all},
                               {"fork", forks},
                               {"vfork", forks_with_shared_memory},
                               {"limit", limits_files},
                               {"signal", interrupted}};
    for (const Unusual& one : all) {
        if (std::strcmp(what, one.name) == 0) {
            return one.run();
        }
    }
    return 2;
}
