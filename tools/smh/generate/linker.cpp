// In the script each region has, behind all that is placed in it otherwise: a section for what its
// user wants there, one for what needs no initial contents, and an empty one whose address is where
// the free part begins. Sections that the user's script does not mention are placed by the linker
// itself behind others of their kind, so also behind those two, but never behind the empty one.
#include "generate/linker.hpp"

#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "failure.hpp"
#include "generate/names.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

std::string memory_of(const BoardRegion& region, const std::string& identifier) {
    return fmt::format("    \"{}\" : ORIGIN = {}, LENGTH = 0x{:x} /* {} */\n", identifier,
                       address_text(region.address), region.size, size_text(region.size));
}

// Loaded where it runs: else its load address would follow that of the section before.
std::string sections_of(const std::string& identifier) {
    return fmt::format(R"(
    {section} : {{ *({section} {section}.*) }} > "{region}" AT> "{region}"
    {noinit} (NOLOAD) : {{ *({noinit} {noinit}.*) }} > "{region}" AT> "{region}"
    .smh.rest.{region} : {{ {begin} = .; }} > "{region}" AT> "{region}"
    {end} = ORIGIN("{region}") + LENGTH("{region}");
)",
                       fmt::arg("region", identifier), fmt::arg("section", section_of(identifier)),
                       fmt::arg("noinit", uninitialised_section_of(identifier)),
                       fmt::arg("begin", begin_symbol_of(identifier)),
                       fmt::arg("end", end_symbol_of(identifier)));
}

std::string guard_of(const std::string& identifier) {
    return fmt::format("    .smh.guard.{0} ORIGIN(\"{0}\") + LENGTH(\"{0}\") - 1 (NOLOAD) : "
                       "{{ . += 1; }} > \"{0}\" AT> \"{0}\"\n",
                       identifier);
}

std::string include(const std::string& script) {
    if (printable(script) != script || script.find('"') != std::string::npos) {
        throw Failure{script, "a linker script cannot name this file", "give it a plain name"};
    }
    return fmt::format("\n/* What the program places itself, also in the regions above. */\n"
                       "INCLUDE \"{}\"\n",
                       script);
}

} // namespace

std::string linker_script_of(const Board& board, const std::string& script) {
    const std::vector<std::string> identifiers = identifiers_of(board);
    std::string memories;
    std::string sections;
    for (std::size_t number = 0; number < identifiers.size(); ++number) {
        memories += memory_of(board.regions[number], identifiers[number]);
        sections += sections_of(identifiers[number]);
        if (script.empty()) {
            sections += guard_of(identifiers[number]);
        }
    }
    const std::string guards =
        script.empty() ? "\n * Nothing may be placed in a region behind this: the guards refuse it."
                       : "";
    return fmt::format(R"(/* Made by smh generate from {}: change that, not this. */

MEMORY
{{
{}}}
{}
/* What is placed by the name of a section, and what is left of each region for the pool.{} */
SECTIONS
{{{}}}
)",
                       printable(std::filesystem::path{board.file}.filename().string()), memories,
                       script.empty() ? "" : include(script), guards, sections);
}

} // namespace smh::tool
