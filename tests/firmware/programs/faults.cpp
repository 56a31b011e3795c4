// A misuse without a handler: the port's own action stops the run. Which one, the command line
// says.
#include "check.hpp"
#include "shared_multi_heap.h"

namespace {

alignas(16) unsigned char memory[512];

bool is(const char* text, const char* other) {
    for (; *text != '\0' && *text == *other; ++text, ++other) {
    }
    return *text == *other;
}

} // namespace

int machine::run() {
    shared_multi_heap_region region{SMH_REG_ATTR_CACHEABLE, check::address_of(memory),
                                    sizeof memory};
    check::holds(shared_multi_heap_pool_init() == 0, "init");
    check::holds(shared_multi_heap_add(&region, nullptr) == 0, "add");
    auto* const block =
        static_cast<unsigned char*>(shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, 64));
    check::holds(block != nullptr, "alloc");

    char words[64];
    command_line(words, sizeof words);
    if (is(words, "foreign-pointer")) {
        int local = 0;
        shared_multi_heap_free(&local);
    } else if (is(words, "interior-pointer")) {
        shared_multi_heap_free(block + 16);
    } else if (is(words, "double-free")) {
        shared_multi_heap_free(block);
        shared_multi_heap_free(block);
    } else {
        check::holds(false, "the command line names a misuse");
    }
    return 0; // the fault has stopped nothing
}
