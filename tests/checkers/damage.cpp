#include "damage.hpp"

#include <cstring>

#include "base/memcheck.hpp"

namespace smh::checkers {

namespace {

int faults = 0;

void count_fault(const Fault& fault) {
    faults += fault.kind != FaultKind::inconsistent ? 1 : 0;
}

// With other bytes than those that a block's slack is filled with.
[[gnu::no_sanitize_address, gnu::noinline]] void overwrite(volatile unsigned char* begin,
                                                           std::size_t count) {
    [[maybe_unused]] const base::memcheck::Quiet quiet;
    for (std::size_t place = 0; place < count; ++place) {
        begin[place] = static_cast<unsigned char>(place);
    }
}

} // namespace

// In front of an interior pointer lie bytes that nobody has written yet.
void be_told_of_faults(Scene& scene) {
    faults = 0;
    const FaultHandler before = set_fault_handler(count_fault);
    unsigned char* const block = scene.alloc(100);
    scene.pool.free(block + 16);
    scene.pool.free(&scene);
    scene.pool.free(block);
    scene.pool.free(block);
    scene.pool.free(scene.memory + 1);
    require(faults == 4, "each fault is seen");
    set_fault_handler(before);
}

void be_repaired(Scene& scene) {
    if constexpr (config::hardening < config::Hardening::moderate) {
        return;
    }
    for (const Attribute attribute : {cacheable, in_lines, mirrored}) {
        faults = 0;
        const FaultHandler before = set_fault_handler(count_fault);
        unsigned char* blocks[3]{};
        for (unsigned char*& block : blocks) {
            block = scene.alloc(97, attribute);
        }
        overwrite(blocks[1] + scene.pool.usable_size(blocks[1]), 20);
        // The one that was overrun first: then the tag behind it is mended before it is needed.
        for (unsigned char* const block : {blocks[1], blocks[0], blocks[2]}) {
            std::memset(block, 7, scene.pool.usable_size(block));
            void* const resized = scene.pool.realloc(attribute, block, 500);
            require(resized != nullptr, "a repaired region goes on");
            std::memset(resized, 7, 500);
            scene.pool.free(resized);
        }
        require(faults != 0, "damage is seen");
        require(scene.pool.validate(Depth::full), "and repaired");
        set_fault_handler(before);
    }
}

} // namespace smh::checkers
