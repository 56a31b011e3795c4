// A peer behind two functions that are not inlined, so that a counter can be told to count there.
#pragma once

#include "sequence.hpp"

namespace smh::bench {

using Call = void* (*)(const smh::bench::Operation&);
using FreeCall = void (*)(void*, const smh::bench::Operation&);

} // namespace smh::bench

extern "C" {
[[gnu::noinline]] void* bench_alloc(smh::bench::Call call, const smh::bench::Operation& operation);
[[gnu::noinline]] void bench_free(smh::bench::FreeCall call, void* block,
                                  const smh::bench::Operation& operation);
}

namespace smh::bench {

template <class Peer>
struct Counted {
    static void* alloc(const Operation& operation) { return bench_alloc(&Peer::alloc, operation); }
    static void* aligned_alloc(const Operation& operation) {
        return bench_alloc(&Peer::aligned_alloc, operation);
    }
    static void free(void* block, const Operation& operation) {
        bench_free(&Peer::free, block, operation);
    }
};

} // namespace smh::bench
