// A queue from one thread to one other. Neither ever waits.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>

template <class T, std::size_t capacity>
class Queue {
public:
    // False where it is full.
    bool put(T item) {
        const std::size_t end = end_.load(std::memory_order_relaxed);
        if (end - begin_.load(std::memory_order_acquire) == capacity) {
            return false;
        }
        items_[end % capacity] = item;
        end_.store(end + 1, std::memory_order_release);
        return true;
    }

    // False where it is empty.
    bool take(T& item) {
        const std::size_t begin = begin_.load(std::memory_order_relaxed);
        if (begin == end_.load(std::memory_order_acquire)) {
            return false;
        }
        item = items_[begin % capacity];
        begin_.store(begin + 1, std::memory_order_release);
        return true;
    }

private:
    std::array<T, capacity> items_{};
    alignas(64) std::atomic<std::size_t> begin_{0};
    alignas(64) std::atomic<std::size_t> end_{0};
};
