# cmake --install BUILD --prefix P: headers, both libraries, smh.pc, the CMake package, the command
# with its man pages and completions, and the recorder that it preloads. In three components, of which
# Package.cmake makes a package each.
include(CMakePackageConfigHelpers)

# What programs are built with.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)

install(FILES include/shared_multi_heap.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/smh include/shared_multi_heap include/zephyr adaptors/include/smh
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${SMH_PORT}/include/smh DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_BINARY_DIR}/include/smh/version.hpp
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/smh)

install(TARGETS smh EXPORT smh-targets)
if(TARGET smh_shared)
    install(TARGETS smh_shared EXPORT smh-targets
        LIBRARY COMPONENT library NAMELINK_COMPONENT development)
endif()
install(EXPORT smh-targets NAMESPACE smh:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/smh)

set(smh_private_libraries)
if(SMH_DEVICETREE)
    set(smh_private_libraries -lfdt)
endif()
file(RELATIVE_PATH SMH_PREFIX_FROM_PC /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/smh.pc.in smh.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/smh.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

configure_package_config_file(cmake/smh-config.cmake.in smh-config.cmake
    INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/smh)
# As docs/compatibility.md has it.
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(compatible SameMinorVersion)
else()
    set(compatible SameMajorVersion)
endif()
write_basic_package_version_file(smh-config-version.cmake COMPATIBILITY ${compatible})
install(FILES ${PROJECT_BINARY_DIR}/smh-config.cmake ${PROJECT_BINARY_DIR}/smh-config-version.cmake
    cmake/SmhGenerate.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/smh)

if(SMH_TOOLS)
    set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME command)
    install(TARGETS smh_command)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_BINARY_DIR}/completions/smh.bash RENAME smh
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    # Debian's zsh looks into the first below /usr, where its packages put it, else into the second.
    if(CMAKE_INSTALL_PREFIX STREQUAL /usr)
        set(zsh_folder vendor-completions)
    else()
        set(zsh_folder site-functions)
    endif()
    install(FILES ${PROJECT_BINARY_DIR}/completions/_smh
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${zsh_folder})
    install(FILES ${PROJECT_BINARY_DIR}/completions/smh.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
    if(TARGET smh_record)
        install(TARGETS smh_record LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/smh)
    endif()
endif()
