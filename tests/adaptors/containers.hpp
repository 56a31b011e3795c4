// All containers of the standard library, with any allocator.
#pragma once

#include <cstddef>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace smh::test {

// Calls visit.template operator()<Container>() for each of them.
template <template <class> class A, class Visitor>
void for_each_container(const Visitor& visit) {
    using Less = std::less<int>;
    using Hash = std::hash<int>;
    using Equal = std::equal_to<int>;
    using Pair = std::pair<const int, int>;
    visit.template operator()<std::vector<int, A<int>>>();
    visit.template operator()<std::vector<bool, A<bool>>>();
    visit.template operator()<std::deque<int, A<int>>>();
    visit.template operator()<std::list<int, A<int>>>();
    visit.template operator()<std::forward_list<int, A<int>>>();
    visit.template operator()<std::basic_string<char, std::char_traits<char>, A<char>>>();
    visit.template operator()<std::set<int, Less, A<int>>>();
    visit.template operator()<std::multiset<int, Less, A<int>>>();
    visit.template operator()<std::map<int, int, Less, A<Pair>>>();
    visit.template operator()<std::multimap<int, int, Less, A<Pair>>>();
    visit.template operator()<std::unordered_set<int, Hash, Equal, A<int>>>();
    visit.template operator()<std::unordered_multiset<int, Hash, Equal, A<int>>>();
    visit.template operator()<std::unordered_map<int, int, Hash, Equal, A<Pair>>>();
    visit.template operator()<std::unordered_multimap<int, int, Hash, Equal, A<Pair>>>();
}

template <class Container>
void put(Container& container, int number) {
    if constexpr (requires { typename Container::mapped_type; }) {
        container.emplace(number, -number);
    } else if constexpr (requires { typename Container::key_type; }) {
        container.insert(number);
    } else if constexpr (requires { container.push_back({}); }) {
        container.push_back(static_cast<typename Container::value_type>(number));
    } else {
        container.push_front(number);
    }
}

// Large enough that no container keeps them in itself.
template <class Container>
Container filled(const typename Container::allocator_type& allocator, int from = 0) {
    Container container(allocator);
    for (int number = from; number < from + 200; ++number) {
        put(container, number);
    }
    return container;
}

template <class Container>
std::size_t count_of(const Container& container) {
    return static_cast<std::size_t>(std::distance(container.begin(), container.end()));
}

} // namespace smh::test
