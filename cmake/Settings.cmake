# What a builder can choose, and how everything here is compiled.

# A machine without an operating system, as toolchain files for those say.
string(COMPARE EQUAL "${CMAKE_SYSTEM_NAME}" Generic bare)
if(bare)
    set(hosted OFF)
else()
    set(hosted ON)
endif()

set(SMH_MAX_REGIONS 32 CACHE STRING "How many regions a pool can hold: 1 to 255")
set(SMH_MAX_ATTRIBUTES 32 CACHE STRING "Bound on attribute numbers: 2 to 32")
set(SMH_RECENT_BLOCKS 15 CACHE STRING "Blocks of one size that a heap keeps unmerged: 0 to 15")
# What is debugged is checked.
if(CMAKE_BUILD_TYPE STREQUAL Debug)
    set(default_hardening full)
else()
    set(default_hardening basic)
endif()
set(SMH_HARDENING ${default_hardening} CACHE STRING
    "How much is checked: none, basic, moderate, full or extreme")
set(hardening_levels none basic moderate full extreme)
set_property(CACHE SMH_HARDENING PROPERTY STRINGS ${hardening_levels})
list(FIND hardening_levels "${SMH_HARDENING}" hardening_number)
if(hardening_number LESS 0)
    message(FATAL_ERROR "SMH_HARDENING is '${SMH_HARDENING}', and has to be one of: ${hardening_levels}")
endif()
set(SMH_QUARANTINE 0 CACHE STRING "Freed blocks that a region sets aside, from level full on: 0 to 255")
set(SMH_ASAN 0 CACHE STRING "AddressSanitizer is told which bytes are blocks: 0 or 1")
set(SMH_VALGRIND 0 CACHE STRING "Valgrind's memcheck is told which bytes are blocks: 0 or 1")
set(SMH_CORES 1 CACHE STRING "How many cores share the pool on a bare machine")
set(SMH_CACHE_LINES 1 CACHE STRING "Regions can ask for blocks in whole cache lines: 0 or 1")
set(SMH_CHANGING_REGIONS 1 CACHE STRING "Regions can be removed and have priorities: 0 or 1")
set(SMH_FALLBACK 1 CACHE STRING "Attributes can have others that stand in for them: 0 or 1")
set(SMH_ALIASES 1 CACHE STRING "A region's memory can be mapped a second time: 0 or 1")
set(SMH_MAX_CLIENTS 31 CACHE STRING "How many clients a pool can have: 0 to 255")
set(SMH_OBSERVERS 1 CACHE STRING "The pool can be observed: 0 or 1")
set(SMH_WAITING 1 CACHE STRING "Requests can wait for memory, where the port can: 0 or 1")
set(SMH_TABLES 1 CACHE STRING "The tags of a region can lie elsewhere: 0 or 1")
set(SMH_STATISTICS 1 CACHE STRING "Regions count what they are asked for: 0 or 1")
# What the library and its users must agree on: include/smh/config.hpp.
set(smh_definitions)
foreach(setting MAX_REGIONS MAX_ATTRIBUTES RECENT_BLOCKS CORES CACHE_LINES CHANGING_REGIONS FALLBACK ALIASES TABLES
        MAX_CLIENTS OBSERVERS WAITING STATISTICS QUARANTINE ASAN VALGRIND)
    list(APPEND smh_definitions SMH_${setting}=${SMH_${setting}})
endforeach()
list(APPEND smh_definitions SMH_HARDENING=${hardening_number})
list(TRANSFORM smh_definitions PREPEND "-D" OUTPUT_VARIABLE smh_definition_flags)
list(JOIN smh_definition_flags " " smh_definition_flags)

# What a program that was linked to the shared library can go on to use: docs/compatibility.md.
set(SMH_ABI ${PROJECT_VERSION_MAJOR})
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(SMH_ABI 0.${PROJECT_VERSION_MINOR})
endif()

set(SMH_PORT ${CMAKE_CURRENT_SOURCE_DIR}/ports/linux CACHE PATH "Folder of the port to build for")
option(SMH_DEVICETREE "Build what reads devicetrees; needs libfdt" ${hosted})
option(SMH_SHARED "Build the shared library, too" ${hosted})
option(SMH_INSTALL "Have what is built installed by cmake --install" ${PROJECT_IS_TOP_LEVEL})
option(SMH_TOOLS "Build the smh command" ${PROJECT_IS_TOP_LEVEL})
option(SMH_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(SMH_BENCH "Build the benchmark programs; needs SMH_TOOLS" ${PROJECT_IS_TOP_LEVEL})
option(SMH_FIRMWARE "Build images for bare boards; needs cross compilers and QEMU" OFF)
option(SMH_FUZZ "Link the fuzz targets to the compiler's engine: clang's, or that of afl-clang-fast" OFF)
set(SMH_SANITIZE "" CACHE STRING "Value for -fsanitize=, such as address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ${hosted})
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# One translation unit, so that the compiler sees the whole way of a request.
set(whole_program OFF)
if(CMAKE_BUILD_TYPE MATCHES "^(Release|MinSizeRel)$")
    set(whole_program ON)
endif()

# Warnings for the project's own targets.
add_library(smh_warnings INTERFACE)
target_compile_options(smh_warnings INTERFACE
    -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wundef -Wcast-qual -Werror)

# The freestanding part: no exceptions, no run-time type information, no guarded statics. Nobody
# replaces single functions of the library, so the compiler may see through them.
add_library(smh_freestanding INTERFACE)
target_compile_options(smh_freestanding INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti -fno-threadsafe-statics>
    -fno-semantic-interposition $<$<BOOL:${bare}>:-ffreestanding>)

if(SMH_SANITIZE)
    add_compile_options(-fsanitize=${SMH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SMH_SANITIZE})
endif()
