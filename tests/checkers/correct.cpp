// A program that uses what there is, and makes no mistake that a checker may report: it must be
// silent. What the soak test does, and the conformance suite, it leaves to them.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "damage.hpp"
#include "scene.hpp"

namespace smh::checkers {

namespace {

constexpr Attribute attributes[] = {cacheable, in_lines, mirrored};

// Writes all bytes of a block and decides by each.
void use(void* block, std::size_t bytes) {
    auto* const begin = static_cast<unsigned char*>(block);
    std::memset(block, 0x33, bytes);
    for (std::size_t place = 0; place < bytes; ++place) {
        require(begin[place] == 0x33, "a block holds what was written");
    }
}

void use_sizes(Scene& scene) {
    for (const Attribute attribute : attributes) {
        for (std::size_t bytes = 1; bytes < 400; bytes += 7) {
            void* block = scene.alloc(bytes, attribute);
            use(block, scene.pool.usable_size(block));
            block = scene.pool.realloc(attribute, block, bytes * 2);
            use(block, bytes * 2);
            block = scene.pool.aligned_realloc(attribute, block, 256, bytes);
            use(block, bytes);
            scene.pool.free(block);
        }
    }
}

void use_zeroed(Scene& scene) {
    for (const Attribute attribute : attributes) {
        auto* const block = static_cast<unsigned char*>(scene.pool.calloc(attribute, 3, 33));
        for (unsigned place = 0; place < 99; ++place) {
            require(block[place] == 0, "calloc clears");
        }
        scene.pool.free(block);
    }
}

// What is written at one address is read at the other.
void use_alias(Scene& scene) {
    unsigned char* const block = scene.alloc(100, mirrored);
    auto* const alias = static_cast<unsigned char*>(scene.pool.to_alias(block));
    std::memset(alias, 1, 50);
    std::memset(block + 50, 1, 50);
    for (unsigned place = 0; place < 100; ++place) {
        require(block[place] == 1 && alias[place] == 1, "both addresses are of the same byte");
    }
    scene.pool.free(alias);
}

void use_client(Scene& scene) {
    void* const block =
        scene.pool.alloc({.bytes = 77, .required = cacheable, .client = &scene.client}).block;
    use(block, 77);
    void* const resized = scene.pool.realloc(cacheable, block, 7000);
    use(resized, 7000);
    scene.pool.free(resized);
}

// Fills a region, in spite of what is set aside, and looks at it from all sides.
void fill_and_look(Scene& scene) {
    unsigned char* blocks[Scene::size / 1000]{};
    for (unsigned char*& block : blocks) {
        block = scene.alloc(900);
        use(block, block != nullptr ? 900 : 0);
    }
    std::size_t seen = 0;
    const auto count = [](void* number, const BlockView& view) {
        *static_cast<std::size_t*>(number) += view.free ? 0U : 1U;
    };
    require(scene.pool.walk(0, count, &seen) == Status::ok && seen > 50, "a walk sees the blocks");
    require(scene.pool.statistics().blocks == seen, "so do the figures");
    require(scene.pool.validate(Depth::full), "the pool is valid");
    for (unsigned char* const block : blocks) {
        scene.pool.free(block);
    }
}

// The memory is the user's before and after, all of it: static, or of malloc.
void let_regions_leave(Scene& scene) {
    auto* const memory = static_cast<unsigned char*>(std::malloc(4096));
    for (int round = 0; round < 3; ++round) {
        use(memory, 4096);
        const Region region{.address = reinterpret_cast<std::uintptr_t>(memory) + 3,
                            .size = 4000,
                            .attributes = Attribute{5}};
        require(scene.pool.add(region) == Status::ok, "a region comes");
        void* const block = scene.alloc(100, Attribute{5});
        use(block, 100);
        scene.pool.free(block);
        require(scene.pool.remove(region.address) == Status::ok, "and leaves");
    }
    std::free(memory);
}

void fork_once(Scene& scene) {
    void* const block = scene.alloc(60);
    scene.pool.before_fork();
    const pid_t child = fork();
    if (child == 0) {
        scene.pool.after_fork_in_child();
        use(block, 60);
        scene.pool.free(block);
        fill_and_look(scene);
        _exit(0);
    }
    scene.pool.after_fork_in_parent();
    int status = 1;
    require(waitpid(child, &status, 0) == child && status == 0, "the child has no complaint");
    scene.pool.free(block);
}

// LeakSanitizer must find what only a block knows of, wherever the region lies.
void keep_pointers(Scene& scene) {
    for (const Attribute attribute : attributes) {
        scene.kept[attribute.number] = scene.alloc(sizeof(void*), attribute);
        void* const memory = std::malloc(10);
        std::memcpy(scene.kept[attribute.number], &memory, sizeof memory);
    }
}

void run(Scene& scene) {
    use_sizes(scene);
    use_zeroed(scene);
    use_alias(scene);
    use_client(scene);
    fill_and_look(scene);
    let_regions_leave(scene);
    fork_once(scene);
    be_told_of_faults(scene);
    be_repaired(scene);
    use_sizes(scene);
    keep_pointers(scene);
}

} // namespace

} // namespace smh::checkers

int main() {
    smh::checkers::run(smh::checkers::set_scene());
    return 0;
}
