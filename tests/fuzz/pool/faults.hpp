// Takes what the pool reports to its fault handler; stops at a fault that nobody asked for.
#pragma once

#include <optional>

#include "../require.hpp"
#include "smh/fault.hpp"

namespace smh::fuzz {

class Faults {
public:
    Faults() {
        last_.reset();
        set_fault_handler([](const Fault& fault) {
            require(expected_, "there is no fault without a misuse");
            require(!last_, "a misuse is one fault");
            last_ = fault;
        });
    }
    ~Faults() { set_fault_handler(nullptr); }
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    // The one that the call leads to.
    template <class Misuse>
    static Fault of(const Misuse& call) {
        expected_ = true;
        call();
        expected_ = false;
        require(last_.has_value(), "a misuse is a fault");
        const Fault fault = *last_;
        last_.reset();
        return fault;
    }

private:
    inline static bool expected_ = false;
    inline static std::optional<Fault> last_;
};

} // namespace smh::fuzz
