#include "smh/devicetree.hpp"

namespace smh::devicetree {

const char* describe(Problem problem) noexcept {
    switch (problem) {
    case Problem::none:
        return "no problem";
    case Problem::not_a_devicetree:
        return "not a devicetree blob";
    case Problem::truncated:
        return "the blob is truncated or damaged";
    case Problem::too_deep:
        return "the nodes are nested too deeply";
    case Problem::bad_cells:
        return "memory needs this to be 1 or 2";
    case Problem::bad_property:
        return "the value has the wrong length or means nothing";
    case Problem::bad_ranges:
        return "no entry translates the whole range of a node below";
    case Problem::wraps:
        return "the range passes the end of the address space";
    case Problem::overlap:
        return "regions or their aliases share addresses";
    case Problem::no_memory:
        return "no node describes memory";
    case Problem::no_size:
        return "the size is 0 or missing";
    case Problem::no_attribute:
        return "no attribute is named";
    case Problem::table_full:
        return "there are more regions than the table holds";
    }
    return "unknown problem";
}

} // namespace smh::devicetree
