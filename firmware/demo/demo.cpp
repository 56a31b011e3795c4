// `smh demo` on a bare board: the memories of its devicetree, a load of the kind that drivers make,
// and where everything went. What the linker placed in a memory is not the pool's.
#include "console.hpp"
#include "load.hpp"
#include "machine.hpp"
#include "regions.hpp"
#include "report.hpp"
#include "smh/devicetree.hpp"
#include "smh/shared_pool.hpp"

namespace smh::demo {

void print(const Text& text) {
    machine::write(text.letters());
    machine::write("\n");
}

namespace {

void add_memory(Pool& pool) {
    pool.init();
    for (const Region region : board::regions) {
        const Status status = pool.add(region);
        if (status != Status::ok) {
            print(Text{"left out: "}.add(region.name).add(": ").add(describe(status)));
        }
    }
}

void introduce(const Pool& pool) {
    std::size_t bytes = 0;
    for (unsigned number = 0; number < pool.region_count(); ++number) {
        bytes += pool.region(number)->size;
    }
    print(Text{board::model}
              .add(": ")
              .add_number(pool.region_count())
              .add(" regions, ")
              .add_size(bytes)
              .add(" that the linker has left\n"));
}

// What the Shared Multi Heap document shows: memory by attribute, here for each that the board has.
void first_requests(Pool& pool) {
    constexpr std::size_t bytes = 0x1000;
    AttributeSet attributes;
    for (const LinkedRegion& region : board::regions) {
        attributes.insert(region.attributes());
    }
    print(Text{}.add_size(bytes).add(" by attribute:"));
    for (Attribute attribute{0}; attribute.in_bound(); ++attribute.number) {
        if (!attributes.contains(attribute)) {
            continue;
        }
        Text line{"  "};
        line.add(devicetree::attribute_name(attribute)).add(' ', 19 - line.length());
        void* const block = pool.alloc(attribute, bytes);
        if (block == nullptr) {
            line.add("no region has that much");
        } else {
            line.add_address(reinterpret_cast<std::uintptr_t>(block))
                .add(" in ")
                .add(pool.region_of(block)->name);
        }
        pool.free(block);
        print(line);
    }
}

void describe_load() {
    const Tally tally = tally_of_load();
    print(Text{"\nDrivers, one of them in "}
              .add_count(interrupts_of_load())
              .add(" interrupts: ")
              .add_count(tally.served + tally.refused)
              .add(" requests, ")
              .add_count(tally.refused)
              .add(" of them refused,"));
    print(Text{"and "}.add_count(tally.freed).add(" blocks given back.\n"));
    print("Blocks now; SPLIT is the part of what is free that no single request can have:\n");
}

// After all blocks have been given back. Says what is wrong.
bool all_came_back(const Pool& pool) {
    bool good = true;
    for (unsigned number = 0; number < pool.region_count(); ++number) {
        Statistics is{};
        pool.statistics(number, is);
        if (is.used != 0) {
            print(Text{"wrong: "}
                      .add(pool.region(number)->name)
                      .add(" still has ")
                      .add_size(is.used)
                      .add(" in use"));
            good = false;
        }
    }
    return good;
}

bool conclude(const Pool& pool, bool consistent) {
    const std::uint32_t damaged = tally_of_load().damaged;
    if (damaged != 0) {
        print(Text{"wrong: "}.add_count(damaged).add(" blocks lost their contents"));
    }
    if (!consistent) {
        print("wrong: a region is not consistent");
    }
    if (!all_came_back(pool) || damaged != 0 || !consistent) {
        return false;
    }
    print("All regions are consistent, every block kept its contents, and all memory came back.");
    return true;
}

} // namespace

} // namespace smh::demo

int machine::run() {
    using namespace smh::demo;
    smh::Pool& pool = smh::shared_pool();
    add_memory(pool);
    introduce(pool);
    first_requests(pool);
    start_load(pool);
    run_load();
    describe_load();
    print_regions(pool);
    print("");
    const bool consistent = pool.validate(smh::Depth::full);
    release_load();
    return conclude(pool, consistent && pool.validate(smh::Depth::full)) ? 0 : 1;
}
