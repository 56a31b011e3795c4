#include "region_json.hpp"

#include "attributes.hpp"

namespace smh::tool {

nlohmann::ordered_json json_of(const BoardRegion& region) {
    nlohmann::ordered_json out{{"name", region.name},
                               {"address", region.address},
                               {"size", region.size},
                               {"attributes", attribute_texts(region.attributes)},
                               {"attribute_bits", region.attributes.bits()},
                               {"priority", region.priority}};
    if (region.alias) {
        out["alias"] = *region.alias;
    }
    if (region.tags.elsewhere()) {
        out["metadata_attributes"] = attribute_texts(region.tags.from);
    }
    return out;
}

} // namespace smh::tool
