// What the demo says of each region, of all together, and of each client.
#pragma once

#include "demo/clients.hpp"
#include "machine.hpp"

namespace smh::tool {

void print_regions(const Machine& machine);
void print_clients(const Machine& machine, const Clients& clients);

} // namespace smh::tool
