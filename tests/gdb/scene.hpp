// What gdb is shown: two regions of the shared pool, one of another pool, two of a third with their
// tags elsewhere, and blocks in all of them.
#pragma once

#include "smh/block.hpp"
#include "smh/client.hpp"
#include "smh/pool.hpp"

namespace scene {

// What gdb's script has to find.
struct Expected {
    void* kept;
    void* freed;   // the size of which others may ask for again
    void* aligned; // at a page
    void* of_client;
    std::uintptr_t alias_of_kept;
    smh::BlockView walked[16]; // the second region, by the library's own walk
    unsigned count;
    void* far; // a client's, in a region with its tags elsewhere
    void* far_freed;
    smh::Address remote; // one in a region of addresses
};

extern Expected expected;
extern smh::Client network;
extern smh::Pool apart;
extern smh::Pool tabled;

// False where something could not be had.
bool set();

} // namespace scene

// Called when all is there: the place for a breakpoint.
extern "C" void scene_is_set();
