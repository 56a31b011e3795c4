#include "demo/clients.hpp"

#include <string_view>

namespace smh::tool {

namespace {

// Pictures take what they get; so that something is left for others, they get a quarter of the
// memory that they ask for first.
std::size_t quota_of(const Pool& pool, const demo::Habit& habit) {
    const bool greedy = std::string_view{habit.name} == "video";
    return greedy ? pool.statistics(habit.attribute).capacity / 4 : Client::no_quota;
}

} // namespace

Clients::Clients(Pool& pool) : pool_(pool) {
    for (const demo::Habit& habit : demo::habits) {
        One& one = all_.emplace_back(habit);
        pool_.add_client(one.client);
        pool_.set_quota(one.client, quota_of(pool, habit));
    }
}

Clients::~Clients() {
    for (One& one : all_) {
        pool_.remove_client(one.client);
    }
}

} // namespace smh::tool
