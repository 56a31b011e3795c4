#include "demo/json.hpp"

#include <optional>

#include "attributes.hpp"
#include "region_json.hpp"

namespace smh::tool {

namespace {

using Json = nlohmann::ordered_json;

void add_figures(Json& out, const Statistics& is) {
    out["capacity"] = is.capacity;
    out["used"] = is.used;
    out["free"] = is.free;
    out["largest"] = is.largest;
    out["fragmentation"] = is.fragmentation();
    out["peak"] = is.peak;
    out["minimum_free"] = is.minimum_free;
    out["blocks"] = is.blocks;
    out["allocations"] = is.allocations;
    out["failures"] = is.failures;
}

Json json_of(const Machine& machine, const Sample& sample) {
    Json out{{"attribute", attribute_text(sample.attribute)}};
    if (sample.place) {
        out["region"] = machine.region(sample.place->region).name;
        out["address"] = sample.place->address;
    }
    return out;
}

Json json_of(const Machine& machine, const Clients::One& one) {
    const ClientStatistics is = one.client.statistics();
    Json out{{"name", one.client.name()}, {"attribute", attribute_text(one.habit.attribute)}};
    if (one.habit.otherwise != one.habit.attribute) {
        out["otherwise"] = attribute_text(one.habit.otherwise);
    }
    out["used"] = is.used;
    out["peak"] = is.peak;
    out["quota"] = is.quota == Client::no_quota ? Json{} : Json(is.quota);
    out["blocks"] = is.blocks;
    out["allocations"] = is.allocations;
    out["failures"] = is.failures;
    out["elsewhere"] = Json::array();
    for (unsigned number = 0; number < machine.regions(); ++number) {
        const std::uint64_t times = one.elsewhere.at(number);
        if (times != 0) {
            out["elsewhere"].push_back(
                {{"region", machine.region(number).name}, {"allocations", times}});
        }
    }
    return out;
}

Json json_of(const Load& load, double seconds) {
    const Tally tally = load.tally();
    return {{"threads", Load::threads},
            {"seconds", seconds},
            {"requests", tally.served + tally.refused},
            {"refused", tally.refused},
            {"freed", tally.freed}};
}

} // namespace

Json json_of(const Machine& machine, const std::vector<Sample>& samples, const Load& load,
             double seconds) {
    Json out{{"board", machine.name()}, {"left_out", machine.left_out()}};
    out["samples"] = Json::array();
    for (const Sample& sample : samples) {
        out["samples"].push_back(json_of(machine, sample));
    }
    out["load"] = json_of(load, seconds);
    out["regions"] = Json::array();
    for (const unsigned number : machine.in_order()) {
        Statistics is{};
        machine.pool().statistics(number, is);
        Json& region = out["regions"].emplace_back(json_of(machine.region(number)));
        if (const std::optional<Machine::Tags> tags = machine.tags_of(number)) {
            region["tags"] = {{"region", machine.region(tags->region).name},
                              {"bytes", tags->bytes}};
        }
        add_figures(region, is);
    }
    add_figures(out["all"], machine.pool().statistics());
    out["clients"] = Json::array();
    for (const Clients::One& one : load.clients().all()) {
        out["clients"].push_back(json_of(machine, one));
    }
    return out;
}

} // namespace smh::tool
