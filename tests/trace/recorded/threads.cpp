// Threads that hand blocks to each other, so that an address is free on one and new on another all
// the time: a trace in a wrong order would have a block twice.
#include <array>
#include <atomic>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

namespace {

constexpr unsigned threads = 4;
constexpr unsigned steps = 50'000;
constexpr std::size_t largest = 5000;

std::array<std::atomic<void*>, 16> shared;

void* changed(void* block, unsigned how, std::size_t size) {
    switch (how % 4) {
    case 0:
        free(block);
        return malloc(size);
    case 1:
        free(block);
        return calloc(1, size);
    case 2:
        free(block);
        return aligned_alloc(64, size);
    default:
        return realloc(block, size);
    }
}

void work(unsigned seed) {
    std::minstd_rand random{seed};
    for (unsigned step = 0; step < steps; ++step) {
        void* block = shared[random() % shared.size()].exchange(nullptr);
        block = changed(block, static_cast<unsigned>(random()), random() % largest + 1);
        free(shared[random() % shared.size()].exchange(block));
    }
}

} // namespace

int main() {
    std::vector<std::jthread> workers;
    for (unsigned thread = 0; thread < threads; ++thread) {
        workers.emplace_back(work, thread + 1);
    }
}
