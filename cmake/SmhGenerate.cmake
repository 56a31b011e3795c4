# smh_generate(TARGET <target> BOARD <devicetree> [LINKER_SCRIPT <script>])
#
# Makes <regions.hpp> of the devicetree (.dts or .dtb) for the sources of the target. With a linker
# script, an executable is linked by it and by the regions of the board, whose memories the script
# can name. A change to the devicetree, or to what it includes, makes all that anew; where it is
# wrong, the build stops and says which node and why. docs/generate.md tells more.
#
# The command is taken from the build where smh is part of it, else from where the package is
# installed, else from the PATH; SMH_COMMAND names another.
function(smh_generate)
    cmake_parse_arguments(PARSE_ARGV 0 smh "" "TARGET;BOARD;LINKER_SCRIPT" "")
    if(NOT TARGET "${smh_TARGET}" OR NOT smh_BOARD OR smh_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "smh_generate(TARGET <target> BOARD <devicetree> "
            "[LINKER_SCRIPT <script>]): the target must be there, and a board named")
    endif()
    if(TARGET smh_command)
        set(command smh_command)
    else()
        # This file is in <prefix>/lib/cmake/smh, or, as on Debian, one deeper.
        set(here "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
        find_program(SMH_COMMAND smh HINTS "${here}/../../../bin" "${here}/../../../../bin"
            NO_CMAKE_FIND_ROOT_PATH)
        if(NOT SMH_COMMAND)
            message(FATAL_ERROR "smh_generate: no smh command here: install smh for this machine, "
                "or configure with -DSMH_COMMAND=<path>")
        endif()
        set(command "${SMH_COMMAND}")
    endif()

    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${smh_TARGET}-board")
    file(MAKE_DIRECTORY "${folder}")
    cmake_path(ABSOLUTE_PATH smh_BOARD NORMALIZE)
    set(outputs "${folder}/regions.hpp")
    set(arguments -o "${folder}/regions.hpp")
    if(smh_LINKER_SCRIPT)
        cmake_path(ABSOLUTE_PATH smh_LINKER_SCRIPT NORMALIZE)
        list(APPEND outputs "${folder}/regions.ld")
        list(APPEND arguments --linker "${folder}/regions.ld" --script "${smh_LINKER_SCRIPT}")
        target_link_options(${smh_TARGET} PRIVATE -T "${folder}/regions.ld")
        set_property(TARGET ${smh_TARGET} APPEND PROPERTY LINK_DEPENDS
            "${folder}/regions.ld" "${smh_LINKER_SCRIPT}")
    endif()
    add_custom_command(OUTPUT ${outputs}
        COMMAND ${command} generate "${smh_BOARD}" ${arguments} --depfile "${folder}/regions.d"
        DEPENDS "${smh_BOARD}" ${command} DEPFILE "${folder}/regions.d"
        COMMENT "smh generate ${smh_BOARD}" VERBATIM)
    target_sources(${smh_TARGET} PRIVATE ${outputs})
    target_include_directories(${smh_TARGET} PRIVATE "${folder}")
endfunction()
