// The C API: clients, which live here.
#include "shared_multi_heap/clients.h"

#include <new>

#include "c/c_api.hpp"
#include "pool/guard.hpp"

namespace smh {

namespace {

// Room for one client, whose number is that of its room.
union Room {
    constexpr Room() : none{} {}
    char none;
    Client client;
};

constexpr unsigned rooms = config::max_clients != 0 ? config::max_clients : 1;
constinit Room client_rooms[rooms];
constinit bool taken[rooms]{};
constinit port::Lock rooms_lock;

unsigned take_room() {
    const Guard guard(rooms_lock);
    for (unsigned room = 0; room < config::max_clients; ++room) {
        if (!taken[room]) {
            taken[room] = true;
            return room;
        }
    }
    return rooms;
}

void leave_room(unsigned room) {
    const Guard guard(rooms_lock);
    taken[room] = false;
}

// Calls `action(client)`, which returns an error number, where there is such a client.
template <class Action>
int with_client(int number, const Action& action) {
    Client* const client = shared_pool().client(static_cast<unsigned>(number));
    return client != nullptr ? action(*client) : error_number(Status::invalid);
}

} // namespace
} // namespace smh

extern "C" {

int shared_multi_heap_add_client(const char* name, size_t quota) {
    const unsigned room = smh::take_room();
    if (room == smh::rooms) {
        return smh::error_number(smh::Status::no_memory);
    }
    auto* const client = ::new (&smh::client_rooms[room].client) smh::Client(name, quota);
    const smh::Status status = smh::shared_pool().add_client(*client);
    if (status != smh::Status::ok) {
        smh::leave_room(room);
        return smh::error_number(status);
    }
    return static_cast<int>(client->number());
}

int shared_multi_heap_remove_client(int client) {
    return smh::with_client(client, [](smh::Client& found) {
        const smh::Status status = smh::shared_pool().remove_client(found);
        for (unsigned room = 0; room < smh::rooms && status == smh::Status::ok; ++room) {
            if (&smh::client_rooms[room].client == &found) {
                smh::leave_room(room);
            }
        }
        return smh::error_number(status);
    });
}

int shared_multi_heap_set_quota(int client, size_t quota) {
    return smh::with_client(client, [quota](smh::Client& found) {
        smh::shared_pool().set_quota(found, quota);
        return 0;
    });
}

int shared_multi_heap_client_statistics(int client,
                                        struct shared_multi_heap_client_figures* figures) {
    return smh::with_client(client, [figures](const smh::Client& found) {
        if (figures == nullptr) {
            return smh::error_number(smh::Status::invalid);
        }
        const smh::ClientStatistics now = found.statistics();
        *figures = {found.name(), now.used,        now.peak,    now.quota,
                    now.blocks,   now.allocations, now.failures};
        return 0;
    });
}

int shared_multi_heap_reset_client_peak(int client) {
    return smh::with_client(client, [](smh::Client& found) {
        found.reset_peak();
        return 0;
    });
}

} // extern "C"
