#include "record/recording.hpp"

#include <cstdlib>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "record/header.hpp"
#include "record/output.hpp"
#include "record/quiet.hpp"
#include "trace/chunk_writer.hpp"

namespace smh::record {

namespace {

// In memory that the kernel wipes in the child of a fork. All zeros is a recording that has not
// begun, with a free lock, so a child begins its own, whatever its parent was doing.
struct Recording {
    pthread_mutex_t lock;
    bool original; // not a fork
    bool begun;    // there has been an attempt to open the output and write the header
    bool stopped;  // for good: nothing can be written, or the program has ended
    pid_t process; // 0 before the first event
    std::uint32_t threads;
    std::uint64_t events;
    trace::ChunkWriter chunk;
};

Recording* recording = nullptr; // null: memory for it was refused
pthread_once_t once = PTHREAD_ONCE_INIT;

// A thread keeps its number over a fork, where it means nothing; so numbers have a generation.
unsigned generation = 0;
thread_local unsigned thread_generation = 0;
thread_local std::uint32_t thread_number = 0;

void map_recording() {
    void* const memory = mmap(nullptr, sizeof(Recording), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return;
    }
    // Without it (before Linux 4.14) a child would write its parent's events again.
    if (madvise(memory, sizeof(Recording), MADV_WIPEONFORK) != 0) {
        munmap(memory, sizeof(Recording));
        return;
    }
    recording = static_cast<Recording*>(memory);
    recording->original = true;
}

Recording* current() {
    pthread_once(&once, map_recording);
    return recording;
}

// The first thing in a process.
void enter(Recording& is) {
    if (is.process == 0) {
        is.process = getpid();
        ++generation;
    }
}

std::uint32_t number_of_thread(Recording& is) {
    enter(is);
    if (thread_generation != generation) {
        thread_generation = generation;
        thread_number = ++is.threads;
    }
    return thread_number;
}

bool begin(const Recording& is) {
    trace::ChunkWriter header{};
    write_header(header, !is.original);
    return open_output() && write_output(trace::file_start) &&
           write_output(header.finish(trace::ChunkKind::header));
}

// What cannot be written ends the recording; the program goes on.
void write_out(Recording& is) {
    const Quiet quiet;
    is.stopped = is.stopped || !(is.begun || begin(is));
    is.begun = true;
    if (!is.stopped && !is.chunk.empty()) {
        is.stopped = !write_output(is.chunk.finish(trace::ChunkKind::events));
    }
    is.chunk.clear();
}

void write_end(Recording& is) {
    const Quiet quiet;
    trace::ChunkWriter end{};
    end.add_number(is.events);
    is.stopped = is.stopped || !write_output(end.finish(trace::ChunkKind::end));
}

// The file is there from the start, also for a program that is killed soon.
__attribute__((constructor)) void begin_recording() {
    if (current() != nullptr) {
        const Turn turn;
        enter(*recording);
        write_out(*recording);
    }
    at_quick_exit([] { finish(false); });
}

__attribute__((destructor)) void end_recording() {
    finish(false);
}

} // namespace

Turn::Turn() {
    if (current() != nullptr) {
        pthread_mutex_lock(&recording->lock);
    }
}

Turn::~Turn() {
    if (recording != nullptr) {
        pthread_mutex_unlock(&recording->lock);
    }
}

void Turn::note(trace::Event event) const {
    if (recording == nullptr || recording->stopped) {
        return;
    }
    Recording& is = *recording;
    event.thread = number_of_thread(is);
    if (!is.chunk.has_room()) {
        write_out(is);
    }
    is.chunk.add(event);
    ++is.events;
}

void finish(bool goes_on) {
    const Guard guard;
    if (!guard.outermost() || recording == nullptr || recording->process != getpid()) {
        return;
    }
    const Turn turn;
    write_out(*recording);
    write_end(*recording);
    recording->stopped = recording->stopped || !goes_on;
}

} // namespace smh::record
