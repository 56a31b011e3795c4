# Images for bare boards, from within the build for this machine: each board is a project of its own
# (firmware/CMakeLists.txt), as each has its own compiler. Twice: as the tests need the library, and
# as small as it gets, to be measured.
#
# `firmware` builds all of it; firmware/targets.json says where what is, and how to run it. So does
# `firmware-levels`, with firmware/levels.json, of the measured images at each level of hardening.
include(ExternalProject)

set(firmware_settings_tests
    -DFIRMWARE_IMAGES=tests -DSMH_MAX_REGIONS=8 -DSMH_MAX_ATTRIBUTES=4 -DSMH_MAX_CLIENTS=3)
set(firmware_settings_footprint
    -DFIRMWARE_IMAGES=bench -DSMH_MAX_REGIONS=4 -DSMH_MAX_ATTRIBUTES=2 -DSMH_RECENT_BLOCKS=0
    -DSMH_CACHE_LINES=0 -DSMH_CHANGING_REGIONS=0 -DSMH_FALLBACK=0 -DSMH_ALIASES=0 -DSMH_TABLES=0 -DSMH_MAX_CLIENTS=0
    -DSMH_OBSERVERS=0 -DSMH_WAITING=0 -DSMH_STATISTICS=0)
set(firmware_settings_demo
    -DFIRMWARE_IMAGES=demo -DSMH_MAX_REGIONS=8 -DSMH_MAX_ATTRIBUTES=8)
set(firmware_qemu_options
    -display none -monitor none -serial none -semihosting-config enable=on,target=native)

add_custom_target(firmware ALL)
add_custom_target(firmware-levels)
set(firmware_targets)

function(require_firmware_tool tool)
    find_program(firmware_${tool} ${tool})
    if(NOT firmware_${tool})
        message(FATAL_ERROR "SMH_FIRMWARE needs ${tool}: scripts/install-packages installs it; "
            "or configure with -DSMH_FIRMWARE=OFF")
    endif()
endfunction()

# One project, built with the target `group`; its name is also its folder's: <target>-<purpose>.
function(add_firmware_project group name board settings)
    ExternalProject_Add(${name}
        SOURCE_DIR ${PROJECT_SOURCE_DIR}/firmware
        BINARY_DIR ${PROJECT_BINARY_DIR}/firmware/${name}
        PREFIX ${PROJECT_BINARY_DIR}/firmware/${name}-steps
        CMAKE_ARGS -DFIRMWARE_BOARD=${board} ${settings}
        BUILD_ALWAYS ON
        USES_TERMINAL_BUILD ON # one after the other: each uses all processors
        EXCLUDE_FROM_ALL ON
        INSTALL_COMMAND "")
    add_dependencies(${group} ${name})
endfunction()

# What is measured on a board, in a list of such.
function(describe_firmware list name folder)
    list(JOIN board_qemu "\", \"" qemu)
    list(JOIN firmware_qemu_options "\", \"" options)
    list(APPEND ${list} "{\"name\": \"${name}\", \"board\": \"${board}\",
  \"core\": \"${board_core}\", \"tools\": \"${board_toolchain}\",
  \"qemu\": [\"${qemu}\", \"${options}\"], \"folder\": \"${PROJECT_BINARY_DIR}/firmware/${folder}\"}")
    set(${list} "${${list}}" PARENT_SCOPE)
endfunction()

function(write_firmware_list list file)
    list(JOIN ${list} ",\n" items)
    file(WRITE ${PROJECT_BINARY_DIR}/firmware/${file} "[${items}]\n")
endfunction()

function(add_firmware board)
    include(${PROJECT_SOURCE_DIR}/boards/${board}/board.cmake)
    list(GET board_qemu 0 emulator)
    require_firmware_tool(${board_toolchain}-g++)
    require_firmware_tool(${emulator})
    foreach(purpose tests footprint)
        add_firmware_project(firmware ${board_target}-${purpose} ${board}
            "${firmware_settings_${purpose}}")
    endforeach()
    describe_firmware(firmware_targets ${board_target} ${board_target}-footprint)
    set(firmware_targets "${firmware_targets}" PARENT_SCOPE)
endfunction()

function(add_firmware_levels board)
    include(${PROJECT_SOURCE_DIR}/boards/${board}/board.cmake)
    foreach(level IN LISTS hardening_levels)
        add_firmware_project(firmware-levels ${board_target}-${level} ${board}
            "${firmware_settings_footprint};-DSMH_HARDENING=${level}")
        describe_firmware(targets ${level} ${board_target}-${level})
    endforeach()
    write_firmware_list(targets levels.json)
endfunction()

file(GLOB descriptions RELATIVE ${PROJECT_SOURCE_DIR}/boards CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/boards/*/board.cmake)
foreach(description IN LISTS descriptions)
    cmake_path(GET description PARENT_PATH board)
    list(APPEND firmware_boards ${board})
    add_firmware(${board})
endforeach()
write_firmware_list(firmware_targets targets.json)
add_firmware_levels(mps2-an385)

# The demo's memories come from a devicetree.
if(SMH_TOOLS)
    add_firmware_project(firmware demo-firmware mps2-an385
        "${firmware_settings_demo};-DSMH_COMMAND=$<TARGET_FILE:smh_command>")
    add_dependencies(demo-firmware smh_command)
endif()
