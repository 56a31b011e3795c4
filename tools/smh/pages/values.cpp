#include "pages/values.hpp"

#include "attributes.hpp"
#include "smh/devicetree.hpp"

namespace smh::tool {

namespace {

std::vector<std::string> attribute_names() {
    std::vector<std::string> names;
    for (Attribute attribute{0}; attribute.in_bound(); ++attribute.number) {
        if (devicetree::attribute_name(attribute) != nullptr) {
            names.push_back(attribute_text(attribute));
        }
    }
    return names;
}

} // namespace

Values values_of(const std::string& name) {
    if (name == "BOARD") {
        return {.patterns = {"*.dts", "*.dtb"}, .words = {}};
    }
    if (name == "TRACE") {
        return {.patterns = {"*.trace", "*.trace.*"}, .words = {}};
    }
    if (name == "FILE") {
        return {.patterns = {"*"}, .words = {}};
    }
    if (name == "ATTRIBUTE") {
        return {.patterns = {}, .words = attribute_names()};
    }
    return {};
}

} // namespace smh::tool
