#include "counted.hpp"

extern "C" {

void* bench_alloc(smh::bench::Call call, const smh::bench::Operation& operation) {
    return call(operation);
}

void bench_free(smh::bench::FreeCall call, void* block, const smh::bench::Operation& operation) {
    call(block, operation);
}

} // extern "C"
