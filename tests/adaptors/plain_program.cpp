// The adaptors in a program without exceptions and without run-time type information, for any
// standard library: says what does not hold, and exits with 1.
#include <cstdio>
#include <cstdlib>

#include "exercise.hpp"
#include "requirements.hpp"
#include "smh/buffer.hpp"
#include "smh/memory.hpp"
#include "smh/new.hpp"

namespace smh::test {
namespace {

bool all_hold = true;

void check(bool holds, const char* what) {
    if (!holds) {
        std::printf("not so: %s\n", what);
        all_hold = false;
    }
}

struct Base {
    virtual ~Base() = default;
    int number = 1;
};
struct Other {
    virtual ~Other() = default;
    int number = 2;
};
struct Both : Base, Other {};

void check_owners(Pool& pool) {
    {
        const pool_unique_ptr<Other> one = make_unique<Both>(pool, near);
        const auto several = make_unique<Base[]>(pool, far, 4);
        const auto shared = make_shared<Both>(pool, far);
        const buffer<> bytes(pool, near, 100, 64);
        check(one->number == 2 && several[3].number == 1 && shared->Other::number == 2,
              "objects are made");
        check(try_make_unique<int>(pool, nowhere) == nullptr, "what cannot be made is null");
        delete_object(pool, new (pool, near) Both);
    }
    check(unused_and_valid(pool), "owned memory goes back");
}

int run() {
    have_pools();
    Pool& pool = other_pool();
    exercise_all(pool, check);
    check_owners(pool);
    return all_hold ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace
} // namespace smh::test

int main() {
    return smh::test::run();
}
