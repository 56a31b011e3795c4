#include "arena.hpp"

#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#endif

#include "../require.hpp"

namespace smh::fuzz {

namespace {

void* memory_at(std::uintptr_t address) {
    return reinterpret_cast<void*>(address);
}

void map(int file, std::uintptr_t address, std::size_t size) {
    void* const mapped = mmap(memory_at(address), size, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_FIXED_NOREPLACE, file, 0);
    require(mapped == memory_at(address), "the arena's addresses are free");
}

} // namespace

Arena::Arena() {
    const int file = memfd_create("arena", MFD_CLOEXEC);
    require(file >= 0 && ftruncate(file, size) == 0, "there is memory for the arena");
    map(file, base, size);
    map(file, base + alias_offset, size);
    ::close(file);
}

Arena& Arena::closed() {
    static Arena arena;
    ASAN_POISON_MEMORY_REGION(memory_at(base), size);
    return arena;
}

// With bytes that no heap left there, and that make no sense to one.
void Arena::fill(unsigned place) {
    open(begin_of(place), place_size);
    std::memset(memory_at(begin_of(place)), 0xA5, place_size);
    close(place);
}

void Arena::open(std::uintptr_t address, std::size_t bytes) {
    ASAN_UNPOISON_MEMORY_REGION(memory_at(address), bytes);
}

void Arena::close(unsigned place) {
    ASAN_POISON_MEMORY_REGION(memory_at(begin_of(place)), distance);
}

} // namespace smh::fuzz
