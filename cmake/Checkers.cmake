# What memory checkers ask of the compiler.

# Of who uses the library, to compile and to link.
set(smh_checker_flags)
if(SMH_ASAN)
    set(smh_checker_flags -fsanitize=address)
endif()

# let_checkers_watch(NAME DEFINITION...): for a library that has these settings.
#
# With SMH_ASAN=1 its users are compiled with AddressSanitizer. The library itself is not, wherever that
# is switched on for all: it looks at its own data, which are closed to others. Nor does the compiler
# make calls of its loops there, as the sanitizer checks what memset and memcpy are given.
function(let_checkers_watch name)
    if(NOT SMH_ASAN=1 IN_LIST ARGN)
        return()
    endif()
    target_compile_options(${name} INTERFACE -fsanitize=address PRIVATE -fno-sanitize=address
        $<$<CXX_COMPILER_ID:GNU>:-fno-tree-loop-distribute-patterns>
        $<$<CXX_COMPILER_ID:Clang>:-fno-builtin-memset -fno-builtin-memcpy>)
    target_link_options(${name} PUBLIC -fsanitize=address)
endfunction()
