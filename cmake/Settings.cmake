# What a builder can choose, and how everything here is compiled.

# A machine without an operating system, as toolchain files for those say.
string(COMPARE EQUAL "${CMAKE_SYSTEM_NAME}" Generic bare)
if(bare)
    set(hosted OFF)
else()
    set(hosted ON)
endif()

# add_setting(NAME DEFAULT MEANING): what the library and its users must agree on, include/smh/config.hpp
# says why. The meaning is what cmake-gui and `smh config` show, also where the value came from a command line.
set(smh_settings)
macro(add_setting name default meaning)
    set(SMH_${name} ${default} CACHE STRING "${meaning}")
    set_property(CACHE SMH_${name} PROPERTY HELPSTRING "${meaning}")
    list(APPEND smh_settings ${name})
endmacro()

add_setting(MAX_REGIONS 32 "How many regions a pool can hold: 1 to 255")
add_setting(MAX_ATTRIBUTES 32 "Bound on attribute numbers: 2 to 32")
add_setting(RECENT_BLOCKS 15 "Blocks of one size that a heap keeps unmerged: 0 to 15")
# What is debugged is checked.
if(CMAKE_BUILD_TYPE STREQUAL Debug)
    set(default_hardening full)
else()
    set(default_hardening basic)
endif()
add_setting(HARDENING ${default_hardening} "How much is checked: none, basic, moderate, full or extreme")
set(hardening_levels none basic moderate full extreme)
set_property(CACHE SMH_HARDENING PROPERTY STRINGS ${hardening_levels})
list(FIND hardening_levels "${SMH_HARDENING}" hardening_number)
if(hardening_number LESS 0)
    message(FATAL_ERROR "SMH_HARDENING is '${SMH_HARDENING}', and has to be one of: ${hardening_levels}")
endif()
add_setting(QUARANTINE 0 "Freed blocks that a region sets aside, from level full on: 0 to 255")
add_setting(ASAN 0 "AddressSanitizer is told which bytes are blocks: 0 or 1")
add_setting(VALGRIND 0 "Valgrind's memcheck is told which bytes are blocks: 0 or 1")
add_setting(CORES 1 "How many cores share the pool on a bare machine")
add_setting(CACHE_LINES 1 "Regions can ask for blocks in whole cache lines: 0 or 1")
add_setting(CHANGING_REGIONS 1 "Regions can be removed and have priorities: 0 or 1")
add_setting(FALLBACK 1 "Attributes can have others that stand in for them: 0 or 1")
add_setting(ALIASES 1 "A region's memory can be mapped a second time: 0 or 1")
add_setting(MAX_CLIENTS 31 "How many clients a pool can have: 0 to 255")
add_setting(OBSERVERS 1 "The pool can be observed: 0 or 1")
add_setting(WAITING 1 "Requests can wait for memory, where the port can: 0 or 1")
add_setting(TABLES 1 "The tags of a region can lie elsewhere: 0 or 1")
add_setting(STATISTICS 1 "Regions count what they are asked for: 0 or 1")
set(smh_definitions)
foreach(setting IN LISTS smh_settings)
    list(APPEND smh_definitions SMH_${setting}=${SMH_${setting}})
endforeach()
list(TRANSFORM smh_definitions REPLACE "^SMH_HARDENING=.*" SMH_HARDENING=${hardening_number})
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
set(SMH_PACKAGER "The packagers of smh <packagers@smh.invalid>" CACHE STRING
    "Who makes packages of it, as a name and <address>")
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
