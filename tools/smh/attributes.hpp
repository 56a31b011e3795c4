// The attributes of a set by name.
#pragma once

#include <string>
#include <vector>

#include "smh/attribute.hpp"

namespace smh::tool {

// The set's attributes, the lowest number first.
std::vector<Attribute> attributes_in(AttributeSet attributes);

std::string attribute_text(Attribute attribute);
std::vector<std::string> attribute_texts(AttributeSet attributes);

} // namespace smh::tool
