#include "config/config.hpp"

#include <charconv>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/settings.hpp"
#include "smh/version.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace smh::tool {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(std::string_view value) {
    if (value == "ON" || value == "OFF") {
        return value == "ON";
    }
    unsigned number = 0;
    const auto read = std::from_chars(value.begin(), value.end(), number);
    const bool is_number = read.ec == std::errc{} && read.ptr == value.end();
    return is_number ? Json(number) : Json(value);
}

void print_json(const Build& build) {
    Json out{{"version", version},
             {"port", build.port},
             {"build_type", build.type},
             {"compiler", build.compiler},
             {"machine", build.machine}};
    out["settings"] = Json::object();
    for (const Setting& setting : build.settings) {
        out["settings"][setting.name] = {{"value", json_of(setting.value)},
                                         {"meaning", setting.meaning}};
    }
    fmt::print("{}\n", out.dump(2));
}

void print_text(const Build& build) {
    const Painter paint{shows_colour(stdout)};
    fmt::print("smh {}, port {}\n", version, build.port);
    fmt::print("{} on {}{}{}\n\n", build.compiler, build.machine, *build.type == '\0' ? "" : ", ",
               build.type);
    Table table{{{"SETTING"}, {"VALUE", Table::Side::right}, {"MEANING"}}};
    for (const Setting& setting : build.settings) {
        table.add({setting.name, setting.value, setting.meaning});
    }
    table.wrap(width_of(stdout));
    fmt::print("{}\n", paint(fmt::emphasis::bold, table.titles()));
    for (std::size_t number = 0; number < table.rows(); ++number) {
        fmt::print("{}\n", table.row(number));
    }
}

} // namespace

void show_config(bool json) {
    if (json) {
        print_json(build());
    } else {
        print_text(build());
    }
}

} // namespace smh::tool
