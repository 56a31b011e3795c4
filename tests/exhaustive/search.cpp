#include "search.hpp"

#include <algorithm>

namespace smh::exhaustive {

template <class Ground>
Search<Ground>::Search(std::size_t region_bytes) : world_(region_bytes) {
    world_.save(begin_);
    nodes_.push_back({0, {}});
    seen_.insert(hash_of(world_.canonical()));
}

// Each word changes about half of the bits that come behind.
template <class Ground>
auto Search<Ground>::hash_of(std::span<const std::uint64_t> words) -> Hash {
    Hash hash{1, 2};
    for (const std::uint64_t word : words) {
        hash.low = (hash.low ^ word) * 0xD6E8FEB86659FD93U;
        hash.low ^= hash.low >> 32;
        hash.high = (hash.high + word) * 0xA0761D6478BD642FU;
        hash.high ^= hash.high >> 29;
    }
    return hash;
}

template <class Ground>
std::vector<Operation> Search<Ground>::path_to(std::size_t node) const {
    std::vector<Operation> path;
    for (; node != 0; node = nodes_[node].parent) {
        path.push_back(nodes_[node].operation);
    }
    std::reverse(path.begin(), path.end());
    return path;
}

template <class Ground>
void Search<Ground>::go_to(std::size_t node) {
    world_.restore(begin_);
    for (const Operation& operation : path_to(node)) {
        world_.apply(operation);
    }
    world_.save(here_);
}

template <class Ground>
Level Search<Ground>::step() {
    Level level{++depth_};
    for (const std::size_t end = nodes_.size(); next_ != end; ++next_) {
        try_all(next_, level);
    }
    level.states = nodes_.size();
    return level;
}

template <class Ground>
void Search<Ground>::try_all(std::size_t node, Level& level) {
    go_to(node);
    for (const Operation& operation : world_.possible()) {
        try {
            try_one(node, operation, level);
        } catch (const Broken& broken) {
            complain(node, operation, broken);
        }
    }
    world_.check_guards();
}

template <class Ground>
void Search<Ground>::try_one(std::size_t node, const Operation& operation, Level& level) {
    world_.restore(here_);
    world_.apply(operation);
    ++level.transitions;
    if (seen_.insert(hash_of(world_.canonical())).second) {
        ++level.new_states;
        nodes_.push_back({static_cast<std::uint32_t>(node), operation});
        world_.free_all();
    }
}

template <class Ground>
void Search<Ground>::complain(std::size_t node, const Operation& last, const Broken& broken) {
    std::string text;
    for (const Operation& operation : path_to(node)) {
        text += operation.text() + "; ";
    }
    throw Broken(text + last.text() + ": " + broken.what());
}

template class Search<InsideGround>;
template class Search<TableGround>;

} // namespace smh::exhaustive
