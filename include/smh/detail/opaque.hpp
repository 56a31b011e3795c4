#pragma once

namespace smh::detail {

// The same pointer, but the compiler does not know from where: else it keeps what the pointer was
// computed from in registers, to compute each member's address anew.
template <class T>
inline T* opaque(T* pointer) {
    asm("" : "+r"(pointer));
    return pointer;
}

} // namespace smh::detail
