// How the library was built.
#pragma once

namespace smh::tool {

void show_config(bool json);

} // namespace smh::tool
