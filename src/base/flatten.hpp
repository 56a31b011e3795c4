// Functions whose whole way is to be seen by the compiler at once: all that they call becomes a
// part of them, unless size counts more than speed.
#pragma once

#ifdef __OPTIMIZE_SIZE__
#define SMH_FLATTEN
#else
#define SMH_FLATTEN [[gnu::flatten]]
#endif
