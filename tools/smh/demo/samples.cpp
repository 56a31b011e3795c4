#include "demo/samples.hpp"

#include <fmt/format.h>

#include "attributes.hpp"
#include "shared_multi_heap.h"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

std::vector<Sample> take_samples(const Machine& machine) {
    AttributeSet attributes;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        attributes.insert(machine.region(number).attributes);
    }
    std::vector<Sample> samples;
    for (const Attribute attribute : attributes_in(attributes)) {
        void* const block = shared_multi_heap_alloc(attribute.number, sample_bytes);
        samples.push_back({attribute, machine.place_of(block)});
        shared_multi_heap_free(block);
    }
    return samples;
}

void print_samples(const Machine& machine, const std::vector<Sample>& samples) {
    fmt::print("\n{} by attribute:\n", size_text(sample_bytes));
    for (const auto& [attribute, place] : samples) {
        const std::string where = place ? fmt::format("{} in {}", address_text(place->address),
                                                      machine.region(place->region).name)
                                        : "no region has that much";
        fmt::print("{}\n",
                   fitted(fmt::format("  {:<15}  {}", attribute_text(attribute), where), "    "));
    }
}

} // namespace smh::tool
