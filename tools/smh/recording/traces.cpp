#include "recording/traces.hpp"

#include <filesystem>
#include <string_view>

#include "trace/program.hpp"

namespace smh::tool {

namespace {

// FILE itself, or FILE.<process>, or FILE.<process>.<image>.
bool belongs_to(std::string_view name, std::string_view file) {
    if (!name.starts_with(file)) {
        return false;
    }
    const std::string_view rest = name.substr(file.size());
    return rest.empty() ||
           (rest.front() == '.' && rest.find_first_not_of("0123456789.") == std::string_view::npos);
}

void count(const std::string& file, std::uint64_t since, Traces& traces) {
    const trace::Summary summary = trace::summarise(file);
    if (summary.header.started >= since) {
        ++traces.files;
        traces.operations += summary.operations;
        traces.cut_off += summary.cut_off ? 1 : 0;
    }
}

} // namespace

Traces count_traces(const std::string& file, std::uint64_t since) {
    const std::filesystem::path path{file};
    Traces traces{.unwritten = !std::filesystem::is_regular_file(path)};
    for (const auto& entry : std::filesystem::directory_iterator{path.parent_path()}) {
        const std::string name = entry.path().filename();
        if (!entry.is_regular_file() || !belongs_to(name, path.filename().native())) {
            continue;
        }
        try {
            count(entry.path(), since, traces);
        } catch (const trace::Error&) {
            // Another file may well have such a name; FILE itself was made for the trace.
            traces.unwritten = traces.unwritten || entry.path() == path;
        }
    }
    return traces;
}

} // namespace smh::tool
