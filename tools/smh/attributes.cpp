#include "attributes.hpp"

#include "smh/devicetree.hpp"

namespace smh::tool {

std::vector<Attribute> attributes_in(AttributeSet attributes) {
    std::vector<Attribute> found;
    for (Attribute attribute{0}; attribute.in_bound(); ++attribute.number) {
        if (attributes.contains(attribute)) {
            found.push_back(attribute);
        }
    }
    return found;
}

std::string attribute_text(Attribute attribute) {
    const char* const name = devicetree::attribute_name(attribute);
    return name != nullptr ? name : "attribute-" + std::to_string(attribute.number);
}

std::vector<std::string> attribute_texts(AttributeSet attributes) {
    std::vector<std::string> texts;
    for (const Attribute attribute : attributes_in(attributes)) {
        texts.push_back(attribute_text(attribute));
    }
    return texts;
}

} // namespace smh::tool
