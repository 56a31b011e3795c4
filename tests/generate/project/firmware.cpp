#include "regions.hpp"

char bss[16];

extern "C" const void* start() {
    return smh::board::regions;
}
