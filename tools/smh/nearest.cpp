#include "nearest.hpp"

#include <algorithm>
#include <numeric>

namespace smh::tool {

namespace {

// How many letters have to be put in, left out or changed: row by row of the usual table.
std::size_t distance(const std::string& from, const std::string& to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t at = 0; at < from.size(); ++at) {
        std::size_t diagonal = row[0]++;
        for (std::size_t column = 0; column < to.size(); ++column) {
            const std::size_t changed = diagonal + (from[at] == to[column] ? 0 : 1);
            diagonal = row[column + 1];
            row[column + 1] = std::min({changed, row[column] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest(const std::string& typed, const std::vector<std::string>& words) {
    constexpr std::size_t longest = 64; // nobody types more, and the time is a product of lengths
    std::string best;
    std::size_t fewest = 3;
    for (const std::string& word : words) {
        const std::size_t shorter = std::min(typed.size(), word.size());
        if (typed.size() > longest) {
            continue;
        }
        const std::size_t changes = distance(typed, word);
        if (changes < fewest && 2 * changes < shorter) {
            fewest = changes;
            best = word;
        }
    }
    return best;
}

} // namespace smh::tool
