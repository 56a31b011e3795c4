// An audio pipeline. A real-time thread makes a block of sound every 5 ms and passes it on; it must
// never wait. An ordinary thread encodes the blocks, with other memory and as long as it takes.
//
// What keeps the first from waiting: each call of a pool takes bounded time, and the real-time
// thread has a pool to itself. Blocks that the encoder is done with come back in a queue, and it is
// the real-time thread that frees them. So nobody else ever holds a lock of that pool.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

#include <sched.h>

#include <smh/allocator.hpp>
#include <smh/pool.hpp>

#include "queue.hpp"

namespace {

constexpr smh::Attribute sound{2};
constexpr std::size_t samples = 240; // 5 ms at 48 kHz
constexpr int blocks = 200;

alignas(64) unsigned char real_time_memory[64 * 1024];
alignas(64) unsigned char ordinary_memory[1024 * 1024];
constinit smh::Pool real_time;
constinit smh::Pool ordinary;

struct Sound {
    int number;
    float sample[samples];
};

Queue<Sound*, 16> to_encoder;
Queue<Sound*, 128> done; // longer than the region has blocks, so never full
std::atomic<bool> ended{false};

bool fill(smh::Pool& pool, unsigned char* memory, std::size_t size) {
    smh::Region region;
    region.address = reinterpret_cast<std::uintptr_t>(memory);
    region.size = size;
    region.attributes = sound;
    return pool.init() == smh::Status::ok && pool.add(region) == smh::Status::ok;
}

void free_what_is_done() {
    Sound* block = nullptr;
    while (done.take(block)) {
        real_time.free(block);
    }
}

// One turn of the real-time thread. False where a block is lost: that is heard as a click, and
// nobody has waited.
bool play(int number) {
    free_what_is_done();
    auto* const block = static_cast<Sound*>(real_time.alloc(sound, sizeof(Sound)));
    if (block == nullptr) {
        return false;
    }
    block->number = number;
    for (std::size_t index = 0; index < samples; ++index) {
        const auto time = static_cast<float>(static_cast<std::size_t>(number) * samples + index);
        block->sample[index] = std::sin(time * 0.0576F); // 440 Hz
    }
    if (!to_encoder.put(block)) {
        real_time.free(block);
        return false;
    }
    return true;
}

struct Played {
    int lost = 0;
    std::chrono::nanoseconds longest{0};
};

Played play_all() {
    using Clock = std::chrono::steady_clock;
    const sched_param priority{.sched_priority = 10};
    const bool is_real_time = sched_setscheduler(0, SCHED_FIFO, &priority) == 0;
    std::printf("real-time scheduling: %s\n", is_real_time ? "yes" : "no, that takes CAP_SYS_NICE");
    Played played;
    auto next = Clock::now();
    for (int number = 0; number < blocks; ++number) {
        const auto begin = Clock::now();
        played.lost += play(number) ? 0 : 1;
        played.longest = std::max<std::chrono::nanoseconds>(played.longest, Clock::now() - begin);
        next += std::chrono::milliseconds(5);
        std::this_thread::sleep_until(next);
    }
    ended = true;
    return played;
}

// In memory of its own.
std::size_t encode_all() {
    std::vector<std::int16_t, smh::pool_allocator<std::int16_t>> encoded({ordinary, sound});
    Sound* block = nullptr;
    for (bool last = false; !last;) {
        last = ended;
        while (to_encoder.take(block)) {
            for (const float sample : block->sample) {
                encoded.push_back(static_cast<std::int16_t>(sample * 32767));
            }
            done.put(block);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return encoded.size();
}

} // namespace

int main() {
    if (!fill(real_time, real_time_memory, sizeof real_time_memory) ||
        !fill(ordinary, ordinary_memory, sizeof ordinary_memory)) {
        return 1;
    }
    Played played;
    std::thread player([&played] { played = play_all(); });
    const std::size_t encoded = encode_all();
    player.join();
    free_what_is_done();
    std::printf("%d blocks, %d lost, %zu samples encoded; the longest turn took %.3f ms of 5\n",
                blocks, played.lost, encoded,
                std::chrono::duration<double, std::milli>(played.longest).count());
    const bool complete = encoded == static_cast<std::size_t>(blocks - played.lost) * samples;
    const bool all_free = real_time.statistics().used + ordinary.statistics().used == 0;
    return complete && all_free ? 0 : 1;
}
