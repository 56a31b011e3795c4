// Is this call the program's, or one that was made on its way?
#pragma once

namespace smh::record {

// Only the outermost call of a thread is recorded: an allocator may call itself by its public
// names, and a signal handler may interrupt the recorder, which then must not wait for itself.
class Guard {
public:
    Guard() { ++depth; }
    ~Guard() { --depth; }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

    bool outermost() const { return depth == 1; }

private:
    static inline thread_local int depth = 0;
};

} // namespace smh::record
